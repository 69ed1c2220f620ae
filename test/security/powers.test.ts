import assert from 'node:assert/strict';
import type { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { attempt } from '../support/attempt.ts';
import { type Server, startServer } from '../support/server.ts';
import { addTwoUsers, ALICE, asUser, MALLORY, readAllAbout } from '../support/two-users.ts';

let server: Server;
let superuser: Client;
let mallory: Client;
let alice: Client;
let before: string;

beforeAll(async () => {
  server = await startServer();
  await server.install('neondb');
  await addTwoUsers(await server.connect('owner', 'neondb'));
  superuser = await server.connect('superuser', 'neondb');
  before = await readAllAbout(superuser, ALICE);
  mallory = await server.connect('client', 'neondb');
  alice = await server.connect('client', 'neondb');
});
afterEach(async () => {
  // Nothing is changed, and the program still works for Alice over the same login.
  assert.equal(await readAllAbout(superuser, ALICE), before);
  const role = "select set_config('role', 'todo_user', true), set_config('search_path', 'pg_catalog', true)";
  assert.deepEqual(await attempt(alice, role, asUser(ALICE), 'select number from todo.tasks order by 1'), [
    [1],
    [2],
  ]);
});
afterAll(() => server.close());

const DENIED = '42501';

describe('Mallory does not become somebody else with', () => {
  it.each([
    'set role neondb_owner',
    'set role neon_superuser',
    'set role pg_read_all_data',
    'set role cloud_admin',
    'set session authorization neondb_owner',
    'set session authorization todo_user',
    "select set_config('role', 'neondb_owner', true)",
    'grant neondb_owner to todo_client',
    'grant pg_read_all_data to todo_client',
    'grant todo_user to todo_client with admin option',
    'create role eve login in role todo_user',
    'alter role todo_client bypassrls',
    'alter role todo_client superuser',
    'alter role todo_client createrole',
    'alter role todo_user login',
    "alter role todo_user set row_security = 'off'",
    "alter role neondb_owner set search_path = 'evil'",
    "alter role neondb_owner password 'x'",
    'alter database neondb owner to todo_client',
    "alter database neondb set search_path = 'evil'",
    'set session_replication_role = replica',
    "load 'evil'",
  ])('%s', async (statement) => {
    expect(await attempt(mallory, statement)).toBe(DENIED);
  });

  it.each([
    "alter system set session_preload_libraries = 'evil'",
    'create database eve',
    "create tablespace t location '/tmp'",
    'drop database neondb',
  ])('%s', async (statement) => {
    await expect(mallory.query(statement)).rejects.toMatchObject({ code: DENIED });
  });

  it.each([
    'reset role',
    'set role none',
    'reset session authorization',
    'set session authorization default',
    'reset all',
  ])('%s', async (statement) => {
    expect(await attempt(mallory, 'set local role todo_user', statement, 'select session_user')).toEqual([
      ['todo_client'],
    ]);
    expect(await attempt(mallory, 'set local role todo_user', statement, 'select * from todo.tasks')).toEqual(
      [],
    );
    expect(await attempt(mallory, 'set local role todo_user', statement, 'select from todo.users')).toBe(
      DENIED,
    );
  });
});

describe('Mallory does not change how the database works with', () => {
  it.each([
    'drop schema todo cascade',
    'drop table todo.tasks',
    'drop policy see_own on todo.tasks',
    'create policy mine on todo.tasks using (true)',
    'alter policy see_own on todo.tasks using (true)',
    'alter table todo.tasks disable row level security',
    'alter table todo.tasks disable trigger all',
    'alter table todo.tasks owner to todo_client',
    'alter table todo.tasks add column x int default 1',
    'drop trigger number_task on todo.tasks',
    'create trigger t before insert on todo.tasks for each row execute function todo.touch_task()',
    'create rule r as on select to todo.tasks do instead select 1',
    'create index on todo.tasks (title)',
    'create statistics todo.s on title, tags from todo.tasks',
    "create or replace function todo.current_user_id() returns uuid language sql return '00000000-0000-0000-0000-000000000000'::uuid",
    'create function todo.f() returns int language sql return 1',
    'alter function todo.current_user_id() security invoker',
    'drop function todo.current_user_id()',
    'alter type todo.priority add value $$Highest$$',
    'grant select on todo.users to todo_client',
    'grant execute on function todo.session_id() to todo_client',
    'alter sequence todo.login_tries_0 restart',
    'drop sequence todo.login_tries_0',
    "comment on table todo.tasks is 'x'",
    'reindex table todo.tasks',
    'create schema evil',
    'create table public.sessions (id int)',
    'create temporary table sessions (id int)',
    'create function pg_temp.f() returns int language sql return 1',
    'create function public.f() returns int language sql return 1',
    'create view public.v as select * from todo.tasks',
    'create table public.t () inherits (todo.tasks)',
    'create operator public.= (leftarg = uuid, rightarg = uuid, function = uuid_eq)',
    'create extension pageinspect',
    'create extension pg_trgm',
    'create publication p for table todo.tasks',
    'create event trigger t on ddl_command_end execute function todo.touch_task()',
    'create foreign data wrapper w',
  ])('%s', async (statement) => {
    // What this build of Postgres does not have at all is refused as missing.
    expect([DENIED, '0A000', '58P01']).toContain(await attempt(mallory, statement));
  });

  it.each([
    ['drop owned by todo_user'],
    ['drop owned by todo_client'],
    ['drop owned by todo_user cascade'],
    ['reassign owned by todo_user to todo_client'],
    [
      'alter default privileges grant all on tables to public',
      'alter default privileges revoke all on tables from public',
    ],
  ])('%s', async (...statements) => {
    await attempt(mallory, ...statements);
    expect(
      await attempt(
        superuser,
        "select polname from pg_policy where polrelid = 'todo.tasks'::regclass order by 1",
      ),
    ).toEqual([['add_own'], ['delete_own'], ['edit_own'], ['own_only'], ['see_own']]);
    expect(
      await attempt(
        superuser,
        "select from information_schema.role_table_grants where table_schema = 'todo' and grantee = 'PUBLIC'",
      ),
    ).toEqual([]);
    expect(await attempt(mallory, 'select * from todo.tasks')).toEqual([]);
    expect(await attempt(mallory, asUser(MALLORY), 'select number from todo.tasks order by 1')).toEqual([
      [1],
      [2],
    ]);
  });
});
