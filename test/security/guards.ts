import { SUPERUSER } from '../neon/postgres-cluster.ts';
import { OWNER } from '../neon/roles.ts';

/** What keeps an attack from succeeding, and how a database looks without it. */
interface Guard {
  /** SQL for a superuser, who undoes it afterwards. */
  readonly removal?: readonly string[];
  /** Where PostgreSQL itself is the guard: a role that has the right which the attacker lacks. */
  readonly attacker?: string;
}

const TABLES = ['tasks', 'commands', 'changes', 'users', 'sessions', 'settings', 'migrations'];
const SESSION_FUNCTIONS = ['session_id()', 'current_user_id()', 'writer_id()', 'own_keys()'];
const HASH_OF_TOKEN =
  "(s.token_hash = sha256(convert_to(NULLIF(current_setting('todo.token'::text, true), ''::text), 'UTF8'::name)))";
const SIGNUP = 'signup(text,text,text,bytea,text,interval)';
/** As if the setting could also be an id, the hash itself, or a pattern. */
const FORGEABLE = `s.id = (
  select x.id from todo.sessions x, (select current_setting('todo.token', true) as token) t
   where x.token_hash = sha256(convert_to(t.token, 'UTF8')) or t.token in (x.user_id::text, x.id::text, encode(x.token_hash, 'hex'))
      or x.device like t.token
   order by x.token_hash = sha256(convert_to(t.token, 'UTF8')) desc, x.device limit 1)`;

export type GuardName = keyof typeof GUARDS;

