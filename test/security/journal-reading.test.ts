import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attempt, type Outcome } from '../support/attempt.ts';
import { type Server, startServer } from '../support/server.ts';
import { addTwoUsers, ALICE, asUser, MALLORY } from '../support/two-users.ts';

let server: Server;
let mallory: Client;
let unguarded: Client;

beforeAll(async () => {
  server = await startServer();
  await prepare('neondb');
  mallory = await server.connect('client', 'neondb');
  const careless = await prepare('unguarded');
  for (const table of ['commands', 'changes']) {
    await careless.query(`drop policy own_${table}_only on todo.${table}`);
    await careless.query(`drop policy see_own_${table} on todo.${table}`);
    await careless.query(`create policy see_all on todo.${table} for select using (true)`);
  }
  unguarded = await server.connect('client', 'unguarded');
});
afterAll(() => server.close());

async function prepare(database: string): Promise<Client> {
  await server.install(database);
  const owner = await server.connect('owner', database);
  await addTwoUsers(owner);
  return owner;
}

const NOTHING: Outcome = [];
const DENIED = '42501';

/** Statements whose rows are Alice's. */
const ROWS_OF_OTHERS: readonly (readonly [attack: string, ...sql: string[]])[] = [
  ['commands by user id', `select * from todo.commands where user_id = '${ALICE.id}'`],
  ['changes by user id', `select * from todo.changes where user_id = '${ALICE.id}'`],
  ['commands of everybody else', `select * from todo.commands where user_id <> '${MALLORY.id}'`],
  ['changes of everybody else', `select * from todo.changes where user_id <> '${MALLORY.id}'`],
  ['commands by device', "select * from todo.commands where device like '%alice%'"],
  ['commands by session', `select * from todo.commands where session_id = '${ALICE.sessionId}'`],
  ['changes by text before', "select * from todo.changes where before::text like '%alice%'"],
  ['changes by text after', "select * from todo.changes where after ->> 'title' like '%alice%'"],
  [
    'changes by the id of a task that is gone',
    `select * from todo.changes where task_id = '${ALICE.deletedTaskId}'`,
  ],
  [
    'changes by guessed user, seq and task',
    `select * from todo.changes where (user_id, seq, task_id) = ('${ALICE.id}', 3, '${ALICE.deletedTaskId}')`,
  ],
  ['changes by owner key', 'select * from todo.changes where owner_key = 1'],
  ['commands by owner key', 'select * from todo.commands where owner_key = 1'],
  ['commands by place on the disk', "select * from todo.commands where ctid = '(0,1)'"],
  ['changes by place on the disk', "select * from todo.changes where ctid = '(0,1)'"],
  [
    'commands by sample',
    `select * from todo.commands tablesample system (100) where user_id = '${ALICE.id}'`,
  ],
  [
    'changes by sample',
    `select * from todo.changes tablesample bernoulli (100) where user_id = '${ALICE.id}'`,
  ],
  [
    'changes by cursor',
    `declare c cursor for select * from todo.changes where user_id = '${ALICE.id}'`,
    'fetch all c',
  ],
  [
    'changes joined to commands of one’s own',
    'select c.* from todo.commands k join todo.changes c using (seq) where c.user_id <> k.user_id',
  ],
  [
    'changes joined to numbers, sideways',
    `select c.* from generate_series(1, 9) s, lateral (
       select * from todo.changes c where c.user_id = '${ALICE.id}' and c.seq = s offset 0) c`,
  ],
  [
    'changes of a guessed seq in a subquery',
    `select from (select (select c.before from todo.changes c
       where c.user_id = '${ALICE.id}' and c.seq = 3) as before) g where g.before is not null`,
  ],
  [
    'whether there are any',
    `select where exists (select from todo.changes where task_id = '${ALICE.taskIds[0]}')`,
  ],
  ['how many there are', `select from todo.changes where user_id = '${ALICE.id}' having count(*) > 0`],
  ['texts in one', "select from todo.changes having string_agg(before::text, '') like '%alice%'"],
  ['changes as whole rows', "select c from todo.changes c where c::text like '%alice%'"],
  [
    'changes as XML',
    "select from query_to_xml('select * from todo.changes', false, false, '') x where x::text like '%alice%'",
  ],
  [
    'commands as XML',
    "select from table_to_xml('todo.commands', false, false, '') x where x::text like '%alice%'",
  ],
  [
    'changes with a cast that fails on them',
    `select * from todo.changes where user_id = '${ALICE.id}' and (before ->> 'title')::int > 0`,
  ],
  [
    'commands with a division that fails on them',
    `select * from todo.commands where user_id = '${ALICE.id}' and 1 / (seq - 1) > 0`,
  ],
  [
    'changes with a forced sequential scan',
    'set local enable_indexscan = off',
    'set local enable_bitmapscan = off',
    `select * from todo.changes where user_id = '${ALICE.id}'`,
  ],
  [
    'changes in parallel',
    'set local debug_parallel_query = on',
    `select * from todo.changes where user_id = '${ALICE.id}'`,
  ],
];

