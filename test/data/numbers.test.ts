import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attempt } from '../support/attempt.ts';
import { type Server, startServer } from '../support/server.ts';
import { addTwoUsers, ALICE, asUser } from '../support/two-users.ts';

let server: Server;
let owner: Client;
let client: Client;

beforeAll(async () => {
  server = await startServer();
  await server.install('neondb');
  owner = await server.connect('owner', 'neondb');
  client = await server.connect('client', 'neondb');
});
beforeEach(async () => {
  await owner.query('delete from todo.users');
  await addTwoUsers(owner);
});
afterAll(() => server.close());

const SESSION = asUser(ALICE, { write: true });
const NUMBERS = 'select number from todo.tasks order by number';

function add(...ids: readonly string[]): string {
  const rows = ids.map((id) => `('${id}', '${ALICE.id}', 'Buy milk')`);
  return `insert into todo.tasks (id, user_id, title) values ${rows.join(', ')} returning number`;
}

/** Does the same on many connections at once. */
async function together<T>(count: number, work: (client: Client, index: number) => Promise<T>): Promise<T[]> {
  const clients = await Promise.all(Array.from({ length: count }, () => server.connect('client', 'neondb')));
  try {
    return await Promise.all(clients.map(work));
  } finally {
    await Promise.all(clients.map((each) => each.end()));
  }
}

describe('the numbers of a user’s tasks', () => {
  it('follow the order of the rows in a statement', async () => {
    const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()];
    expect(await attempt(client, SESSION, add(first, second, third))).toEqual([[3], [4], [5]]);
    expect(
      await attempt(client, SESSION, `select id from todo.tasks where number >= 3 order by number`),
    ).toEqual([[first], [second], [third]]);
  });

  it('are their own: another user counts from 1 as well', async () => {
    expect(
      await attempt(owner, 'select array_agg(number order by number) from todo.tasks group by user_id'),
    ).toEqual([[[1, 2]], [[1, 2]]]);
  });

  it('are not taken from the client, nor are the times', async () => {
    const sql = `insert into todo.tasks (id, user_id, title, number, created_at, updated_at)
      values (gen_random_uuid(), '${ALICE.id}', 'Buy milk', 77, '2001-01-01', '2001-01-01')
      returning number, created_at > now() - interval '1 minute', created_at = updated_at`;
    expect(await attempt(client, SESSION, sql)).toEqual([[3, true, true]]);
  });

  it('are not given again after the last task is deleted', async () => {
    await attempt(client, SESSION, 'delete from todo.tasks where number = 2');
    expect(await attempt(client, SESSION, add(randomUUID()))).toEqual([[3]]);
    await attempt(client, SESSION, 'delete from todo.tasks');
    expect(await attempt(client, SESSION, add(randomUUID()))).toEqual([[4]]);
  });

  it('have no gap after a statement that failed', async () => {
    expect(await attempt(client, SESSION, add(randomUUID()), 'select 1 / 0')).toBe('22012');
    expect(await attempt(client, SESSION, add(randomUUID()))).toEqual([[3]]);
  });

  it('are 40 different ones after 40 machines added a task at once', async () => {
    const added = await together(40, (each) => attempt(each, SESSION, add(randomUUID())));
    const numbers = added.flat(2).map(Number);
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i + 3));
  });
});

describe('an insert that is repeated', () => {
  it('adds nothing and uses up no number', async () => {
    const ids = [randomUUID(), randomUUID()];
    expect(await attempt(client, SESSION, add(...ids))).toEqual([[3], [4]]);
    expect(await attempt(client, SESSION, add(...ids))).toEqual([]);
    expect(await attempt(client, SESSION, add(randomUUID()))).toEqual([[5]]);
  });

  it('completes what was there in part', async () => {
    const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()];
    await attempt(client, SESSION, add(first, third));
    expect(await attempt(client, SESSION, add(first, second, third))).toEqual([[5]]);
  });

  it('adds nothing while its twin is still on its way', async () => {
    const ids = [randomUUID(), randomUUID()];
    const added = await together(10, (each) => attempt(each, SESSION, add(...ids)));
    expect(added.filter((rows) => rows.length > 0)).toEqual([[[3], [4]]]);
    expect(await attempt(client, SESSION, NUMBERS)).toEqual([[1], [2], [3], [4]]);
  });

  it('adds one row where a statement names an id twice', async () => {
    const id = randomUUID();
    expect(await attempt(client, SESSION, add(id, id, randomUUID()))).toEqual([[3], [4]]);
  });
});

describe('the next occurrence of a repeating task', () => {
  const complete = `update todo.tasks set completed = true, completed_at = now() where number = 2 and not completed`;
  const spawn = `insert into todo.tasks (id, user_id, title, due_date, recursion_pattern, spawned_from)
    select gen_random_uuid(), user_id, title, '2027-01-01', recursion_pattern, id from todo.tasks where number = 2 and completed
    on conflict do nothing returning number`;

  it('comes once, although 20 machines complete the task at once', async () => {
    const spawned = await together(20, (each) => attempt(each, SESSION, complete, spawn));
    expect(spawned.filter((rows) => rows.length > 0)).toEqual([[[3]]]);
    expect(await attempt(client, SESSION, NUMBERS)).toEqual([[1], [2], [3]]);
  });

  it('comes once, although the task is reopened and completed again', async () => {
    expect(await attempt(client, SESSION, complete, spawn)).toEqual([[3]]);
    await attempt(
      client,
      SESSION,
      'update todo.tasks set completed = false, completed_at = null where number = 2',
    );
    expect(await attempt(client, SESSION, complete, spawn)).toEqual([]);
  });

  it('stays as it is when the one before is deleted', async () => {
    await attempt(client, SESSION, complete, spawn);
    const before = await attempt(
      client,
      SESSION,
      'select title, updated_at::text from todo.tasks where number = 3',
    );
    await attempt(client, SESSION, 'delete from todo.tasks where number = 2');
    expect(
      await attempt(client, SESSION, 'select title, updated_at::text from todo.tasks where number = 3'),
    ).toEqual(before);
    expect(await attempt(client, SESSION, 'select spawned_from from todo.tasks where number = 3')).toEqual([
      [null],
    ]);
  });
});

it('a change notes its time, whatever time it says', async () => {
  const sql = `update todo.tasks set title = 'Buy oat milk', updated_at = '2001-01-01' where number = 1
    returning updated_at > created_at, updated_at > now() - interval '1 minute'`;
  expect(await attempt(client, SESSION, sql)).toEqual([[true, true]]);
});

it('a thousand tasks in one statement get a thousand numbers', async () => {
  const sql = `insert into todo.tasks (id, user_id, title)
    select gen_random_uuid(), '${ALICE.id}', 'Buy milk ' || i from generate_series(1, 1000) i returning number`;
  expect(await attempt(client, SESSION, sql)).toEqual(Array.from({ length: 1000 }, (_, i) => [i + 3]));
});
