import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Server, startServer } from '../support/server.ts';
import { addTwoUsers, asUser, MALLORY } from '../support/two-users.ts';
import { MORE_OF_ALICE, SEARCHED_TABLES } from './searched-tables.ts';

// Row-level security hides rows, but whether a condition was met by a hidden row can show in what Postgres did not do
// afterwards: a subquery that did not run, a row that was not counted.

let server: Server;
let mallory: Client;
let unguarded: Client;

beforeAll(async () => {
  server = await startServer();
  await prepare('neondb');
  mallory = await server.connect('client', 'neondb');
  const careless = await prepare('unguarded');
  await careless.query('drop policy own_only on todo.tasks');
  await careless.query('drop policy own_commands_only on todo.commands');
  await careless.query('drop policy own_changes_only on todo.changes');
  unguarded = await server.connect('client', 'unguarded');
});
afterAll(() => server.close());

/** Of an integer column: a condition of the same low cost, whose subquery leaves a trace if the conditions before it held for some row. */
const TRACE = "= any (array[(select 1 from set_config('trace.left', 'yes', true))])";

const SCANS: readonly (readonly [scan: string, settings: string, condition: string])[] = [
  ['a sequential scan', 'set local enable_indexscan = off; set local enable_bitmapscan = off', 'true'],
  [
    'the address of her row',
    'set local enable_indexscan = off; set local enable_bitmapscan = off; set local enable_seqscan = off',
    `ctid = any ('{${Array.from({ length: 20 }, (_, row) => `"(0,${row + 1})"`).join(',')}}')`,
  ],
  [
    'a parallel scan',
    'set local debug_parallel_query = on; set local enable_indexscan = off; set local enable_bitmapscan = off',
    'true',
  ],
  [
    'operators at no cost',
    'set local cpu_operator_cost = 0; set local enable_indexscan = off; set local enable_bitmapscan = off',
    'true',
  ],
  ['bitmaps', 'set local enable_seqscan = off; set local enable_indexscan = off', 'true'],
  ['operators at a high cost', 'set local cpu_operator_cost = 1e10; set local enable_seqscan = off', 'true'],
];

describe.each(SEARCHED_TABLES)('of $table', ({ table, statements, integer, pairs, triedLast }) => {
  describe.each([
    ['without a session', 'select'],
    ['with a session of his own', asUser(MALLORY, { write: true })],
  ])('Mallory %s learns nothing of her rows by', (_session, session) => {
    describe.each(SCANS)('%s:', (_scan, settings, address) => {
      it.each(pairs)('%s', async (_column, holds, doesNot) => {
        for (const statement of statements) {
          const before = [session, ...settings.split('; ')];
          const search = (condition: string) =>
            observe(
              mallory,
              before,
              `${statement} where ${address} and ${condition} and ${integer} ${TRACE}`,
            );
          expect(await search(holds)).toEqual(await search(doesNot));
        }
      });
    });
  });

  // The others reach no foreign row then, or try the policies first as well.
  describe.each(SCANS.slice(0, 3))(
    'without the restrictive policy he would, by %s:',
    (_scan, settings, address) => {
      it.each(pairs.filter(([column]) => !triedLast.has(column)))('%s', async (_column, holds, doesNot) => {
        const before = [asUser(MALLORY, { write: true }), ...settings.split('; ')];
        const search = (condition: string) =>
          observe(
            unguarded,
            before,
            `select from ${table} where ${address} and ${condition} and ${integer} ${TRACE}`,
          );
        expect(await search(holds)).not.toEqual(await search(doesNot));
      });
    },
  );
});

it('the trace is left where a condition holds for a row of one’s own, so that its absence means something', async () => {
  const scan = ['set local enable_indexscan = off', 'set local enable_bitmapscan = off'];
  const [, stranger] = await observe(
    mallory,
    [asUser(MALLORY), ...scan],
    withTitle('Call the clinic for alice'),
  );
  const [, own] = await observe(
    mallory,
    [asUser(MALLORY), ...scan],
    withTitle('Call the clinic for mallory'),
  );
  expect([stranger, own]).toEqual([[['']], [['yes']]]);
});

function withTitle(title: string): string {
  return `select from todo.tasks where title = any ('{${title}}') and number ${TRACE}`;
}

async function prepare(database: string): Promise<Client> {
  await server.install(database);
  const owner = await server.connect('owner', database);
  await addTwoUsers(owner);
  for (const statement of MORE_OF_ALICE) {
    await owner.query(statement);
  }
  return owner;
}

/** What EXPLAIN says was done, without the conditions, and whether the trace was left. */
async function observe(
  client: Client,
  before: readonly string[],
  statement: string,
): Promise<readonly [string[], unknown]> {
  const explain = `explain (analyze, timing off, summary off, costs off, buffers) ${statement}`;
  // The first run fills caches, which the count of buffers shows.
  await undone(client, [...before, explain]);
  const [plan = [], trace] = await undone(client, [
    ...before,
    explain,
    "select current_setting('trace.left', true)",
  ]);
  const lines = plan.flat().map(String);
  const planning = lines.indexOf('Planning:');
  return [
    lines.slice(0, planning < 0 ? lines.length : planning).filter((line) => !/(Filter|Cond): \D/.test(line)),
    trace,
  ];
}

/** The answers of the last two statements of a transaction that is rolled back. */
async function undone(client: Client, statements: readonly string[]): Promise<unknown[][][]> {
  const answers: unknown[][][] = [];
  await client.query('begin');
  try {
    for (const text of statements) {
      answers.push((await client.query<unknown[]>({ text, rowMode: 'array' })).rows);
    }
  } finally {
    await client.query('rollback');
  }
  return answers.slice(-2);
}
