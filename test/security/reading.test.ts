import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attempt, type Outcome } from '../support/attempt.ts';
import { type Server, startServer } from '../support/server.ts';
import { addTwoUsers, ALICE, asUser, MALLORY } from '../support/two-users.ts';

let server: Server;
let mallory: Client;

beforeAll(async () => {
  server = await startServer();
  await server.install('neondb');
  const owner = await server.connect('owner', 'neondb');
  await addTwoUsers(owner);
  // Thousands more of the same, so that estimates and plans have something to tell.
  await owner.query(`insert into todo.tasks (id, user_id, title, due_date, tags)
    select gen_random_uuid(), '${ALICE.id}', 'Buy milk', '2027-01-01', '{groceries}' from generate_series(1, 3000)`);
  await owner.query('analyze todo.tasks, todo.users, todo.sessions');
  mallory = await server.connect('client', 'neondb');
});
afterAll(() => server.close());

const NOTHING: Outcome = [];
const DENIED = '42501';

const ROWS_OF_OTHERS: readonly [attack: string, ...sql: string[]][] = [
  ['by user id', `select * from todo.tasks where user_id = '${ALICE.id}'`],
  ['by task id', `select * from todo.tasks where id = '${ALICE.taskIds[0]}'`],
  ['by everything but one’s own', `select * from todo.tasks where user_id <> '${MALLORY.id}'`],
  ['by place on the disk', "select * from todo.tasks where ctid = '(0,1)'"],
  ['by sample', `select * from todo.tasks tablesample system (100) where user_id = '${ALICE.id}'`],
  ['by cursor', `declare c cursor for select * from todo.tasks where user_id = '${ALICE.id}'`, 'fetch all c'],
  ['in a subquery', `select * from (select * from todo.tasks offset 0) t where t.user_id = '${ALICE.id}'`],
  ['as a whole row', "select t from todo.tasks t where t::text like '%alice%'"],
  ['with FOR UPDATE', `select * from todo.tasks where user_id = '${ALICE.id}' for update`],
  [
    'as XML',
    `select from query_to_xml('select * from todo.tasks', false, false, '') x where x::text like '%alice%'`,
  ],
  [
    'as XML of the schema',
    `select from table_to_xml('todo.tasks', false, false, '') x where x::text like '%alice%'`,
  ],
  [
    'with a division that fails on them',
    `select * from todo.tasks where user_id = '${ALICE.id}' and 1 / (number - 1) > 0`,
  ],
  [
    'with a cast that fails on them',
    `select * from todo.tasks where user_id = '${ALICE.id}' and title::int > 0`,
  ],
  [
    'with a forced sequential scan',
    'set local enable_indexscan = off',
    'set local enable_bitmapscan = off',
    `select * from todo.tasks where user_id = '${ALICE.id}'`,
  ],
  [
    'in parallel',
    'set local debug_parallel_query = on',
    `select * from todo.tasks where user_id = '${ALICE.id}'`,
  ],
  ['in statistics', "select * from pg_stats where schemaname = 'todo'"],
  ['in extended statistics', "select * from pg_stats_ext where schemaname = 'todo'"],
  [
    'in counters of guesses',
    "select * from pg_sequences where schemaname = 'todo' and last_value is not null",
  ],
  ['in the source of functions', "select proname from pg_proc where prosrc ~ '[0-9a-f]{16}'"],
  ['as sessions', `select * from todo.list_sessions() where device like '%alice%'`],
  ['as an account', `select * from todo.whoami() where username = 'alice'`],
];

describe.each([
  ['without a session', [] as string[]],
  ['with a session of one’s own', [asUser(MALLORY)]],
  ['with a session of one’s own that may write', [asUser(MALLORY, { write: true })]],
])('a client %s sees nothing of another user', (_, session) => {
  it.each(ROWS_OF_OTHERS)('%s', async (...[, ...sql]) => {
    expect(await attempt(mallory, ...session, ...sql)).toEqual(NOTHING);
  });

  it.each([
    ['todo.tasks', "copy (select * from todo.tasks where title like '%alice%') to stdout"],
    ['more', `copy (select * from todo.tasks where user_id <> '${MALLORY.id}') to stdout`],
  ])('by COPY %s', async (_name, copy) => {
    await mallory.query('begin');
    for (const statement of session) {
      await mallory.query(statement);
    }
    expect((await mallory.query(copy)).rowCount).toBe(0);
    await mallory.query('commit');
  });
});