export const GUARDS = {
  'row-level security': {
    removal: TABLES.map((table) => `alter table todo.${table} disable row level security`),
  },
  'grants on tables': { removal: ['grant all on all tables in schema todo to todo_user'] },
  'grants on sequences': { removal: ['grant all on all sequences in schema todo to todo_user'] },
  'grants on functions': { removal: ['grant execute on all functions in schema todo to todo_user'] },
  'grants without an option': {
    removal: [
      'grant select on todo.tasks to todo_user with grant option',
      'grant execute on function todo.whoami() to todo_user with grant option',
      'grant usage on schema todo to todo_user with grant option',
    ],
  },
  'no USAGE of types': { removal: ['grant usage on type todo.priority to public'] },
  'no rights of the login itself': {
    removal: ['grant select on todo.users to todo_client', 'alter role todo_client bypassrls'],
  },
  'no CREATE and TEMPORARY': {
    removal: [
      `do $$ begin execute format('grant create, temporary on database %I to public', current_database()); end $$`,
      'grant create on schema public to public',
    ],
  },
  ownership: { attacker: OWNER },
  'being no superuser': { attacker: SUPERUSER },
  'membership in no other role': {
    removal: [
      // Who made the login is a member of it, and no two roles are members of each other.
      `revoke todo_client from ${OWNER} cascade`,
      `grant ${OWNER}, neon_superuser, ${SUPERUSER}, pg_read_all_data to todo_client`,
    ],
  },
  'membership in no role that watches': { removal: ['grant pg_monitor to todo_client'] },
  'membership in no role that interrupts': { removal: ['grant pg_signal_backend to todo_client'] },
  'a token, known by its hash': {
    removal: SESSION_FUNCTIONS.map((name) => rewritten(name, HASH_OF_TOKEN, FORGEABLE)),
  },
  'the end of sessions': {
    removal: SESSION_FUNCTIONS.map((name) => rewritten(name, '(s.expires_at > clock_timestamp())', 'true')),
  },
  'the deletion of sessions': {
    removal: [
      rewritten('end_sessions(uuid,uuid)', 'where s.user_id = p_user and', 'where false and'),
      rewritten('revoke_sessions(uuid[])', 'where s.user_id = v_me and', 'where false and'),
    ],
  },
  'the clock': {
    removal: SESSION_FUNCTIONS.map((name) => rewritten(name, 'clock_timestamp()', 'now()')),
  },
  'read-only sessions': { removal: [rewritten('writer_id()', '(NOT s.read_only)', 'true')] },
  'functions that ask for a session': {
    removal: [
      rewritten('require_user(boolean)', 'if v_user is null then', 'if false then'),
      rewritten('require_user(boolean)', 'todo.writer_id() is null', 'false'),
    ],
  },
  'the id beside the token': {
    removal: [rewritten('require_session(text,uuid,boolean)', 'is distinct from p_user', "::text = 'x'")],
  },
  'functions that filter by user': {
    removal: [
      rewritten(
        'list_sessions()',
        '(s.user_id = ( SELECT todo.current_user_id() AS current_user_id))',
        'true',
      ),
      rewritten('whoami()', '(s.id = ( SELECT todo.session_id() AS session_id))', 'true'),
      rewritten('revoke_sessions(uuid[])', 's.user_id = v_me and', ''),
      rewritten('find_imported(uuid,jsonb)', '(t.user_id = find_imported.p_user)', 'true'),
      rewritten('take_back(uuid,text,boolean)', 'where k.user_id = v_me and k.seq = v_seq', ''),
      rewritten('restore_tasks(uuid[])', 'c.user_id = v_me and c.after is null', 'c.after is null'),
    ],
  },
  'a key that is the user’s own': {
    removal: [
      rewritten(
        'check_key(text,bytea)',
        '((u.username = lower("left"(check_key.p_name, 254))) OR (u.email = lower("left"(check_key.p_name, 254))))',
        'true',
      ),
    ],
  },
  'tokens that are taken stay so': {
    removal: [
      rewritten(
        'new_session(uuid,bytea,text,interval,boolean,boolean)',
        'set last_used_at = clock_timestamp() where s.user_id = p_user',
        'set user_id = p_user',
      ),
    ],
  },
  'names that are taken once': {
    removal: ['users_username_key', 'users_email_key'].map(
      (key) => `alter table todo.users drop constraint ${key}`,
    ),
  },
  'limits of sign-ups': {
    removal: [
      rewritten(SIGNUP, 'if not (select s.signup_open from todo.settings s) then', 'if false then'),
      rewritten(
        SIGNUP,
        'if exists (select from todo.settings s where',
        'if false and exists (select from todo.settings s where',
      ),
    ],
  },
  'limits of tasks': {
    removal: [
      'drop trigger note_numbers on todo.tasks',
      rewritten('number_task()', 'if new.number > v_last +', 'if false and new.number > v_last +'),
      rewritten('import_tasks(jsonb,boolean)', 'if cardinality(', 'if false and cardinality('),
    ],
  },
  'limits of sessions': {
    removal: [
      rewritten(
        'new_session(uuid,bytea,text,interval,boolean,boolean)',
        'x.user_id = p_user and (x.expires_at <= now()',
        'false and (x.expires_at <= now()',
      ),
    ],
  },
  'the trigger check_owner': { removal: ['drop trigger check_owner on todo.tasks'] },
  'the trigger number_task': { removal: ['drop trigger number_task on todo.tasks'] },
  'references that stay with a user': {
    removal: ['alter table todo.tasks drop constraint tasks_spawned_from_fkey'],
  },
  'policies that name no role': {
    removal: ['own_only', 'see_own'].map((policy) => `alter policy ${policy} on todo.tasks to todo_user`),
  },
  'functions that are asked each time': {
    removal: ['alter function todo.own_keys() immutable', 'alter function todo.current_user_id() immutable'],
  },
  'functions without a secret': {
    removal: [
      "create function todo.key() returns text language sql return '0123456789abcdef'",
      "create function todo.old_key() returns text language sql as $$ select '0123456789abcdef' $$",
    ],
  },
  checks: {
    removal: [
      `do $$ declare v_change text; begin
         for v_change in
           select format('alter table %s %s', conrelid::regclass, string_agg(format('drop constraint %I', conname), ', '))
             from pg_constraint where contype = 'c' and connamespace = 'todo'::regnamespace group by conrelid
         loop execute v_change; end loop;
       end $$`,
    ],
  },
} satisfies Record<string, Guard>;

/** Replaces a part of a function. Fails if there is no such part, as then nothing would be removed. */
export function rewritten(signature: string, part: string, replacement: string): string {
  return `do $do$ declare
      v_before text := pg_get_functiondef('todo.${signature}'::regprocedure);
      v_after text := replace(v_before, $part$${part}$part$, $new$${replacement}$new$);
    begin
      if v_after = v_before then raise exception '%', v_before; end if;
      execute v_after;
    end $do$`;
}
