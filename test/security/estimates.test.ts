import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attempt } from '../support/attempt.ts';
import { type Server, startServer } from '../support/server.ts';
import { addTwoUsers, ALICE, asUser, MALLORY } from '../support/two-users.ts';

// What the planner expects, and how it goes about it, would tell what is common among all users.

let server: Server;
let mallory: Client;
let unguarded: Client;

beforeAll(async () => {
  server = await startServer();
  await prepare('neondb');
  mallory = await server.connect('client', 'neondb');
  const careless = await prepare('unguarded');
  for (const table of ['tasks', 'commands', 'changes']) {
    await careless.query(`do $$ declare name text; begin
      for name in select attname from pg_attribute where attrelid = 'todo.${table}'::regclass and attnum > 0 loop
        execute format('alter table todo.${table} alter %I set statistics 100', name);
      end loop;
    end $$`);
  }
  await careless.query('analyze');
  unguarded = await server.connect('client', 'unguarded');
});
afterAll(() => server.close());

async function prepare(database: string): Promise<Client> {
  await server.install(database);
  const owner = await server.connect('owner', database);
  await addTwoUsers(owner);
  // Thousands more of the same, so that there is something to tell; of another thousand, only the journal knows.
  await owner.query(`insert into todo.tasks (id, user_id, title, due_date, tags)
    select gen_random_uuid(), '${ALICE.id}', 'Buy milk', '2027-01-01', '{groceries}' from generate_series(1, 3000)`);
  await owner.query(
    `update todo.tasks set title = 'Buy silk' where user_id = '${ALICE.id}' and number > 2002`,
  );
  await owner.query(`delete from todo.tasks where user_id = '${ALICE.id}' and number > 2002`);
  await owner.query(`insert into todo.commands (user_id, owner_key, seq, id, name, size)
    select '${ALICE.id}', 1, 10 + n, gen_random_uuid(), 'edit', 7 from generate_series(1, 1000) n`);
  await owner.query('analyze');
  return owner;
}

type Condition = readonly [table: string, column: string, frequent: string, absent: string];

/** With operators that Postgres takes for harmless: it looks at statistics for them on behalf of anybody. */
const HARMLESS: readonly Condition[] = [
  ['tasks', 'title', "title = 'Buy milk'", "title = 'Buy silk'"],
  ['tasks', 'due date', "due_date = '2027-01-01'", "due_date = '2031-01-01'"],
  ['tasks', 'due date range', "due_date > '2026-12-31'", "due_date > '2030-12-31'"],
  [
    'tasks',
    'day of creation',
    "created_at > now() - interval '1 day'",
    "created_at > now() + interval '1 day'",
  ],
  ['tasks', 'number', 'number > 10', 'number > 100000'],
  ['tasks', 'state', 'not completed', 'completed'],
  ['tasks', 'owner key', 'owner_key = 1', 'owner_key = 2'],
  ['changes', 'number', 'number > 10', 'number > 100000'],
  ['changes', 'seq', 'seq = 5', 'seq = 99'],
  ['changes', 'deletion', 'after is null and number > 10', 'after is null and number > 100000'],
  ['commands', 'name', "name = 'edit'", "name = 'done'"],
  ['commands', 'seq', 'seq > 100', 'seq > 10000'],
  ['commands', 'size', 'size = 7', 'size = 8'],
  ['commands', 'time', "at > now() - interval '1 day'", "at > now() + interval '1 day'"],
];

const OTHERS: readonly Condition[] = [
  ['tasks', 'title by pattern', "title like 'Buy m%'", "title like 'Buy s%'"],
  ['tasks', 'tags', "tags @> '{groceries}'", "tags @> '{cutlery}'"],
  ['tasks', 'priority', "priority = 'Medium'", "priority = 'High'"],
  ['changes', 'text before', "before ->> 'title' = 'Buy milk'", "before ->> 'title' = 'Buy salt'"],
  ['changes', 'text after', `after @> '{"title": "Buy silk"}'`, `after @> '{"title": "Buy salt"}'`],
];

describe('the planner does not tell what others have:', () => {
  it.each([...HARMLESS, ...OTHERS])('%s by %s', async (table, _column, frequent, absent) => {
    expect(await plan(mallory, table, frequent)).toEqual(await plan(mallory, table, absent));
  });
});

describe('with statistics of every column, it would tell', () => {
  it.each(HARMLESS)('%s by %s', async (table, _column, frequent, absent) => {
    expect(await plan(unguarded, table, frequent)).not.toEqual(await plan(unguarded, table, absent));
  });
});

/** What the planner expects and what it met, without the condition itself. */
async function plan(client: Client, table: string, condition: string): Promise<unknown> {
  const outcome = await attempt(
    client,
    asUser(MALLORY),
    `explain (analyze, timing off, summary off, buffers off)
      select from todo.${table} where user_id <> '${MALLORY.id}' and ${condition}`,
  );
  return typeof outcome === 'string'
    ? outcome
    : outcome.flat().filter((line) => !/(Filter|Cond): \D/.test(String(line)));
}
