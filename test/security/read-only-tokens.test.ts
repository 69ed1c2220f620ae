import type { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attempt } from '../support/attempt.ts';
import { type Server, startServer } from '../support/server.ts';
import { addTwoUsers, ALICE, asUser, MALLORY } from '../support/two-users.ts';

let server: Server;
let superuser: Client;
let mallory: Client;

beforeAll(async () => {
  server = await startServer();
  await server.install('neondb');
  superuser = await server.connect('superuser', 'neondb');
  mallory = await server.connect('client', 'neondb');
});
beforeEach(async () => {
  await superuser.query('delete from todo.users');
  await addTwoUsers(superuser);
});
afterAll(() => server.close());

const DENIED = '42501';
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
    [
      'his journal',
      `select seq, name, device, number, before ->> 'title', after ->> 'title'
         from todo.changes join todo.commands using (user_id, seq) where seq > 1 order by seq`,
      [
        [2, 'edit', 'laptop of mallory', 2, 'Pay the landlord of mallory', 'Pay the rent of mallory'],
        [3, 'remove', 'laptop of mallory', 3, 'Buy a ring for mallory', null],
      ],
    ],
    ['nothing of Alice’s', `select from todo.tasks where user_id = '${ALICE.id}'`, []],
  ])('%s', async (_what, sql, outcome) => {
    expect(await attempt(mallory, SESSION, sql)).toEqual(outcome);
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
