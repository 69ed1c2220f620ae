import type { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readMigrations } from '../../src/data/migrations.ts';
import { attempt } from '../support/attempt.ts';
import { applyMigrations, type Server, startServer } from '../support/server.ts';

// Roles belong to all databases of a server: the migrations of two of them meet there.

let server: Server;
let superuser: Client;
let databases = 0;

beforeAll(async () => {
  server = await startServer();
  superuser = await server.connect('superuser', 'postgres');
});
beforeEach(async () => {
  const { rows } = await superuser.query<{ datname: string }>(
    "select datname from pg_database where datname like 'db%'",
  );
  for (const { datname } of rows) {
    await superuser.query(`drop database ${datname} with (force)`);
  }
  await superuser.query('drop role if exists todo_user');
});
afterAll(() => server.close());

async function emptyDatabase(): Promise<Client> {
  databases += 1;
  await server.createDatabase(`db${databases}`);
  return server.connect('owner', `db${databases}`);
}

const MAY_TAKE_ROLE = "select pg_has_role('neondb_owner', 'todo_user', 'SET')";

describe('the role todo_user', () => {
  it('is made by the first database and used by the second', async () => {
    const [first, second] = [await emptyDatabase(), await emptyDatabase()];
    await applyMigrations(first);
    await applyMigrations(second);
    expect(await attempt(second, 'set role todo_user', 'select todo.schema_version()')).toEqual([[6]]);
  });

  it('is made once when two databases are set up at the same moment', async () => {
    const both = [await emptyDatabase(), await emptyDatabase()];
    await Promise.all(both.map(applyMigrations));
    expect(await attempt(superuser, MAY_TAKE_ROLE)).toEqual([[true]]);
  });

  it('is waited for while the other database’s migration has not ended', async () => {
    const [first, second] = [await emptyDatabase(), await emptyDatabase()];
    const statements = readMigrations(new URL('../../drizzle/', import.meta.url)).flatMap(
      (migration) => migration.statements,
    );
    await first.query('begin');
    for (const statement of statements) {
      await first.query(statement);
    }
    let waited = true;
    const migrated = applyMigrations(second).then(() => waited);
    await waitForLock();
    waited = false;
    await first.query('commit');
    expect(await migrated).toBe(false);
    expect(await attempt(superuser, MAY_TAKE_ROLE)).toEqual([[true]]);
  });

  it.each([
    'bypassrls',
    'superuser',
    'createrole',
    'createdb',
    'replication',
    'login',
    'in role pg_read_all_data',
  ])('is refused if somebody made it with more power: %s', async (power) => {
    const owner = await emptyDatabase();
    await superuser.query(`create role todo_user ${power}`);
    await superuser.query('grant todo_user to neondb_owner with admin option');
    await expect(applyMigrations(owner)).rejects.toMatchObject({ code: '42501' });
    await owner.query('rollback');
    expect(await attempt(owner, "select to_regnamespace('todo')")).toEqual([[null]]);
  });
});

describe('the rights of PUBLIC in the database', () => {
  const rights =
    "select has_database_privilege('todo_user', current_database(), 'temporary'), has_schema_privilege('todo_user', 'public', 'create')";

  it('are taken away where there is nothing else', async () => {
    const owner = await emptyDatabase();
    await applyMigrations(owner);
    expect(await attempt(owner, rights)).toEqual([[false, false]]);
  });

  it('are left alone where there are other tables', async () => {
    const owner = await emptyDatabase();
    await owner.query(
      'create schema recipes; create table recipes.dishes (id int); grant create on schema public to public',
    );
    await applyMigrations(owner);
    expect(await attempt(owner, rights)).toEqual([[true, true]]);
  });

  it('are taken away where there is no schema public either', async () => {
    const owner = await emptyDatabase();
    await owner.query('drop schema public');
    await applyMigrations(owner);
    expect(
      await attempt(owner, "select has_database_privilege('todo_user', current_database(), 'temporary')"),
    ).toEqual([[false]]);
  });
});

/** Until some connection waits for the transaction of another. */
async function waitForLock(): Promise<void> {
  let waiting: number | null = 0;
  while (waiting === 0) {
    ({ rowCount: waiting } = await superuser.query(
      "select from pg_stat_activity where wait_event_type = 'Lock'",
    ));
  }
}
