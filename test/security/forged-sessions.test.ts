import type { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attempt } from '../support/attempt.ts';
import { attack, attackWithout, type Gain } from './attack.ts';
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

describe('a transaction that is held open does not outlive', () => {
  const brief = { ...MALLORY, secret: 'brief secret' };
  const wait = 'select pg_sleep(0.5)';
  beforeEach(async () => {
    await owner.query(`insert into todo.sessions (user_id, token_hash, expires_at)
      values ('${MALLORY.id}', sha256('${brief.secret}'), clock_timestamp() + interval '400 milliseconds')`);
  });

  const USES: readonly (readonly [use: string, sql: string, gains: Gain])[] = [
    ['a look', 'select from todo.tasks', 'nothing'],
    ['a look at the journal', 'select from todo.changes', 'nothing'],
    ['an edit', "update todo.tasks set title = 'x'", 'nothing'],
    [
      'an addition',
      `insert into todo.tasks (id, user_id, title) values (gen_random_uuid(), '${MALLORY.id}', 'x')`,
      '42501',
    ],
    ['a new token', "select todo.create_token(sha256('x'), '', '1 day', false)", '28000'],
  ];

  it.each(USES)('the expiry of its session, for %s', async (_use, sql, gains) => {
    const repeatable = 'set transaction isolation level repeatable read';
    const trial = {
      session: 'without a session',
      sql: [repeatable, asUser(brief), wait, sql],
      like: gains,
    } as const;
    expect(await attack(client, trial)).toEqual(gains);
  });

  it.each(USES)(
    'the expiry of its session, if that were not read off the clock, for %s',
    async (_use, sql) => {
      const trial = {
        session: 'without a session',
        sql: [asUser(brief), wait, sql],
        like: 'something',
      } as const;
      expect(await attackWithout(superuser, ['the clock'], trial)).toBe('something');
    },
  );

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
