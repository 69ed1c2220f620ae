import type { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attempt } from '../support/attempt.ts';
import { contradictions, journalOf } from '../support/journal-of.ts';
import { type Server, startServer } from '../support/server.ts';
import { addTwoUsers, ALICE, asUser, MALLORY } from '../support/two-users.ts';

// The owner may change everything with SQL of their own. It is in the journal of whom it concerns, and never fails for the journal's sake.

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

const NEW_ID = 'a11ce000-0000-4000-8000-00000000000f';

async function noContradictions(): Promise<void> {
  expect(await contradictions(owner, ALICE)).toEqual([]);
  expect(await contradictions(owner, MALLORY)).toEqual([]);
  const { rows } =
    await owner.query(`select from todo.changes c left join todo.commands k using (user_id, seq)
    join todo.users u on u.id = c.user_id where (k.owner_key, c.owner_key) is distinct from (u.owner_key, u.owner_key)`);
  expect(rows).toEqual([]);
}

it('an edit of everybody’s tasks is a command of each', async () => {
  await owner.query("update todo.tasks set title = upper(title), priority = 'High'");
  expect(await journalOf(owner, ALICE)).toEqual([
    [
      4,
      '',
      '',
      [1, 'Call the clinic for alice', 'CALL THE CLINIC FOR ALICE'],
      [2, 'Pay the rent of alice', 'PAY THE RENT OF ALICE'],
    ],
  ]);
  expect(await journalOf(owner, MALLORY)).toEqual([
    [
      4,
      '',
      '',
      [1, 'Call the clinic for mallory', 'CALL THE CLINIC FOR MALLORY'],
      [2, 'Pay the rent of mallory', 'PAY THE RENT OF MALLORY'],
    ],
  ]);
  await noContradictions();
});

it('each can take it back for themselves', async () => {
  await owner.query('update todo.tasks set title = upper(title)');
  await attempt(client, asUser(ALICE), "select todo.take_back(gen_random_uuid(), 'undo', true)");
  const titles = 'select title from todo.tasks order by number';
  expect(await attempt(client, asUser(ALICE), titles)).toEqual([
    ['Call the clinic for alice'],
    ['Pay the rent of alice'],
  ]);
  expect(await attempt(client, asUser(MALLORY), titles)).toEqual([
    ['CALL THE CLINIC FOR MALLORY'],
    ['PAY THE RENT OF MALLORY'],
  ]);
});

it('statements of one transaction are one command of each', async () => {
  await attempt(
    owner,
    "update todo.tasks set title = 'x' where number = 1",
    'delete from todo.tasks where number = 2',
    `insert into todo.tasks (id, user_id, title) values ('${NEW_ID}', '${ALICE.id}', 'y'), ('${NEW_ID}', '${MALLORY.id}', 'y')`,
  );
  expect(await journalOf(owner, ALICE)).toEqual([
    [4, '', '', [1, 'Call the clinic for alice', 'x'], [2, 'Pay the rent of alice', null], [3, null, 'y']],
  ]);
  expect((await journalOf(owner, MALLORY)).map(([seq]) => seq)).toEqual([4]);
  await noContradictions();
});

it('another id is another task', async () => {
  await owner.query(`update todo.tasks set id = '${NEW_ID}' where id = '${ALICE.taskIds[0]}'`);
  expect(await journalOf(owner, ALICE)).toEqual([
    [4, '', '', [1, 'Call the clinic for alice', null], [1, null, 'Call the clinic for alice']],
  ]);
  await noContradictions();
});

it('the id of a task that was deleted in the same transaction may be given to another one', async () => {
  await attempt(
    owner,
    `delete from todo.tasks where id = '${ALICE.taskIds[1]}'`,
    `update todo.tasks set id = '${ALICE.taskIds[1]}' where id = '${ALICE.taskIds[0]}'`,
  );
  const { rows } =
    await owner.query(`select before ->> 'title' as before, after ->> 'title' as after from todo.changes
    where user_id = '${ALICE.id}' and seq = 4 and task_id = '${ALICE.taskIds[1]}'`);
  expect(rows).toEqual([{ before: 'Pay the rent of alice', after: 'Call the clinic for alice' }]);
  await noContradictions();
});

describe('a task that is given to another user', () => {
  beforeEach(async () => {
    await owner.query(
      `update todo.tasks set user_id = '${MALLORY.id}', number = 7 where id = '${ALICE.taskIds[0]}'`,
    );
  });

  it('is gone for the first, new for the second, and in the journals of both', async () => {
    expect(await journalOf(owner, ALICE)).toEqual([[4, '', '', [1, 'Call the clinic for alice', null]]]);
    expect(await journalOf(owner, MALLORY)).toEqual([[4, '', '', [7, null, 'Call the clinic for alice']]]);
    await noContradictions();
  });

  it('is seen by the second alone', async () => {
    const numbers = 'select number from todo.tasks order by 1';
    expect(await attempt(client, asUser(ALICE), numbers)).toEqual([[2]]);
    expect(await attempt(client, asUser(MALLORY), numbers)).toEqual([[1], [2], [7]]);
    const changes = 'select number from todo.changes where seq = 4';
    expect(await attempt(client, asUser(ALICE), changes)).toEqual([[1]]);
    expect(await attempt(client, asUser(MALLORY), changes)).toEqual([[7]]);
  });
});

it('a task that is added with a number of its own belongs to its user all the same', async () => {
  await owner.query(
    `insert into todo.tasks (id, user_id, number, title) values ('${NEW_ID}', '${ALICE.id}', 9, 'x')`,
  );
  expect(await attempt(client, asUser(ALICE), "select title from todo.tasks where title = 'x'")).toEqual([
    ['x'],
  ]);
  await noContradictions();
});

it('an edit while a user edits waits for them', async () => {
  const other = await server.connect('owner', 'neondb');
  await client.query('begin');
  await client.query(asUser(ALICE, { write: true }));
  await client.query("update todo.tasks set title = 'x' where number = 1");
  const edit = other.query("update todo.tasks set title = 'y' where number = 2");
  const waiting = "select from pg_stat_activity where usename = 'neondb_owner' and wait_event_type = 'Lock'";
  while ((await superuser.query(waiting)).rowCount !== 1);
  await client.query('commit');
  expect((await edit).rowCount).toBe(2);
  expect(await journalOf(owner, ALICE)).toEqual([
    [4, '', 'laptop of alice', [1, 'Call the clinic for alice', 'x']],
    [5, '', '', [2, 'Pay the rent of alice', 'y']],
  ]);
  await noContradictions();
});
