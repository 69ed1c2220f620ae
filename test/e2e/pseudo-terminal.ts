import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import type { Machine } from './machine.ts';

/** Keys as a terminal sends them. */
export const ENTER = '\r';
export const CTRL_C = '\u0003';

/** A command at a terminal of 80 columns, with somebody in front of it. */
export interface PseudoTerminal {
  /** Waits until this text is shown, after what was waited for before. Throws if the command ends without it. */
  sees(text: string): Promise<void>;
  type(keys: string): void;
  /** Waits for the end; the exit code as a shell sees it. */
  ends(): Promise<number | null>;
  /** All that was shown so far, as it was sent: with escape sequences and line ends of a terminal. */
  readonly shown: string;
}

/** Python's own module in place of script(1), which has other options on every system but Linux. */
const PYTHON = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])) % 256)';

/** Undefined where the machine has neither of the programs that can make a pseudo-terminal. */
const wrapped = ((): ((command: string) => readonly string[]) | undefined => {
  if (process.platform === 'linux' && works('script', '-qec', 'true', '/dev/null')) {
    return (command) => ['script', '-qec', command, '/dev/null'];
  }
  return works('python3', '-c', 'import pty')
    ? (command) => ['python3', '-c', PYTHON, '/bin/sh', '-c', command]
    : undefined;
})();

/** In CI the tests that need one fail instead of being left out. */
export const hasPseudoTerminals = wrapped !== undefined || process.env['CI'] !== undefined;

/** Starts `todo` with these words, which a shell takes apart. */
export function atTerminal(machine: Machine, words: string): PseudoTerminal {
  return runAtTerminal(machine, `stty columns 80 rows 24; exec "${machine.program}" ${words}`);
}

/** Starts a command of a shell, which sets the size of its terminal itself. */
export function runAtTerminal(machine: Machine, command: string): PseudoTerminal {
  if (wrapped === undefined) {
    throw new Error('A pseudo-terminal takes script (util-linux) or python3, and this machine has neither.');
  }
  const [program = '', ...args] = wrapped(command);
  const child = spawn(program, args, {
    cwd: machine.folder,
    env: { TERM: 'xterm-256color', ...machine.env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  // A test that gave up waiting leaves nothing behind.
  onTestFinished(() => void child.kill());
  const ended = once(child, 'close');
  let shown = '';
  let seen = 0;
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (shown += chunk));
  child.stdin.on('error', () => undefined);

  return {
    sees: async (text) => {
      for (let running = true; !shown.includes(text, seen);) {
        if (!running) throw new Error(`The command ended without showing "${text}":\n${shown.slice(seen)}`);
        running = await Promise.race([once(child.stdout, 'data').then(() => true), ended.then(() => false)]);
      }
      seen = shown.indexOf(text, seen) + text.length;
    },
    type: (keys) => child.stdin.write(keys),
    ends: async () => {
      await ended;
      return child.exitCode;
    },
    get shown() {
      return shown;
    },
  };
}

function works(program: string, ...args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}
