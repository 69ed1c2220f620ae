import assert from 'node:assert/strict';
import type { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attempt } from '../support/attempt.ts';
import { type Server, startServer } from '../support/server.ts';
import { attackWithout } from './attack.ts';
import { addTwoUsers, ALICE, asUser, MALLORY, verifier } from '../support/two-users.ts';

let server: Server;
let owner: Client;
let superuser: Client;
let client: Client;
let alice: Client;

beforeAll(async () => {
  server = await startServer();
  await server.install('neondb');
  owner = await server.connect('owner', 'neondb');
  superuser = await server.connect('superuser', 'neondb');
  client = await server.connect('client', 'neondb');
  alice = await server.connect('client', 'neondb');
});
beforeEach(async () => {
  await owner.query('delete from todo.users');
  await addTwoUsers(owner);
  // The token that was stolen from Alice, and may do all that she may.
  await attempt(
    alice,
    asUser(ALICE, { write: true }),
    "select from todo.create_token(sha256('stolen'), 'stolen laptop', '30 days', false)",
  );
});
afterAll(() => server.close());

const UNKNOWN = '28000';
const DENIED = '42501';
const STOLEN = { ...ALICE, secret: 'stolen' };
const ADD = `insert into todo.tasks (id, user_id, title) values (gen_random_uuid(), '${ALICE.id}', 'x')`;
const REVOKE = `select from todo.revoke_sessions((select array_agg(id) from todo.list_sessions() where device = 'stolen laptop'))`;

const ENDS: readonly (readonly [how: string, sql: string])[] = [
  ['revoke', REVOKE],
  ['a new password', `select todo.change_password(${ALICE.key}, ${verifier("'new key'")})`],
  ['logout everywhere', `select todo.logout('${ALICE.secret}', true)`],
  ['the end of the account', `select todo.delete_account(${ALICE.key})`],
];

describe.each(ENDS)('a token that Alice has ended by %s', (_how, end) => {
  beforeEach(async () => {
    assert.deepEqual(await attempt(client, asUser(STOLEN, { write: true })), [[ALICE.id]]);
    assert.equal((await attempt(alice, asUser(ALICE, { write: true }), end)).length, 1);
  });

  it.each<[what: string, outcome: unknown, ...sql: string[]]>([
    ['is accepted no more', UNKNOWN, asUser(STOLEN)],
    [
      'reads nothing as a mere setting',
      [],
      "select set_config('todo.token', 'stolen', true)",
      'select from todo.tasks',
    ],
    ['writes nothing as a mere setting', DENIED, "select set_config('todo.token', 'stolen', true)", ADD],
    [
      'is nobody’s',
      [[null, null]],
      "select set_config('todo.token', 'stolen', true)",
      'select todo.current_user_id(), todo.writer_id()',
    ],
    [
      'lists no sessions',
      [],
      "select set_config('todo.token', 'stolen', true)",
      'select from todo.list_sessions()',
    ],
    [
      'does not tell whose it was',
      [],
      "select set_config('todo.token', 'stolen', true)",
      'select from todo.whoami()',
    ],
    [
      'does not come back by itself',
      UNKNOWN,
      "select set_config('todo.token', 'stolen', true)",
      "select todo.create_token(sha256('stolen'), 'x', '1 day', false)",
    ],
    [
      'does not come back by a guess',
      [['wrong']],
      "select status from todo.login('alice', 'guess', sha256('stolen'), 'x', '1 day')",
    ],
    ['ends no other session', [[0]], "select todo.logout('stolen', true)"],
  ])('%s', async (_what, outcome, ...statements) => {
    expect(await attempt(client, ...statements)).toEqual(outcome);
  });
});

describe('if the end of sessions ended none,', () => {
  it.each(ENDS.slice(0, 3))('a token that Alice has ended by %s would still read', async (_how, end) => {
    const trial = {
      session: 'without a session',
      sql: [asUser(ALICE, { write: true }), end, asUser(STOLEN), 'select from todo.tasks'],
      like: 'something',
    } as const;
    expect(await attackWithout(superuser, ['the deletion of sessions'], trial)).toBe('something');
    expect(await attackWithout(superuser, [], trial)).toBe(UNKNOWN);
  });
});

