import { delimiter, dirname } from 'node:path';
import { shellQuoted } from '../demo/sandbox.ts';
import { signUpUser } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';
import { createMachine, type Machine } from './machine.ts';
import { runAtTerminal } from './pseudo-terminal.ts';

/** A Monday, ten o'clock in Berlin. */
export const NOW = new Date('2026-11-23T09:00:00Z');

/** Somebody with an account in front of a shell, where it is always that time. */
export interface UserAtShell {
  readonly machine: Machine;
  /** Types a line into bash, waits for its end, and returns what the terminal was sent. */
  types(line: string): Promise<string>;
}

/** Sets the clock of a process that starts, which goes on from there. */
const CLOCK = `
  const Clock = Date, ahead = ${NOW.getTime()} - Clock.now();
  globalThis.Date = class Date extends Clock {
    constructor(...parts) { parts.length > 0 ? super(...parts) : super(Clock.now() + ahead); }
    static now() { return Clock.now() + ahead; }
  };`;

/** @param columns how wide the terminal is, in cells */
export async function userAtShell(columns: number): Promise<UserAtShell> {
  const { database, id, token } = await signUpUser(sharedDatabase());
  const bare = createMachine({ DATABASE_URL: database.url, TODO_TOKEN: token });
  const machine = bare.with({
    PATH: [dirname(bare.program), bare.env['PATH']].join(delimiter),
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(CLOCK)}`,
  });
  return {
    machine,
    types: async (line) => {
      const command = `stty columns ${columns} rows 50; exec bash -c ${shellQuoted(line)}`;
      const terminal = runAtTerminal(machine, command);
      await terminal.ends();
      // The journal's times are the database's.
      await database.query('update todo.commands set at = $2 where user_id = $1', [id, NOW.toISOString()]);
      return terminal.shown.replaceAll('\r\n', '\n');
    },
  };
}
