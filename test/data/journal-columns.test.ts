import { getTableColumns } from 'drizzle-orm';
import type { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tasks } from '../../src/data/schema.ts';
import { type Server, startServer } from '../support/server.ts';

let server: Server;
let owner: Client;
beforeAll(async () => {
  server = await startServer();
  await server.install('neondb');
  owner = await server.connect('owner', 'neondb');
});
afterAll(() => server.close());

/** Who a task is, which never changes. */
const IDENTITY: ReadonlySet<string> = new Set(['id', 'number', 'userId']);
const COLUMNS = Object.entries(getTableColumns(tasks))
  .filter(([name]) => !IDENTITY.has(name))
  .map(([, column]) => column.name)
  .toSorted();

it('the journal keeps every column of a task', async () => {
  const { rows } = await owner.query<{ key: string }>(
    'select jsonb_object_keys(todo.image(null::todo.tasks)) as key',
  );
  expect(rows.map(({ key }) => key).toSorted()).toEqual(COLUMNS);
});

it.each([
  ['differs', ['created_at', 'updated_at']],
  ['difference', ['created_at']],
  ['take_back', ['created_at']],
  ['import_tasks', ['spawned_from']],
])('todo.%s knows every column but for %j', async (name, besides) => {
  const { rows } = await owner.query<{ source: string }>(
    "select pg_get_functiondef(p.oid) as source from pg_proc p where pronamespace = 'todo'::regnamespace and proname = $1",
    [name],
  );
  const source = rows[0]?.source ?? '';
  expect(COLUMNS.filter((column) => !besides.includes(column) && !source.includes(column))).toEqual([]);
});