/** What nobody sees, whatever the policies are. */
const HIDDEN: readonly (readonly [attack: string, sql: string])[] = [
  [
    'what could be taken back',
    "select * from todo.take_back(null, 'undo', false) t where t::text like '%alice%'",
  ],
  ['what could be done again', "select * from todo.take_back(null, 'redo', false)"],
];

describe.each([
  ['without a session', [] as string[]],
  ['with a forged setting', [`select set_config('todo.token', '${ALICE.sessionId}', true)`]],
  ['with a session of one’s own', [asUser(MALLORY)]],
  ['with a session of one’s own that may write', [asUser(MALLORY, { write: true })]],
])('a client %s sees nothing of the journal of another user:', (_, session) => {
  it.each(ROWS_OF_OTHERS)('%s', async (...[, ...sql]) => {
    expect(await attempt(mallory, ...session, ...sql)).toEqual(NOTHING);
  });

  it.each(['commands', 'changes'])('%s by COPY', async (table) => {
    await mallory.query('begin');
    for (const statement of session) {
      await mallory.query(statement);
    }
    const copy = `copy (select * from todo.${table} where user_id <> '${MALLORY.id}') to stdout`;
    expect((await mallory.query(copy)).rowCount).toBe(0);
    await mallory.query('commit');
  });
});

it.each(ROWS_OF_OTHERS)(
  'with other policies, somebody without a session would see %s',
  async (...[, ...sql]) => {
    // A row, or what the condition failed on.
    expect(await attempt(unguarded, ...sql)).not.toEqual(NOTHING);
  },
);

it.each(HIDDEN)('a client sees nothing by %s', async (_attack, sql) => {
  expect(await attempt(mallory, asUser(MALLORY), sql)).toEqual(NOTHING);
  expect(await attempt(mallory, sql)).toBe('28000');
});

it('a client sees all of its own journal, also with a session that may only read', async () => {
  const texts = `select c.seq, k.name, k.device, k.size, c.number, c.before ->> 'title', c.after ->> 'title'
    from todo.changes c join todo.commands k using (user_id, seq) order by 1, 5`;
  for (const secret of [MALLORY.secret, MALLORY.readOnlySecret]) {
    expect(await attempt(mallory, asUser({ ...MALLORY, secret }), texts)).toEqual([
      [1, '', '', 3, 1, null, 'Call the clinic for mallory'],
      [1, '', '', 3, 2, null, 'Pay the landlord of mallory'],
      [1, '', '', 3, 3, null, 'Buy a ring for mallory'],
      [2, 'edit', 'laptop of mallory', 1, 2, 'Pay the landlord of mallory', 'Pay the rent of mallory'],
      [3, 'remove', 'laptop of mallory', 1, 3, 'Buy a ring for mallory', null],
    ]);
  }
});

it('an expired session sees nothing of it', async () => {
  const owner = await server.connect('owner', 'neondb');
  const secret = 'short-lived secret';
  await owner.query(`insert into todo.sessions (user_id, token_hash, expires_at)
    values ('${MALLORY.id}', sha256('${secret}'), now() - interval '1 second')`);
  const token = `select set_config('todo.token', '${secret}', true)`;
  expect(await attempt(mallory, token, 'select from todo.commands')).toEqual(NOTHING);
  expect(await attempt(mallory, token, 'select from todo.changes')).toEqual(NOTHING);
  expect(await attempt(mallory, token, "select todo.take_back(null, 'undo', false)")).toBe('28000');
});

it.each(['commands', 'changes'])('%s are denied when row-level security is switched off', async (table) => {
  const off = 'set local row_security = off';
  expect(await attempt(mallory, asUser(MALLORY), off, `select from todo.${table}`)).toBe(DENIED);
});
