import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from '../demo/sandbox.ts';
import type { Neon } from '../neon/stand-in.ts';
import { type Account, createAccount, titles } from './accounts.ts';
import { time } from './command-rows.ts';
import { floorOf } from './floor.ts';
import { measure } from './measure.ts';
import { once, type Row } from './row.ts';
import { measurePairs } from './statistics.ts';

const EXPORT = ['export', '--format', 'jsonl', '--timeout', '60'];
const VERY_MANY = 100_000;

/** Tasks as a file, in time and in memory. */
export function exportRows(neon: Pick<Neon, 'query'>, sandbox: Sandbox, runs: number): Row[] {
  const few = once(() => createAccount(sandbox, 'exporter-of-few', 50));
  const many = once(() => createAccount(sandbox, 'exporter', 10_000));
  const veryMany = once(async () => {
    await neon.query('update todo.settings set max_tasks_per_user = $1', [VERY_MANY]);
    const account = await createAccount(sandbox, 'exporter-of-very-many', 0);
    const file = join(account.folder, 'todo.txt');
    writeFileSync(file, titles(VERY_MANY));
    await measure(account.todo(['import', file, '-q', '--timeout', '60']));
    return account;
  });
  return [
    {
      what: 'todo export --format jsonl, 10,000 rows, against the floor',
      atMost: 2,
      measure: async () => {
        const program = (await many()).todo(EXPORT);
        const floor = await floorOf(await many(), program, { form: 'json' });
        return time(await measurePairs(floor, () => measure(program), runs));
      },
    },
    {
      what: 'peak memory of todo export, 100,000 rows, above that of 50',
      atMost: 40,
      measure: async () => {
        const least = await peakOf(await few());
        return { kind: 'figure', figure: (await peakOf(await veryMany())) - least, unit: 'MiB' };
      },
    },
  ];
}

async function peakOf(account: Account): Promise<number> {
  return (await measure(account.todo(EXPORT))).peakMebibytes;
}
