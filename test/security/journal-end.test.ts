import type { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { attempt } from '../support/attempt.ts';
import { type Server, startServer } from '../support/server.ts';
import { addTwoUsers, ALICE, asUser, MALLORY, readAllAbout } from '../support/two-users.ts';

// The journal ends with its user.

let server: Server;
let owner: Client;
let superuser: Client;
let client: Client;

beforeAll(async () => {
  server = await startServer();
  await server.install('neondb');
  owner = await server.connect('owner', 'neondb');
  superuser = await server.connect('superuser', 'neondb');
  client = await server.connect('client', 'neondb');
});
beforeEach(async () => {
  await owner.query('delete from todo.users');
  await addTwoUsers(owner);
});
afterAll(() => server.close());

const LEFT = `select (select count(*)::int from todo.commands where user_id = '${ALICE.id}'),
  (select count(*)::int from todo.changes where user_id = '${ALICE.id}')`;

it('nothing is left of an account that its user deletes', async () => {
  const before = await readAllAbout(superuser, MALLORY);
  await attempt(client, asUser(ALICE), `select todo.delete_account(${ALICE.key})`);
  expect(await attempt(owner, LEFT)).toEqual([[0, 0]]);
  expect(await readAllAbout(superuser, MALLORY)).toBe(before);
});

it('nothing is left of a user with a thousand changes whom the owner deletes', async () => {
  const before = await readAllAbout(superuser, MALLORY);
  await owner.query(`insert into todo.tasks (id, user_id, title)
    select gen_random_uuid(), '${ALICE.id}', 'x' from generate_series(1, 600)`);
  await owner.query(`delete from todo.tasks where user_id = '${ALICE.id}' and number > 100`);
  // Two of a series, the later of which loses what it follows when both go.
  await owner.query(
    `update todo.tasks set spawned_from = '${ALICE.taskIds[1]}' where id = '${ALICE.taskIds[0]}'`,
  );
  expect(await attempt(owner, LEFT)).toEqual([[6, 1108]]);
  await owner.query(`delete from todo.users where id = '${ALICE.id}'`);
  expect(await attempt(owner, LEFT)).toEqual([[0, 0]]);
  expect(await readAllAbout(superuser, MALLORY)).toBe(before);
});

it.each(['delete from todo.commands', 'truncate todo.commands'])(
  'nothing is left after %s, and the journal goes on',
  async (statement) => {
    await owner.query(statement);
    expect(await attempt(owner, LEFT)).toEqual([[0, 0]]);
    expect(
      await attempt(
        client,
        asUser(ALICE, { write: true }),
        "update todo.tasks set title = 'x' where number = 2",
      ),
    ).toEqual([]);
    expect(await attempt(owner, LEFT)).toEqual([[1, 1]]);
  },
);
