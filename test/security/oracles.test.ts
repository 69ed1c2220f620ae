import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Server, startServer } from '../support/server.ts';
import { addTwoUsers, ALICE, asUser, MALLORY } from '../support/two-users.ts';

// Row-level security hides rows, but whether a condition was met by a hidden row can show in what Postgres did not do
// afterwards: a subquery that did not run, a row that was not counted.

let server: Server;
let mallory: Client;

beforeAll(async () => {
  server = await startServer();
  await server.install('neondb');
  const owner = await server.connect('owner', 'neondb');
  await addTwoUsers(owner);
  await owner.query(
    `update todo.tasks set completed = true, completed_at = now(), due_time = '09:00' where number = 1 and user_id = '${ALICE.id}'`,
  );
  mallory = await server.connect('client', 'neondb');
});
afterAll(() => server.close());

/** A condition that holds for Alice's first task and for no task of Mallory's, and one that holds for nobody's. */
const PAIRS: readonly (readonly [column: string, holds: string, doesNot: string])[] = [
  ['title', "title = 'Call the clinic for alice'", "title = 'Call the clinic for bob'"],
  [
    'title in a list',
    "title = any ('{Call the clinic for alice}')",
    "title = any ('{Call the clinic for bob}')",
  ],
  ['title by halves', "title < any ('{Call the clinic for b}')", "title < any ('{Call the clinic for a}')"],
  [
    'title by its beginning',
    "starts_with(title, 'Call the clinic for a')",
    "starts_with(title, 'Call the clinic for x')",
  ],
  [
    'title in a choice',
    "case when title = any ('{Call the clinic for alice}') then true end",
    "case when title = any ('{x}') then true end",
  ],
  [
    'note',
    "description > any ('{Results of a}') and description < any ('{Results of b}')",
    "description < any ('{Results of a}')",
  ],
  ['presence of a time', 'due_time is not null', 'spawned_from is not null'],
  ['state', 'completed', 'completed and spawned_from is not null'],
  [
    'state and date',
    "completed and due_date = any ('{2026-11-27}')",
    "completed and due_date = any ('{2026-11-28}')",
  ],
  ['user', `user_id = any ('{${ALICE.id}}')`, `user_id = any ('{a11ce000-0000-4000-8000-000000000001}')`],
  ['id', `id = any ('{${ALICE.taskIds[0]}}')`, `id = any ('{a11ce000-0000-4000-8000-00000000000f}')`],
  ['time of creation', `completed_at < any (array[now()])`, `completed_at > any (array[now()])`],
  ['owner key', 'owner_key = any (array[1])', 'owner_key = any (array[3])'],
];

const STATEMENTS = ['select from todo.tasks', "update todo.tasks set title = 'x'", 'delete from todo.tasks'];

/** A condition of the same low cost, whose subquery leaves a trace if the conditions before it held for some row. */
const TRACE = "number = any (array[(select 1 from set_config('trace.left', 'yes', true))])";

const SCANS: readonly (readonly [scan: string, settings: string, condition: string])[] = [
  ['a sequential scan', 'set local enable_indexscan = off; set local enable_bitmapscan = off', 'true'],
  [
    'the address of her row',
    'set local enable_indexscan = off; set local enable_bitmapscan = off; set local enable_seqscan = off',
    'ctid = any (\'{"(0,1)","(0,2)","(0,3)","(0,4)","(0,5)"}\')',
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
  ['operators at a high cost', 'set local cpu_operator_cost = 1e10; set local enable_seqscan = off', 'true'],
];

describe.each([
  ['without a session', 'select'],
  ['with a session of his own', asUser(MALLORY, { write: true })],
])('Mallory %s learns nothing of her tasks by', (_session, session) => {
  describe.each(SCANS)('%s:', (_scan, settings, address) => {
    it.each(PAIRS)('%s', async (_column, holds, doesNot) => {
      for (const statement of STATEMENTS) {
        const before = [session, ...settings.split('; ')];
        const yes = await observe(before, `${statement} where ${address} and ${holds} and ${TRACE}`);
        const no = await observe(before, `${statement} where ${address} and ${doesNot} and ${TRACE}`);
        expect(yes).toEqual(no);
      }
    });
  });
});

it('the trace is left where a condition holds for a row of one’s own, so that its absence means something', async () => {
  const scan = ['set local enable_indexscan = off', 'set local enable_bitmapscan = off'];
  const [, stranger] = await observe([asUser(MALLORY), ...scan], withTitle('Call the clinic for alice'));
  const [, own] = await observe([asUser(MALLORY), ...scan], withTitle('Call the clinic for mallory'));
  expect([stranger, own]).toEqual([[['']], [['yes']]]);
});

function withTitle(title: string): string {
  return `select from todo.tasks where title = any ('{${title}}') and ${TRACE}`;
}

/** What EXPLAIN says was done, without the conditions, and whether the trace was left. */
async function observe(before: readonly string[], statement: string): Promise<readonly [string[], unknown]> {
  const explain = `explain (analyze, timing off, summary off, costs off, buffers) ${statement}`;
  // The first run fills caches, which the count of buffers shows.
  await undone([...before, explain]);
  const [plan = [], trace] = await undone([...before, explain, "select current_setting('trace.left', true)"]);
  const lines = plan.flat().map(String);
  const planning = lines.indexOf('Planning:');
  return [
    lines.slice(0, planning < 0 ? lines.length : planning).filter((line) => !/(Filter|Cond): /.test(line)),
    trace,
  ];
}

/** The answers of the last two statements of a transaction that is rolled back. */
async function undone(statements: readonly string[]): Promise<unknown[][][]> {
  const answers: unknown[][][] = [];
  await mallory.query('begin');
  try {
    for (const text of statements) {
      answers.push((await mallory.query<unknown[]>({ text, rowMode: 'array' })).rows);
    }
  } finally {
    await mallory.query('rollback');
  }
  return answers.slice(-2);
}
