import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from '../demo/sandbox.ts';
import type { Neon } from '../neon/stand-in.ts';
import { createAccount, titles } from './accounts.ts';
import { time } from './command-rows.ts';
import { floorOf, requestsOf } from './floor.ts';
import { measure } from './measure.ts';
import { once, type Row } from './row.ts';
import { measurePairs } from './statistics.ts';

const COUNT = 10_000;

/** A file of many tasks, each time into an account that has none. */
export function importRows(neon: Neon, sandbox: Sandbox, runs: number): Row[] {
  const importer = once(async () => {
    const account = await createAccount(sandbox, 'importer', 0);
    const file = join(account.folder, 'tasks.jsonl');
    writeFileSync(file, documents());
    return { account, program: account.todo(['import', file, '--quiet']) };
  });
  const intoNothing = async <T>(run: () => Promise<T>): Promise<T> => {
    const ofImporter = "user_id = (select id from todo.users where username = 'importer')";
    await neon.query(`delete from todo.tasks where ${ofImporter}`);
    await neon.query(`delete from todo.commands where ${ofImporter}`);
    return run();
  };
  return [
    {
      what: 'todo import, 10,000 tasks of JSON lines, against the floor',
      atMost: 2,
      measure: async () => {
        const { account, program } = await importer();
        const floor = await intoNothing(() => floorOf(account, program));
        return time(
          await measurePairs(
            () => intoNothing(floor),
            () => intoNothing(() => measure(program)),
            runs,
          ),
        );
      },
    },
    {
      what: 'requests of todo import, 10,000 tasks',
      atMost: 40,
      measure: async () => {
        const { account, program } = await importer();
        const requests = await intoNothing(() => requestsOf(account, program));
        return { kind: 'figure', figure: requests.length, unit: '' };
      },
    },
  ];
}

/** Of ordinary tasks, half of them with more than a title. */
function documents(): string {
  const fields = { dueDate: '2026-11-27', tags: ['home'], description: 'In the drawer below the window.' };
  return titles(COUNT)
    .trimEnd()
    .split('\n')
    .map(
      (title, index) => `${JSON.stringify(index % 2 === 0 ? { title } : Object.assign({ title }, fields))}\n`,
    )
    .join('');
}
