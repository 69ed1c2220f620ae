import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Gateway } from '../../src/data/gateway.ts';
import { migrate, readMigrations } from '../../src/data/migrations.ts';
import { tasks } from '../../src/data/schema.ts';
import { type Neon, startNeon } from '../neon/stand-in.ts';
import { openGateway } from '../support/open-gateway.ts';
import { addTwoUsers, ALICE, asUser, MALLORY } from '../support/two-users.ts';

// Over Neon's endpoint, where Mallory's requests and Alice's take turns on the connections of one login.

const PASSWORD = 'Cl13nt_Pa55w0rd-0123456789abcdef';

let neon: Neon;
let url: string;
let alice: Gateway;

beforeAll(async () => {
  neon = await startNeon({ engine: 'postgres' });
  await migrate(openGateway(neon.url(), 20_000), readMigrations(new URL('../../drizzle/', import.meta.url)));
  await neon.query(`create role todo_client login password '${PASSWORD}' in role todo_user`);
  await addTwoUsers(neon);
  // What a schema that is open to others could hold: an equals sign that never holds.
  await neon.query('create schema evil');
  await neon.query('create function evil.never(int, int) returns boolean language sql return false');
  await neon.query('create operator evil.= (leftarg = int, rightarg = int, function = evil.never)');
  await neon.query('grant usage on schema evil to public');
  url = neon.url({ user: 'todo_client', password: PASSWORD });
  alice = openGateway(url, 20_000);
});
beforeEach(async () => {
  await neon.query('alter role todo_client reset all');
  await endConnections();
});
afterAll(() => neon.close());

async function endConnections(): Promise<void> {
  const connections = "from pg_stat_activity where usename = 'todo_client'";
  await neon.query(`select pg_terminate_backend(pid) ${connections}`);
  while ((await neon.query(`select ${connections}`)).length > 0);
}

/** Sends statements as one request, as anybody can who holds the connection string; again, where the connection had just been ended. */
async function send(...statements: readonly string[]): Promise<unknown> {
  const response = await fetch(`http://localhost:${neon.port}/sql`, {
    method: 'POST',
    headers: { 'Neon-Connection-String': url, 'Neon-Raw-Text-Output': 'true', 'Neon-Array-Mode': 'true' },
    body: JSON.stringify({ queries: statements.map((query) => ({ query, params: [] })) }),
  });
  const answer: { readonly code?: string } = JSON.parse(await response.text());
  return answer.code === '57P01' ? send(...statements) : answer;
}

async function listOfAlice(): Promise<unknown> {
  const session = alice.asUser({ userId: ALICE.id, secret: ALICE.secret, source: 'login' });
  const [rows] = await session.read((database) => [
    database
      .select({
        number: tasks.number,
        title: tasks.title,
        dueDate: tasks.dueDate,
        createdAt: tasks.createdAt,
      })
      .from(tasks)
      .orderBy(tasks.number),
  ]);
  return rows;
}

const HER_LIST = [
  {
    number: 1,
    title: 'Call the clinic for alice',
    dueDate: '2026-11-27',
    createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00$/),
  },
  {
    number: 2,
    title: 'Pay the rent of alice',
    dueDate: '2026-12-01',
    createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00$/),
  },
];

async function renameAndBack(): Promise<unknown> {
  const session = alice.asUser({ userId: ALICE.id, secret: ALICE.secret, source: 'login' });
  const set = (title: string) =>
    session.write((database) => [
      database.update(tasks).set({ title }).where(eq(tasks.number, 1)).returning({ title: tasks.title }),
    ]);
  const [rows] = await set('Call the clinic, again');
  await set('Call the clinic for alice');
  return rows;
}

/** Settings that every login may give itself, for all its later connections. */
const SETTINGS: readonly (readonly [name: string, value: string])[] = [
  ['search_path', "'evil', 'pg_catalog'"],
  ['row_security', 'off'],
  ['default_transaction_read_only', 'on'],
  ['default_transaction_isolation', "'serializable'"],
  ['todo.token', `'${MALLORY.secret}'`],
  ['todo.command', "'No Name'"],
  ['todo.command_id', "'no id'"],
  ['role', "'todo_user'"],
  ['datestyle', "'German, DMY'"],
  ['timezone', "'Pacific/Kiritimati'"],
  ['intervalstyle', "'sql_standard'"],
  ['bytea_output', "'escape'"],
  ['standard_conforming_strings', 'off'],
  ['backslash_quote', 'on'],
  ['array_nulls', 'off'],
  ['transform_null_equals', 'on'],
  ['quote_all_identifiers', 'on'],
  ['plpgsql.extra_errors', "'all'"],
  ['plan_cache_mode', "'force_generic_plan'"],
  ['enable_indexscan', 'off'],
  ['client_min_messages', "'debug5'"],
  ['debug_print_plan', 'on'],
];