it('a token that a stolen one made goes on without it, in Alice’s list, until she changes the password', async () => {
  await attempt(
    client,
    asUser(STOLEN, { write: true }),
    "select from todo.create_token(sha256('second'), 'harmless', '400 days', false)",
  );
  await attempt(alice, asUser(ALICE, { write: true }), REVOKE);
  expect(await attempt(alice, asUser(ALICE), 'select device from todo.list_sessions() order by 1')).toEqual([
    ['harmless'],
    ['laptop of alice'],
    ['wallboard of alice'],
  ]);
  // What ends all of them, whatever they are called.
  await attempt(
    alice,
    asUser(ALICE, { write: true }),
    `select todo.change_password(${ALICE.key}, ${verifier("'new key'")})`,
  );
  expect(await attempt(client, asUser({ ...ALICE, secret: 'second' }))).toBe(UNKNOWN);
  expect(await attempt(alice, asUser(ALICE), 'select device from todo.list_sessions()')).toEqual([
    ['laptop of alice'],
  ]);
});

it('a request that is running when its session ends reads and writes nothing further', async () => {
  await client.query('begin');
  await client.query(asUser(STOLEN, { write: true }));
  expect((await client.query('select from todo.tasks')).rowCount).toBe(2);
  await attempt(alice, asUser(ALICE, { write: true }), REVOKE);
  expect((await client.query('select from todo.tasks')).rowCount).toBe(0);
  expect((await client.query("update todo.tasks set title = 'x'")).rowCount).toBe(0);
  await expect(client.query(ADD)).rejects.toMatchObject({ code: DENIED });
  await client.query('rollback');
});

describe('a transaction that sees what was there when it began, and is older than the end of its session,', () => {
  beforeEach(async () => {
    await client.query('begin isolation level repeatable read');
    await client.query(asUser(STOLEN, { write: true }));
    await attempt(alice, asUser(ALICE, { write: true }), REVOKE);
  });
  afterEach(() => client.query('rollback'));

  it('goes on to its end, as is known', async () => {
    expect((await client.query('select from todo.tasks')).rowCount).toBe(2);
    expect((await client.query("update todo.tasks set title = 'x'")).rowCount).toBe(2);
    await client.query('commit');
    expect(await attempt(client, asUser(STOLEN))).toBe(UNKNOWN);
  });

  it('makes no token, and so nothing that lasts', async () => {
    await expect(
      client.query("select todo.create_token(sha256('x'), '', '1 day', false)"),
    ).rejects.toMatchObject({ code: '40001' });
  });
});

function revoke(id: string): string {
  return `select from todo.revoke_sessions(array['${id}']::uuid[])`;
}

describe('ids of sessions', () => {
  it('of others are neither ended nor told apart from ids that nobody has', async () => {
    const session = asUser(MALLORY, { write: true });
    expect(await attempt(client, session, revoke(ALICE.sessionId))).toEqual([]);
    expect(await attempt(client, session, revoke('00000000-0000-4000-8000-000000000000'))).toEqual([]);
    expect(await attempt(alice, asUser(ALICE))).toEqual([[ALICE.id]]);
  });

  it('are no tokens', async () => {
    expect(await attempt(client, asUser({ ...ALICE, secret: ALICE.sessionId }))).toBe(UNKNOWN);
  });

  it('of null are none', async () => {
    const session = asUser(MALLORY, { write: true });
    expect(await attempt(client, session, 'select from todo.revoke_sessions(null)')).toEqual([]);
    expect(await attempt(client, session, 'select from todo.revoke_sessions(array[null]::uuid[])')).toEqual(
      [],
    );
    expect(await attempt(client, session)).toEqual([[MALLORY.id]]);
  });
});
