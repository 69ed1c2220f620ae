import type { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { attempt } from '../support/attempt.ts';
import { type Server, startServer } from '../support/server.ts';

let server: Server;
let superuser: Client;

beforeAll(async () => {
  server = await startServer();
  await server.install('neondb');
  superuser = await server.connect('superuser', 'neondb');
});
afterAll(() => server.close());

/** All that somebody without powers of their own may do, however they come by it. A migration that forgets a REVOKE adds to it. */
const ALLOWED = [
  'PUBLIC: CONNECT on database neondb',
  'PUBLIC: USAGE on schema public',
  'todo_user: DELETE on table tasks',
  'todo_user: EXECUTE on function change_password(bytea,text)',
  'todo_user: EXECUTE on function create_token(bytea,text,interval,boolean)',
  'todo_user: EXECUTE on function current_user_id()',
  'todo_user: EXECUTE on function delete_account(bytea)',
  'todo_user: EXECUTE on function import_tasks(jsonb,boolean)',
  'todo_user: EXECUTE on function list_sessions()',
  'todo_user: EXECUTE on function login(text,bytea,bytea,text,interval)',
  'todo_user: EXECUTE on function login_challenge(text)',
  'todo_user: EXECUTE on function logout(text,boolean)',
  'todo_user: EXECUTE on function own_keys()',
  'todo_user: EXECUTE on function require_session(text,uuid,boolean)',
  'todo_user: EXECUTE on function restore_tasks(uuid[])',
  'todo_user: EXECUTE on function revoke_sessions(uuid[])',
  'todo_user: EXECUTE on function schema_version()',
  'todo_user: EXECUTE on function signup(text,text,text,bytea,text,interval)',
  'todo_user: EXECUTE on function take_back(uuid,text,boolean)',
  'todo_user: EXECUTE on function whoami()',
  'todo_user: EXECUTE on function writer_id()',
  'todo_user: INSERT on table tasks',
  'todo_user: SELECT on table changes',
  'todo_user: SELECT on table commands',
  'todo_user: SELECT on table tasks',
  'todo_user: UPDATE on column tasks.completed',
  'todo_user: UPDATE on column tasks.completed_at',
  'todo_user: UPDATE on column tasks.description',
  'todo_user: UPDATE on column tasks.due_date',
  'todo_user: UPDATE on column tasks.due_time',
  'todo_user: UPDATE on column tasks.priority',
  'todo_user: UPDATE on column tasks.recursion_pattern',
  'todo_user: UPDATE on column tasks.tags',
  'todo_user: UPDATE on column tasks.title',
  'todo_user: UPDATE on column tasks.updated_at',
  'todo_user: USAGE on schema todo',
];

const PRIVILEGES = `
    with object (name, owner, acl) as (
      select 'database ' || datname, datdba, coalesce(datacl, acldefault('d', datdba)) from pg_database where datname = current_database()
      union all
      select 'schema ' || nspname, nspowner, coalesce(nspacl, acldefault('n', nspowner)) from pg_namespace where nspname in ('todo', 'public')
      union all
      select case relkind when 'S' then 'sequence ' else 'table ' end || relname, relowner,
             coalesce(relacl, acldefault(case relkind when 'S' then 's' else 'r' end::"char", relowner))
        from pg_class where relnamespace = 'todo'::regnamespace and relkind not in ('i', 'I', 't')
      union all
      select 'column ' || relname || '.' || attname, relowner, attacl
        from pg_attribute join pg_class c on c.oid = attrelid where relnamespace = 'todo'::regnamespace and attacl is not null
      union all
      select 'function ' || replace(p.oid::regprocedure::text, 'todo.', ''), proowner, coalesce(proacl, acldefault('f', proowner))
        from pg_proc p where pronamespace = 'todo'::regnamespace
      union all
      -- Every table has a type of its own, and every type one of lists of it; who may use them follows from the table or type.
      select 'type ' || typname, typowner, coalesce(typacl, acldefault('T', typowner))
        from pg_type where typnamespace = 'todo'::regnamespace and typtype <> 'c' and typelem = 0)
    select case grantee when 0 then 'PUBLIC' else grantee::regrole::text end || ': ' || privilege_type || ' on ' || name as line
      from object, aclexplode(acl)
     where grantee <> owner and grantee::regrole::text <> 'pg_database_owner'`;

async function privileges(): Promise<readonly string[]> {
  const { rows } = await superuser.query<{ line: string }>(PRIVILEGES);
  return rows.map(({ line }) => line).toSorted();
}

it('PUBLIC and todo_user may do what is listed here, and nothing else', async () => {
  expect(await privileges()).toEqual(ALLOWED);
});

/** What a later migration could do without a thought, and what would be more than is listed then. */
const CARELESS: readonly (readonly [migration: string, addition: string])[] = [
  ['create function todo.f() returns int language sql return 1', 'PUBLIC: EXECUTE on function f()'],
  ['create procedure todo.p() language sql begin atomic select 1; end', 'PUBLIC: EXECUTE on function p()'],
  ["create type todo.mood as enum ('good')", 'PUBLIC: USAGE on type mood'],
  ['create domain todo.text as text', 'PUBLIC: USAGE on type text'],
  ['grant select on todo.users to todo_user', 'todo_user: SELECT on table users'],
  ['grant select (username) on todo.users to todo_user', 'todo_user: SELECT on column users.username'],
  ['grant update (number) on todo.tasks to todo_user', 'todo_user: UPDATE on column tasks.number'],
  ['create table todo.t (id int); grant select on todo.t to public', 'PUBLIC: SELECT on table t'],
  ['create view todo.v as select 1; grant select on todo.v to todo_user', 'todo_user: SELECT on table v'],
  ['create sequence todo.s; grant usage on todo.s to todo_user', 'todo_user: USAGE on sequence s'],
  ['grant create on schema public to public', 'PUBLIC: CREATE on schema public'],
  ['grant create on schema todo to todo_user', 'todo_user: CREATE on schema todo'],
  ['grant temporary on database neondb to public', 'PUBLIC: TEMPORARY on database neondb'],
  [
    'grant execute on function todo.session_id() to todo_client',
    'todo_client: EXECUTE on function session_id()',
  ],
];

it.each(CARELESS)('the list would show it after %s', async (migration, addition) => {
  await superuser.query(`begin; ${migration}`);
  const after = await privileges();
  await superuser.query('rollback');
  expect(after.filter((line) => !ALLOWED.includes(line))).toEqual([addition]);
});

it('todo_user is a member of nothing, has no powers and gives none by default', async () => {
  expect(
    await attempt(
      superuser,
      `select rolname, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls, rolcanlogin,
          array(select roleid::regrole::text from pg_auth_members where member = r.oid)
         from pg_roles r where rolname in ('todo_user', 'todo_client') order by 1`,
    ),
  ).toEqual([
    ['todo_client', false, false, false, false, false, true, ['todo_user']],
    ['todo_user', false, false, false, false, false, false, []],
  ]);
  expect(await attempt(superuser, 'select * from pg_default_acl')).toEqual([]);
  expect(await attempt(superuser, 'select * from pg_parameter_acl')).toEqual([]);
});

it('every table is under row-level security, with policies that no role can drop', async () => {
  expect(
    await attempt(
      superuser,
      "select relname, relrowsecurity from pg_class where relnamespace = 'todo'::regnamespace and relkind = 'r' order by 1",
    ),
  ).toEqual([
    ['changes', true],
    ['commands', true],
    ['migrations', true],
    ['sessions', true],
    ['settings', true],
    ['tasks', true],
    ['users', true],
  ]);
  expect(
    await attempt(
      superuser,
      'select polrelid::regclass::text, polname, polcmd, polpermissive, polroles::text from pg_policy order by 2',
    ),
  ).toEqual([
    ['todo.tasks', 'add_own', 'a', true, '{0}'],
    ['todo.tasks', 'delete_own', 'd', true, '{0}'],
    ['todo.tasks', 'edit_own', 'w', true, '{0}'],
    ['todo.changes', 'own_changes_only', '*', false, '{0}'],
    ['todo.commands', 'own_commands_only', '*', false, '{0}'],
    ['todo.tasks', 'own_only', '*', false, '{0}'],
    ['todo.tasks', 'see_own', 'r', true, '{0}'],
    ['todo.changes', 'see_own_changes', 'r', true, '{0}'],
    ['todo.commands', 'see_own_commands', 'r', true, '{0}'],
  ]);
});

it('every table that clients may read has a policy that is tried before their conditions', async () => {
  expect(
    await attempt(
      superuser,
      `select oid::regclass::text, (select pg_get_expr(polqual, polrelid) from pg_policy where polrelid = c.oid and not polpermissive)
         from pg_class c where relnamespace = 'todo'::regnamespace and relkind in ('r', 'v', 'm', 'p', 'f')
          and has_any_column_privilege('todo_user', oid, 'select') order by 1`,
    ),
  ).toEqual([
    ['todo.changes', '(( SELECT todo.own_keys() AS own_keys))[owner_key]'],
    ['todo.commands', '(( SELECT todo.own_keys() AS own_keys))[owner_key]'],
    ['todo.tasks', '(( SELECT todo.own_keys() AS own_keys))[owner_key]'],
  ]);
});

it('every index on a table that clients may read begins with the user', async () => {
  expect(
    await attempt(
      superuser,
      `select indrelid::regclass::text, array_agg(distinct attname::text) from pg_index
         left join pg_attribute on attrelid = indrelid and attnum = indkey[0]
        where has_any_column_privilege('todo_user', indrelid, 'select')
          and (select relnamespace from pg_class where oid = indrelid) = 'todo'::regnamespace group by 1 order by 1`,
    ),
  ).toEqual([
    ['todo.changes', ['user_id']],
    ['todo.commands', ['user_id']],
    ['todo.tasks', ['user_id']],
  ]);
});

it('a table that clients may read has statistics of its user_id alone, as estimates tell of everybody’s rows', async () => {
  expect(
    await attempt(
      superuser,
      `select attrelid::regclass::text, attname from pg_attribute join pg_class c on c.oid = attrelid
        where relnamespace = 'todo'::regnamespace and relkind = 'r' and has_any_column_privilege('todo_user', c.oid, 'select')
          and attnum > 0 and not attisdropped and attstattarget is distinct from 0 order by 1`,
    ),
  ).toEqual([
    ['todo.changes', 'user_id'],
    ['todo.commands', 'user_id'],
    ['todo.tasks', 'user_id'],
  ]);
});

/** A rule that functions keep to, how to find one that does not, and such a one. */
const OFFENDING_FUNCTIONS: readonly (readonly [rule: string, condition: string, example: string])[] = [
  ['has a backslash in its body', 'strpos(prosrc, chr(92)) > 0', plpgsql(String.raw`begin return '\d'; end`)],
  [
    'is written in SQL and parsed when it is called',
    "lanname = 'sql' and prosqlbody is null",
    'create function todo.f() returns text language sql as $$ select version() $$',
  ],
  [
    'is written in PL/pgSQL and does not pin its search path',
    "lanname = 'plpgsql' and proconfig is distinct from '{\"search_path=pg_catalog, pg_temp\"}'",
    'create function todo.f() returns text language plpgsql as $$ begin return 1; end $$',
  ],
  [
    'is written in another language',
    "lanname not in ('sql', 'plpgsql')",
    "create function todo.f() returns text language internal as 'pgsql_version'",
  ],
  [
    'runs with the rights of somebody who is not the owner of the database',
    'proowner <> (select datdba from pg_database where datname = current_database())',
    plpgsql('begin return 1; end'),
  ],
  [
    'builds SQL from strings',
    "prosrc ~* '[^a-z]execute[^a-z]'",
    plpgsql("begin execute 'select 1'; return 1; end"),
  ],
];

function plpgsql(body: string): string {
  return `create function todo.f() returns text language plpgsql set search_path = pg_catalog, pg_temp as $$ ${body} $$`;
}

function offenders(condition: string): string {
  return `select proname from pg_proc join pg_language l on l.oid = prolang where pronamespace = 'todo'::regnamespace and ${condition}`;
}

it.each(OFFENDING_FUNCTIONS)('no function %s', async (_rule, condition) => {
  expect(await attempt(superuser, offenders(condition))).toEqual([]);
});

it.each(OFFENDING_FUNCTIONS)('one would be found that %s', async (_rule, condition, example) => {
  expect(await attempt(superuser, example, offenders(condition))).toEqual([['f']]);
  await superuser.query('drop function todo.f()');
});