const FORBIDDEN_READS: readonly string[] = [
  'select from todo.users',
  'select count(*) from todo.users',
  'select password from todo.users',
  'select from todo.sessions',
  'select token_hash from todo.sessions',
  'select from todo.settings',
  'select from todo.migrations',
  'select last_value from todo.login_tries_0',
  "select nextval('todo.login_tries_0')",
  "select currval('todo.login_tries_0')",
  "select setval('todo.login_tries_0', 1)",
  'copy todo.users to stdout',
  "copy todo.tasks to '/tmp/tasks'",
  "copy (select 1) to program 'cat'",
  'select from pg_authid',
  'select from pg_shadow',
  'select from pg_statistic',
  'select from pg_statistic_ext_data',
  'select from pg_user_mapping',
  "select pg_read_file('PG_VERSION')",
  "select pg_ls_dir('.')",
  "select lo_import('/etc/hosts')",
  "select table_to_xml('todo.users', false, false, '')",
  "explain select from todo.users where username = 'alice'",
  'do $$ begin perform 1 from todo.users; end $$',
];

const INTERNAL_FUNCTIONS: readonly string[] = [
  'select todo.session_id()',
  'select todo.require_user(false)',
  "select todo.count_try('alice')",
  `select todo.check_key('alice', ${ALICE.key})`,
  `select todo.find_session(sha256('${ALICE.secret}'))`,
  `select todo.new_session('${ALICE.id}', sha256('x'), '', '1 day', true, false)`,
  `select todo.confirm_key(${ALICE.key})`,
];

describe('a client is denied', () => {
  it.each(FORBIDDEN_READS)('%s', async (statement) => {
    expect(await attempt(mallory, asUser(MALLORY, { write: true }), statement)).toBe(DENIED);
  });

  it.each(INTERNAL_FUNCTIONS)('%s', async (statement) => {
    expect(await attempt(mallory, asUser(MALLORY, { write: true }), statement)).toBe(DENIED);
  });

  it('tables when row-level security is switched off', async () => {
    expect(await attempt(mallory, 'set local row_security = off', 'select from todo.tasks')).toBe(DENIED);
    expect(
      await attempt(mallory, asUser(MALLORY), 'set local row_security = off', 'select from todo.tasks'),
    ).toBe(DENIED);
  });
});

describe('the planner does not tell what other users have', () => {
  it.each([
    ['title', "title = 'Buy milk'", "title = 'Buy silk'"],
    ['title by pattern', "title like 'Buy m%'", "title like 'Buy s%'"],
    ['due date', "due_date = '2027-01-01'", "due_date = '2031-01-01'"],
    ['due date range', "due_date > '2026-12-31'", "due_date > '2030-12-31'"],
    ['tags', "tags @> '{groceries}'", "tags @> '{cutlery}'"],
    ['priority', "priority = 'Medium'", "priority = 'High'"],
    ['day of creation', "created_at > now() - interval '1 day'", "created_at > now() + interval '1 day'"],
    ['number', 'number > 10', 'number > 100000'],
  ])('%s', async (_column, frequent, absent) => {
    expect(await plan(frequent)).toEqual(await plan(absent));
  });

  it('because the statistics of no column are kept but of the user’s id', async () => {
    const superuser = await server.connect('superuser', 'neondb');
    expect(
      await attempt(
        superuser,
        `select attname from pg_statistic join pg_attribute on attrelid = starelid and attnum = staattnum
          where starelid = 'todo.tasks'::regclass`,
      ),
    ).toEqual([['user_id']]);
  });
});

/** What the planner expects and what it met, without the condition itself. */
async function plan(condition: string): Promise<string> {
  const outcome = await attempt(
    mallory,
    asUser(MALLORY),
    `explain (analyze, timing off, summary off, buffers off)
      select from todo.tasks where user_id <> '${MALLORY.id}' and ${condition}`,
  );
  return JSON.stringify(outcome).replaceAll(/(Filter|Cond): [^"]*/g, '');
}
