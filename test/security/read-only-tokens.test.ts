import type { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attempt } from '../support/attempt.ts';
import { type Server, startServer } from '../support/server.ts';
import { addTwoUsers, ALICE, asUser, MALLORY, readAllAbout } from '../support/two-users.ts';

let server: Server;
let superuser: Client;
let mallory: Client;
let before: string;

beforeAll(async () => {
  server = await startServer();
  await server.install('neondb');
  superuser = await server.connect('superuser', 'neondb');
  mallory = await server.connect('client', 'neondb');
});
beforeEach(async () => {
  await superuser.query('delete from todo.users');
  await addTwoUsers(superuser);
  before = await readAllAbout(superuser, MALLORY);
});
afterAll(() => server.close());

const DENIED = '42501';
const UNKNOWN = '28000';
const NEW_ID = 'bad00000-0000-4000-8000-000000000003';
const WALLBOARD = { ...MALLORY, secret: MALLORY.readOnlySecret };
const SESSION = asUser(WALLBOARD);
const ADD = `insert into todo.tasks (id, user_id, title) values ('${NEW_ID}', '${MALLORY.id}', 'x')`;

describe('whoever found a read-only token of Mallory’s reads', () => {
  it.each([
    ['his tasks', 'select title from todo.tasks where number = 1', [['Call the clinic for mallory']]],
    ['his tags', 'select distinct unnest(tags) from todo.tasks order by 1', [['health'], ['home']]],
    ['who he is', 'select username, read_only from todo.whoami()', [['mallory', true]]],
    [
      'where he is logged in',
      'select device, current from todo.list_sessions() order by 1',
      [
        ['laptop of mallory', false],
        ['wallboard of mallory', true],
      ],
    ],
    ['that he may write nothing', 'select todo.writer_id()', [[null]]],
    ['nothing of Alice’s', `select from todo.tasks where user_id = '${ALICE.id}'`, []],
    ['no token', 'select token_hash from todo.sessions', DENIED],
    ['no password', 'select password from todo.users', DENIED],
  ])('%s', async (_what, sql, outcome) => {
    expect(await attempt(mallory, SESSION, sql)).toEqual(outcome);
  });
});

describe('and changes nothing, not even with', () => {
  it.each<[string, unknown, ...string[]]>([
    ['an announced read, and then a write', DENIED, SESSION, ADD],
    ['a transaction that is called read-write', DENIED, 'set transaction read write', SESSION, ADD],
    ['an insert that is skipped if it exists', DENIED, SESSION, `${ADD} on conflict do nothing`],
    [
      'an insert that becomes an update',
      DENIED,
      SESSION,
      `insert into todo.tasks (id, user_id, title) values ('${MALLORY.taskIds[0]}', '${MALLORY.id}', 'x')
         on conflict (user_id, id) do update set title = 'x'`,
    ],
    [
      'an insert in the middle of a query',
      DENIED,
      SESSION,
      `with added as (${ADD} returning number) select number from added`,
    ],
    [
      'a merge over his tasks',
      DENIED,
      SESSION,
      "merge into todo.tasks t using (values (1)) v (n) on t.number = v.n when matched then update set title = 'x' returning t.number",
    ],
    ['a lock', [], SESSION, 'select number from todo.tasks for no key update'],
    [
      'a cursor on a row that it sees',
      [],
      SESSION,
      'declare c cursor for select title from todo.tasks',
      'fetch 1 from c',
      "update todo.tasks set title = 'x' where current of c returning number",
    ],
    [
      'a block of code',
      DENIED,
      SESSION,
      `do $$ begin insert into todo.tasks (id, user_id, title) values ('${NEW_ID}', '${MALLORY.id}', 'x'); end $$`,
    ],
    ['row-level security switched off', DENIED, SESSION, 'set local row_security = off', ADD],
    ['a row of its own without an owner', DENIED, SESSION, ADD.replace(`'${MALLORY.id}'`, 'null')],
    ['a better session of its own making', DENIED, SESSION, 'update todo.sessions set read_only = false'],
    [
      'a token from the table',
      DENIED,
      SESSION,
      `insert into todo.sessions (user_id, token_hash, expires_at) values ('${MALLORY.id}', sha256('x'), 'infinity')`,
    ],
    [
      'the function behind the login',
      DENIED,
      SESSION,
      `select todo.new_session('${MALLORY.id}', sha256('x'), 'x', '1 day', true, false)`,
    ],
    [
      'the hash of its own token, to make it writable',
      DENIED,
      SESSION,
      `select todo.create_token(sha256('${WALLBOARD.secret}'), 'x', '1 day', false)`,
    ],
    [
      'the key of somebody who knows the password',
      DENIED,
      SESSION,
      `select todo.change_password(${MALLORY.key}, 'x')`,
    ],
    [
      'an end of its own among others',
      DENIED,
      SESSION,
      'select todo.revoke_sessions((select array_agg(id) from todo.list_sessions()))',
    ],
    [
      'an end of its own by id',
      DENIED,
      SESSION,
      'select todo.revoke_sessions((select array_agg(id) from todo.list_sessions() where current))',
    ],
    ['the id of Alice', UNKNOWN, asUser({ ...ALICE, secret: WALLBOARD.secret }), ADD],
    [
      'a token that nobody has, after its own was accepted',
      DENIED,
      SESSION,
      "select set_config('todo.token', 'guess', true)",
      ADD,
    ],
  ])('%s', async (_attack, outcome, ...statements) => {
    expect(await attempt(mallory, ...statements)).toEqual(outcome);
    expect(await readAllAbout(superuser, MALLORY)).toBe(before);
  });
});

it('a read-only token guesses at no password: nothing is compared, and nothing is counted', async () => {
  const tries = `select sum(last_value)::text from pg_sequences where schemaname = 'todo' and sequencename like 'login_tries_%'`;
  const earlier = await superuser.query(tries);
  for (const guess of [MALLORY.key, "'guess'"]) {
    expect(await attempt(mallory, SESSION, `select todo.change_password(${guess}, 'x')`)).toBe(DENIED);
    expect(await attempt(mallory, SESSION, `select todo.delete_account(${guess})`)).toBe(DENIED);
  }
  expect((await superuser.query(tries)).rows).toEqual(earlier.rows);
});

it('a read-only token stays one when its creation is repeated by a session that may write', async () => {
  const create = (readOnly: boolean) =>
    `select from todo.create_token(sha256('${WALLBOARD.secret}'), 'x', '400 days', ${readOnly})`;
  expect(await attempt(mallory, asUser(MALLORY, { write: true }), create(false))).toEqual([[]]);
  expect(await attempt(mallory, asUser(WALLBOARD, { write: true }))).toBe(DENIED);
  expect(await attempt(mallory, SESSION, ADD)).toBe(DENIED);
});

it('a read-only token does not outlast its day, however much it is used', async () => {
  await superuser.query(
    `update todo.sessions set last_used_at = now() - interval '1 day', expires_at = now() + interval '5 minutes'
       where user_id = $1 and read_only`,
    [MALLORY.id],
  );
  expect(await attempt(mallory, SESSION, 'select 1')).toEqual([[1]]);
  expect(
    await attempt(
      superuser,
      `select expires_at < now() + interval '6 minutes' from todo.sessions where user_id = '${MALLORY.id}' and read_only`,
    ),
  ).toEqual([[true]]);
});
