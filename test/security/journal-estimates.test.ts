import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attempt } from '../support/attempt.ts';
import { type Server, startServer } from '../support/server.ts';
import { addTwoUsers, ALICE, asUser, MALLORY } from '../support/two-users.ts';

let server: Server;
let mallory: Client;

beforeAll(async () => {
  server = await startServer();
  await server.install('neondb');
  const owner = await server.connect('owner', 'neondb');
  await addTwoUsers(owner);
  // A thousand more, so that estimates and plans have something to tell: one command that renames, and one that deletes.
  await owner.query(`insert into todo.tasks (id, user_id, title)
    select gen_random_uuid(), '${ALICE.id}', 'Buy milk' from generate_series(1, 1000)`);
  await owner.query(`update todo.tasks set title = 'Buy silk' where user_id = '${ALICE.id}' and number > 2`);
  await owner.query(`delete from todo.tasks where user_id = '${ALICE.id}' and number > 2`);
  await owner.query('analyze');
  mallory = await server.connect('client', 'neondb');
});
afterAll(() => server.close());

describe('the planner does not tell what is in the journal of others:', () => {
  it.each([
    ['changes', 'text before', "before ->> 'title' = 'Buy milk'", "before ->> 'title' = 'Buy salt'"],
    ['changes', 'number', 'number > 10', 'number > 100000'],
    ['changes', 'seq', 'seq = 5', 'seq = 99'],
    ['changes', 'deletion', 'after is null and number > 10', 'after is null and number > 100000'],
    ['commands', 'name', "name = 'edit'", "name = 'done'"],
    ['commands', 'kind', 'kind is null and seq > 3', 'kind is null and seq > 99'],
    ['commands', 'size', 'size = 1000', 'size = 999'],
    ['commands', 'time', "at > now() - interval '1 day'", "at > now() + interval '1 day'"],
  ])('%s by %s', async (table, _column, frequent, absent) => {
    expect(await plan(table, frequent)).toEqual(await plan(table, absent));
  });
});

/** What the planner expects and what it met, without the condition itself. */
async function plan(table: string, condition: string): Promise<string> {
  const outcome = await attempt(
    mallory,
    asUser(MALLORY),
    `explain (analyze, timing off, summary off, buffers off)
      select from todo.${table} where user_id <> '${MALLORY.id}' and ${condition}`,
  );
  return JSON.stringify(outcome).replaceAll(/(Filter|Cond): [^"]*/g, '');
}