describe('what Mallory leaves behind changes nothing for Alice, who comes next:', () => {
  it.each(SETTINGS)('the setting %s of the login', async (name, value) => {
    await send(`alter role todo_client set ${name} = ${value}`);
    await endConnections();
    expect(await listOfAlice()).toEqual(HER_LIST);
    expect(await renameAndBack()).toEqual([{ title: 'Call the clinic, again' }]);
  });

  it.each(SETTINGS)(
    'the setting %s of the connection, by a batch that commits on its own',
    async (name, value) => {
      await send('select 1', 'commit', `set ${name} = ${value}`);
      expect(await listOfAlice()).toEqual(HER_LIST);
    },
  );

  it.each<readonly [name: string, value: string, answer: Record<string, unknown>]>([
    ['search_path', "'evil', 'pg_catalog'", { results: [{}, {}, { rows: [] }] }],
    ['row_security', 'off', { code: '42501' }],
    ['datestyle', "'German, DMY'", { results: [{}, {}, { rows: [['27.11.2026', expect.anything()]] }] }],
    [
      'timezone',
      "'Pacific/Kiritimati'",
      { results: [{}, {}, { rows: [['2026-11-27', expect.stringMatching(/[+]14$/)]] }] },
    ],
    ['statement_timeout', "'1ms'", { code: '57014' }],
  ])('for a request that pins nothing, the setting %s would', async (name, value, answer) => {
    await send(`alter role todo_client set ${name} = ${value}`);
    await endConnections();
    const list = 'select due_date, created_at from todo.tasks where number = 1';
    expect(await send(asUser(ALICE), 'select pg_sleep(0.01)', list)).toMatchObject(answer);
  });

  it.each([
    ['a role', 'select 1', 'commit', 'set role todo_user'],
    ['a session', asUser(MALLORY), 'commit', `set todo.token = '${MALLORY.secret}'`],
    ['a transaction', 'select 1', 'commit', 'begin', asUser(MALLORY, { write: true })],
    ['a prepared statement', 'select 1', 'commit', 'prepare s as select 1'],
    ['a cursor', 'select 1', 'commit', 'begin', 'declare c cursor with hold for select 1'],
    ['a failed batch', asUser(MALLORY), 'select 1 / 0'],
  ])('%s', async (...[, ...statements]) => {
    await send(...statements);
    expect(await listOfAlice()).toEqual(HER_LIST);
  });
});

describe('after Alice, Mallory', () => {
  it('finds no session of hers on the connection', async () => {
    expect(await listOfAlice()).toEqual(HER_LIST);
    expect(
      await send("select current_setting('todo.token', true), current_user, todo.current_user_id()"),
    ).toMatchObject({
      results: [{ rows: [['', 'todo_client', null]] }],
    });
    expect(await send('select * from todo.tasks')).toMatchObject({ results: [{ rows: [] }] });
  });

  it('sees statements of the same login, but neither her token nor her texts in them', async () => {
    const session = alice.asUser({ userId: ALICE.id, secret: ALICE.secret, source: 'login' });
    const slow = session.write((database) => [
      database
        .update(tasks)
        .set({ description: 'Biopsy' })
        .where(and(eq(tasks.number, 1), sql`pg_sleep(1) is null`)),
    ]);
    let seen = '';
    while (!seen.includes('pg_sleep(1)')) {
      seen = JSON.stringify(
        await send(
          "select query from pg_stat_activity where usename = 'todo_client' and pid <> pg_backend_pid()",
        ),
      );
    }
    await slow;
    expect(seen).toContain('update');
    expect(seen).not.toContain(ALICE.secret);
    expect(seen).not.toContain('Biopsy');
  });
});
