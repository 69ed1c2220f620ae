import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attempt } from '../support/attempt.ts';
import { type Server, startServer } from '../support/server.ts';
import { addTwoUsers, ALICE, asUser, MALLORY } from '../support/two-users.ts';

let server: Server;
let owner: Client;
let client: Client;

beforeAll(async () => {
  server = await startServer();
  await server.install('neondb');
  owner = await server.connect('owner', 'neondb');
});
beforeEach(async () => {
  await owner.query('delete from todo.users');
  await addTwoUsers(owner);
  client = await server.connect('client', 'neondb');
});
afterAll(() => server.close());

const UNKNOWN = '28000';
const HASH = `encode(sha256('${ALICE.secret}'), 'hex')`;

describe('a setting is no proof:', () => {
  it.each([
    ['her id', `select set_config('todo.token', '${ALICE.id}', true)`],
    ['her session’s id', `select set_config('todo.token', '${ALICE.sessionId}', true)`],
    ['the hash of her token', `select set_config('todo.token', ${HASH}, true)`],
    ['nothing', "select set_config('todo.token', '', true)"],
    ['a pattern', "select set_config('todo.token', '%', true)"],
    ['a quotation mark', `select set_config('todo.token', 'x'' or true --', true)`],
    [
      'her id under other names',
      `select set_config('todo.user', '${ALICE.id}', true), set_config('todo.user_id', '${ALICE.id}', true)`,
    ],
  ])('%s', async (_name, sql) => {
    expect(await attempt(client, sql, 'select * from todo.tasks')).toEqual([]);
    expect(await attempt(client, sql, 'select todo.current_user_id(), todo.writer_id()')).toEqual([
      [null, null],
    ]);
  });
});

describe('no session is found for', () => {
  it.each([
    ['a guess', `'guess', '${ALICE.id}', false`],
    ['the hash of a token', `${HASH}, '${ALICE.id}', false`],
    ['a token of one user and the id of another', `'${MALLORY.secret}', '${ALICE.id}', false`],
    ['a token and no id', `'${ALICE.secret}', null, false`],
    ['an id and no token', `null, '${ALICE.id}', false`],
    ['an id and an empty token', `'', '${ALICE.id}', false`],
    ['nothing at all', 'null, null, null'],
  ])('%s', async (_name, parameters) => {
    expect(await attempt(client, `select todo.require_session(${parameters})`)).toBe(UNKNOWN);
  });

  it('the empty token, although somebody signed up with its hash', async () => {
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
});

it('a token that another user has already cannot be taken', async () => {
  const taken = `sha256('${ALICE.secret}')`;
  expect(
    await attempt(
      client,
      asUser(MALLORY, { write: true }),
      `select todo.create_token(${taken}, 'x', '1 day', false)`,
    ),
  ).toBe('23505');
  expect(await attempt(client, `select todo.login('mallory', ${MALLORY.key}, ${taken}, 'x', '1 day')`)).toBe(
    '23505',
  );
  expect(await attempt(client, asUser(ALICE), 'select username from todo.whoami()')).toEqual([['alice']]);
});

it('the settings of a session end with its transaction', async () => {
  expect(await attempt(client, asUser(ALICE), 'select number from todo.tasks order by 1')).toEqual([
    [1],
    [2],
  ]);
  expect(await attempt(client, 'select number from todo.tasks')).toEqual([]);
});

describe('a transaction that is held open does not outlive', () => {
  it('the expiry of its session', async () => {
    await owner.query(`update todo.sessions set expires_at = clock_timestamp() + interval '400 milliseconds'
      where id = '${MALLORY.sessionId}'`);
    await client.query('begin isolation level repeatable read');
    await client.query(asUser(MALLORY, { write: true }));
    expect((await client.query('select from todo.tasks')).rowCount).toBe(2);
    await sleep(500);
    expect((await client.query('select from todo.tasks')).rowCount).toBe(0);
    expect((await client.query("update todo.tasks set title = 'x'")).rowCount).toBe(0);
    await expect(
      client.query(
        `insert into todo.tasks (id, user_id, title) values (gen_random_uuid(), '${MALLORY.id}', 'x')`,
      ),
    ).rejects.toMatchObject({ code: '42501' });
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
