import { readFileSync } from 'node:fs';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import { getTableColumns, getTableName } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as internal from '../../src/data/internal-schema.ts';
import { readMigrations } from '../../src/data/migrations.ts';
import * as journal from '../../src/data/journal-schema.ts';
import * as tables from '../../src/data/schema.ts';
import { attempt } from '../support/attempt.ts';
import { type Server, startServer } from '../support/server.ts';

const schema = { ...tables, ...internal, ...journal };
const DRIZZLE = new URL('../../drizzle/', import.meta.url);

it('the migrations hold everything that the schema says: drizzle-kit would add nothing', async () => {
  const latest = readMigrations(DRIZZLE).at(-1)?.name.slice(0, 4);
  const snapshot = JSON.parse(readFileSync(new URL(`meta/${latest}_snapshot.json`, DRIZZLE), 'utf8'));
  expect(await generateMigration(snapshot, generateDrizzleJson(schema, snapshot.id))).toEqual([]);
});

it('the migrations are numbered from 1, as their versions are', () => {
  expect(readMigrations(DRIZZLE).map(({ version, name }) => [version, Number(name.slice(0, 4))])).toEqual([
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 4],
    [5, 5],
    [6, 6],
  ]);
});

describe('the database', () => {
  let server: Server;
  beforeAll(async () => {
    server = await startServer();
    await server.install('neondb');
  });
  afterAll(() => server.close());

  const { users, sessions, tasks, commands, changes, settings, migrations } = schema;
  it.each<[string, PgTable]>([
    ['users', users],
    ['sessions', sessions],
    ['tasks', tasks],
    ['commands', commands],
    ['changes', changes],
    ['settings', settings],
    ['migrations', migrations],
  ])('has the columns of %s', async (_name, table) => {
    const owner = await server.connect('owner', 'neondb');
    const columns = await attempt(
      owner,
      `select attname, regexp_replace(format_type(atttypid, null), '^todo[.]| without time zone$', ''), attnotnull from pg_attribute
        where attrelid = 'todo.${getTableName(table)}'::regclass and attnum > 0 and attname <> 'owner_key' order by attnum`,
    );
    expect(columns).toEqual(
      Object.values(getTableColumns(table)).map((column) => [
        column.name,
        column.getSQLType(),
        column.notNull,
      ]),
    );
  });

  it('says which version it has, to everybody', async () => {
    const client = await server.connect('client', 'neondb');
    expect(await attempt(client, 'select todo.schema_version()')).toEqual([[6]]);
  });
});
