import type { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attempt } from '../support/attempt.ts';
import { attackWithout, type Gain } from './attack.ts';
import { type Server, startServer } from '../support/server.ts';
import { addTwoUsers, ALICE, asUser, MALLORY } from '../support/two-users.ts';

let server: Server;
let owner: Client;
let superuser: Client;
let client: Client;

beforeAll(async () => {
  server = await startServer();
  await server.install('neondb');
  owner = await server.connect('owner', 'neondb');
  superuser = await server.connect('superuser', 'neondb');
});
beforeEach(async () => {
  await owner.query('delete from todo.users');
  await addTwoUsers(owner);
  client = await server.connect('client', 'neondb');
});
afterAll(() => server.close());

const UNKNOWN = '28000';
it('the empty token is nobody’s, although somebody signed up with its hash', async () => {
  expect(
    await attempt(
      client,
      asUser(MALLORY, { write: true }),
      "select from todo.create_token(sha256(''), 'x', '1 day', false)",
    ),
  ).toEqual([[]]);
  expect(
    await attempt(client, "select set_config('todo.token', '', true)", 'select from todo.tasks'),
  ).toEqual([]);
  expect(await attempt(client, asUser({ ...MALLORY, secret: '' }))).toBe(UNKNOWN);
});

it('the settings of a session end with its transaction', async () => {
  expect(await attempt(client, asUser(ALICE), 'select number from todo.tasks order by 1')).toEqual([
    [1],
    [2],
  ]);
  expect(await attempt(client, 'select number from todo.tasks')).toEqual([]);
});

/** Who has it may begin a transaction, and has nothing more a moment later. */
const ENDING = `update todo.sessions set expires_at = now() + interval '1 microsecond' where id = '${MALLORY.sessionId}'`;
const USES: readonly (readonly [use: string, gains: Gain, sql: string])[] = [
  ['a look', 'nothing', 'select from todo.tasks'],
  ['a look at the journal', 'nothing', 'select from todo.changes'],
  ['a look at sessions', 'nothing', 'select from todo.list_sessions()'],
  ['an edit', 'nothing', "update todo.tasks set title = 'x'"],
  [
    'an addition',
    '42501',
    `insert into todo.tasks (id, user_id, title) values (gen_random_uuid(), '${MALLORY.id}', 'x')`,
  ],
  ['a new token', '28000', "select todo.create_token(sha256('x'), '', '1 day', false)"],
  ['an undo', '28000', "select todo.take_back(gen_random_uuid(), 'undo', true)"],
];

describe('a transaction does not outlive the expiry of its session for', () => {
  const session = 'without a session';
  const token = `select set_config('todo.token', '${MALLORY.secret}', true)`;

  it.each(USES)('%s', async (_use, gains, sql) => {
    const trial = { session, sql: [token, sql], like: gains } as const;
    expect(await attackWithout(superuser, [], trial, [ENDING])).toEqual(gains);
  });

  it.each(USES)('%s, as it would if that were not read off the clock', async (_use, _gains, sql) => {
    const trial = { session, sql: [token, sql], like: 'something' } as const;
    expect(await attackWithout(superuser, ['the clock'], trial, [ENDING])).toBe('something');
  });
});

describe('a transaction that is held open does not outlive', () => {
  it('the expiry of its session, even if it sees what was there when it began', async () => {
    await owner.query(`update todo.sessions set expires_at = clock_timestamp() + interval '2 seconds'
      where id = '${MALLORY.sessionId}'`);
    await client.query('begin isolation level repeatable read');
    await client.query(asUser(MALLORY, { write: true }));
    await client.query('select pg_sleep(2)');
    expect((await client.query('select from todo.tasks')).rowCount).toBe(0);
    await client.query('rollback');
  });

  it('the end of its session', async () => {
    await client.query('begin');
    await client.query(asUser(MALLORY));
    expect((await client.query('select from todo.tasks')).rowCount).toBe(2);
    await owner.query(`delete from todo.sessions where id = '${MALLORY.sessionId}'`);
    expect((await client.query('select from todo.tasks')).rowCount).toBe(0);
    await client.query('rollback');
  });

  it('the account', async () => {
    await client.query('begin');
    await client.query(asUser(MALLORY));
    await owner.query(`delete from todo.users where id = '${MALLORY.id}'`);
    expect((await client.query('select from todo.whoami()')).rowCount).toBe(0);
    await client.query('rollback');
    expect(await attempt(client, asUser(MALLORY))).toBe(UNKNOWN);
  });
});

it('an expired session may do nothing but end itself', async () => {
  await owner.query(
    `update todo.sessions set expires_at = now() - interval '1 second' where id = '${ALICE.sessionId}'`,
  );
  expect(await attempt(client, asUser(ALICE))).toBe(UNKNOWN);
  expect(
    await attempt(
      client,
      `select set_config('todo.token', '${ALICE.secret}', true)`,
      'select from todo.tasks',
    ),
  ).toEqual([]);
  expect(await attempt(client, `select todo.logout('${ALICE.secret}', true)`)).toEqual([[1]]);
  expect(
    await attempt(
      client,
      asUser({ ...ALICE, secret: ALICE.readOnlySecret }),
      'select username from todo.whoami()',
    ),
  ).toEqual([['alice']]);
});
