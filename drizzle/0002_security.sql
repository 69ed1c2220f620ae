-- Everybody who shares an installation holds a connection string and may send any SQL. Isolation is therefore made here:
-- in policies on todo.tasks, and in functions that are the only way to accounts and sessions.
--
-- Rules for every function with SECURITY DEFINER in this file and in later ones:
-- 1. A body in SQL is RETURN or BEGIN ATOMIC, parsed once, when it is made. A string is parsed again under the caller's
--    settings, and with standard_conforming_strings = off its regular expressions change their meaning.
-- 2. PL/pgSQL pins search_path, names the schema of every table, and holds no backslash.
-- 3. No secret and no other user's id is ever in a variable or an argument: debug_print_plan shows both to the caller.
-- 4. EXECUTE is revoked from PUBLIC and granted one by one at the end of the file.
-- Policies have no TO clause, because one that names a role can be dropped by its members with DROP OWNED BY. A table that
-- clients may read has a restrictive policy like own_only, and nothing but its keys and indexes led by user_id.

-- All grants are about this role; connections take it before each query. Roles belong to the whole cluster, advisory locks
-- do not: another database may make the role, or grant it, at the same moment.
do $$
begin
  if not exists (select from pg_catalog.pg_roles r where r.rolname = 'todo_user') then
    begin
      create role todo_user nologin;
    exception when duplicate_object or unique_violation then
      null;
    end;
  end if;
  if exists (select from pg_catalog.pg_roles r
             where r.rolname = 'todo_user' and
                   (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication or r.rolcanlogin))
     or exists (select from pg_catalog.pg_auth_members m
                where m.member = 'todo_user'::pg_catalog.regrole) then
    raise exception 'the role todo_user exists already and may do more than it should' using errcode = '42501';
  end if;
  -- The creator of a role is no member on PostgreSQL 15, and one that cannot SET ROLE from 16 on.
  if not (select r.rolsuper from pg_catalog.pg_roles r where r.rolname = current_user) then
    begin
      execute pg_catalog.format('grant todo_user to %I', current_user);
    exception when unique_violation then
      null;
    end;
  end if;
end $$;
--> statement-breakpoint
-- Without temporary tables and schemas of their own, clients cannot shadow anything. Other applications in the same
-- database may need both, so this is left alone where there are any.
do $$
begin
  if not exists (
    select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
      and n.nspname not in ('todo', 'information_schema') and n.nspname !~ '^pg_'
      and not exists (select from pg_catalog.pg_depend d
                      where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = c.oid and d.deptype = 'e')
  ) then
    execute pg_catalog.format('revoke temporary, create on database %I from public', pg_catalog.current_database());
    if pg_catalog.to_regnamespace('public') is not null then
      revoke create on schema public from public;
    end if;
  end if;
end $$;
--> statement-breakpoint
grant usage on schema todo to todo_user;
--> statement-breakpoint
revoke usage on type todo.priority from public;
--> statement-breakpoint
insert into todo.settings default values;
--> statement-breakpoint
alter table todo.tasks add constraint tasks_spawned_from_fkey foreign key (user_id, spawned_from)
  references todo.tasks (user_id, id) on delete set null (spawned_from);
--> statement-breakpoint
-- The estimates of EXPLAIN would tell which titles are common among all users, or on which days they work. What the plans
-- need is how many rows a user has.
alter table todo.tasks
  alter id set statistics 0, alter number set statistics 0, alter title set statistics 0,
  alter description set statistics 0, alter due_date set statistics 0, alter due_time set statistics 0,
  alter priority set statistics 0, alter tags set statistics 0, alter recursion_pattern set statistics 0,
  alter completed set statistics 0, alter completed_at set statistics 0, alter spawned_from set statistics 0,
  alter created_at set statistics 0, alter updated_at set statistics 0;
--> statement-breakpoint

-- Who is asking: the session whose token the transaction holds. clock_timestamp, because a transaction held open must not
-- outlive the session. A setting that was once set on a connection reads '' afterwards.
create function todo.session_id() returns uuid
language sql stable security definer
return (select s.id from todo.sessions s
        where s.token_hash = sha256(convert_to(nullif(current_setting('todo.token', true), ''), 'UTF8'))
          and s.expires_at > clock_timestamp());
--> statement-breakpoint
create function todo.current_user_id() returns uuid
language sql stable security definer
return (select s.user_id from todo.sessions s
        where s.token_hash = sha256(convert_to(nullif(current_setting('todo.token', true), ''), 'UTF8'))
          and s.expires_at > clock_timestamp());
--> statement-breakpoint
create function todo.writer_id() returns uuid
language sql stable security definer
return (select s.user_id from todo.sessions s
        where s.token_hash = sha256(convert_to(nullif(current_setting('todo.token', true), ''), 'UTF8'))
          and s.expires_at > clock_timestamp() and not s.read_only);
--> statement-breakpoint
-- Conditions that Postgres takes for harmless (leakproof) are tried before a policy that costs more, on everybody's rows:
-- title < any ('{m}') comes before user_id = $1, completed before both. Whether such a condition held shows in a subquery of
-- the next one, which runs or does not; that spells out every title. So own_only compares a number of each user at no
-- cost: an array with one element, true at the subscript of that number, is null elsewhere. Subscripts are free, and at equal
-- cost policies come first (order_qual_clauses in createplan.c). The policies on user_id remain for the indexes.
alter table todo.users add column owner_key int generated always as identity unique;
--> statement-breakpoint
alter table todo.tasks add column owner_key int not null default 0;
--> statement-breakpoint
alter table todo.tasks alter owner_key set statistics 0;
--> statement-breakpoint
create function todo.own_keys() returns boolean[]
language sql stable security definer
return (select array_fill(true, array[1], array[u.owner_key])
        from todo.sessions s join todo.users u on u.id = s.user_id
        where s.token_hash = sha256(convert_to(nullif(current_setting('todo.token', true), ''), 'UTF8'))
          and s.expires_at > clock_timestamp());
--> statement-breakpoint
create policy own_only on todo.tasks as restrictive using (((select todo.own_keys()))[owner_key]);
--> statement-breakpoint
create policy see_own on todo.tasks for select using (user_id = (select todo.current_user_id()));
--> statement-breakpoint
create policy add_own on todo.tasks for insert with check (user_id = (select todo.writer_id()));
--> statement-breakpoint
create policy edit_own on todo.tasks for update
  using (user_id = (select todo.writer_id())) with check (user_id = (select todo.writer_id()));
--> statement-breakpoint
create policy delete_own on todo.tasks for delete using (user_id = (select todo.writer_id()));
--> statement-breakpoint
create function todo.require_user(p_write boolean) returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user uuid := todo.current_user_id();
begin
  if v_user is null then
    raise exception 'the session is unknown, expired or revoked' using errcode = '28000';
  end if;
  if p_write and todo.writer_id() is null then
    raise exception 'the session may only read' using errcode = '42501';
  end if;
  return v_user;
end $$;
--> statement-breakpoint
-- The first statement of every batch of a user. A batch that runs while its twin notes the use of the session leaves that
-- to the twin, rather than wait for its end.
create function todo.require_session(p_token text, p_user uuid, p_write boolean) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('todo.token', p_token, true);
  if todo.require_user(p_write) is distinct from p_user then
    raise exception 'the session is of another user' using errcode = '28000';
  end if;
  if current_setting('transaction_read_only') = 'off' then
    update todo.sessions s
       set last_used_at = clock_timestamp(), expires_at = greatest(s.expires_at, clock_timestamp() + s.slides_by)
     where s.id = (select x.id from todo.sessions x
                   where x.id = todo.session_id() and x.last_used_at < clock_timestamp() - interval '1 hour'
                   for no key update skip locked);
  end if;
  return p_user;
end $$;
--> statement-breakpoint
create function todo.schema_version() returns int
language sql stable security definer
return (select coalesce(max(m.version), 0) from todo.migrations m);
--> statement-breakpoint

-- Guesses at a password are counted in sequences, because nextval is not undone by ROLLBACK: a table would forget the
-- guesses of a client that rolls back or fails on purpose.
do $$
begin
  for i in 0..255 loop
    execute format('create sequence todo.login_tries_%s', i);
  end loop;
end $$;
--> statement-breakpoint
-- Counts one try for the name and says how many there were in this hour. In a read-only transaction nextval fails, and
-- nothing has been compared yet.
create function todo.count_try(p_name text) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_sequence regclass := ('todo.login_tries_' || get_byte(sha256(convert_to(p_name, 'UTF8')), 0))::regclass;
  v_hour bigint := floor(extract(epoch from clock_timestamp()) / 3600)::bigint * 10000000000;
  v_count bigint := nextval(v_sequence);
begin
  if v_count <= v_hour then
    v_count := setval(v_sequence, v_hour + 1);
  end if;
  return v_count - v_hour;
end $$;
--> statement-breakpoint
-- Parameters and salt for a username or e-mail address; for an unknown one a made-up salt that is always the same.
create function todo.login_challenge(p_name text) returns text
language sql stable security definer
return (select coalesce(
    (select substring(u.password from '^.*[$]') from todo.users u
      where u.username = lower(left(p_name, 254)) or u.email = lower(left(p_name, 254))),
    s.kdf || rtrim(encode(substring(
      sha256(s.fake_salt_key || sha256(s.fake_salt_key || convert_to(lower(left(p_name, 254)), 'UTF8'))) from 1 for 16), 'base64'), '=') || '$')
  from todo.settings s);
--> statement-breakpoint
-- The id of the user with this name, if the key is right. Both sides are hashed again with a fresh nonce, so that the time
-- a comparison takes says nothing about the stored one.
create function todo.check_key(p_name text, p_key bytea) returns setof uuid
language sql volatile security definer
begin atomic
  select u.id
    from todo.users u, (select convert_to(gen_random_uuid()::text, 'UTF8') as nonce) n
   where (u.username = lower(left(p_name, 254)) or u.email = lower(left(p_name, 254)))
     and sha256(n.nonce || sha256(p_key)) = sha256(n.nonce || decode(split_part(u.password, '$', 6) || '=', 'base64'));
end;
--> statement-breakpoint
create function todo.find_session(p_token_hash bytea)
returns table (user_id uuid, username text, email text, created_at timestamptz, session_id uuid, expires_at timestamptz)
language sql stable security definer
begin atomic
  select u.id, u.username, u.email, u.created_at, s.id, s.expires_at
    from todo.sessions s join todo.users u on u.id = s.user_id
   where s.token_hash = p_token_hash;
end;
--> statement-breakpoint
-- Repeating it with the same token is fine. Sessions that are expired or too many go first, but neither the one that asks nor
-- those that are locked, which are in use right now.
create function todo.new_session(p_user uuid, p_token_hash bytea, p_device text, p_lifetime interval, p_slides boolean, p_read_only boolean)
returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_lifetime interval := (select greatest(interval '1 minute', least(p_lifetime, s.max_lifetime)) from todo.settings s);
begin
  delete from todo.sessions s where s.id in (
    select x.id from todo.sessions x
     where x.user_id = p_user and (x.expires_at <= now() or x.id in (
       select y.id from todo.sessions y where y.user_id = p_user
        order by (y.id = (select todo.session_id())) is true desc, y.last_used_at desc, y.id
       offset (select t.max_sessions - 1 from todo.settings t)))
       for update skip locked);
  insert into todo.sessions as s (user_id, token_hash, device, read_only, slides_by, expires_at)
  values (p_user, p_token_hash, coalesce(p_device, ''), p_read_only, case when p_slides then v_lifetime end, now() + v_lifetime)
  on conflict (token_hash) do update set last_used_at = clock_timestamp() where s.user_id = p_user;
  if not found then
    raise exception 'the token is taken' using errcode = '23505';
  end if;
end $$;
--> statement-breakpoint
create function todo.signup(p_username text, p_email text, p_password text, p_token_hash bytea, p_device text, p_lifetime interval)
returns table (user_id uuid, username text, email text, created_at timestamptz, session_id uuid, expires_at timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  v_user uuid;
begin
  -- The same sign-up again, because the first answer was lost on its way.
  return query select f.* from todo.find_session(p_token_hash) f where f.username = lower(p_username);
  if found then
    return;
  end if;
  if not (select s.signup_open from todo.settings s) then
    raise exception 'sign-up is closed' using errcode = '42501';
  end if;
  if exists (select from todo.settings s where
             s.signups_per_hour <= (select count(*) from todo.users u where u.created_at > now() - interval '1 hour')
             or s.max_users <= (select count(*) from todo.users)) then
    raise exception 'too many sign-ups' using errcode = '53400';
  end if;
  begin
    insert into todo.users (username, email, password)
    values (lower(p_username), lower(p_email), p_password) returning id into v_user;
  exception when unique_violation then
    -- The first try may have been on its way still.
    return query select f.* from todo.find_session(p_token_hash) f where f.username = lower(p_username);
    if found then
      return;
    end if;
    raise;
  end;
  perform todo.new_session(v_user, p_token_hash, p_device, p_lifetime, true, false);
  return query select f.* from todo.find_session(p_token_hash) f;
end $$;
--> statement-breakpoint
create function todo.login(p_name text, p_key bytea, p_token_hash bytea, p_device text, p_lifetime interval)
returns table (status text, user_id uuid, username text, email text, created_at timestamptz, session_id uuid, expires_at timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  v_user uuid;
begin
  -- Counted before anything is compared.
  if todo.count_try(lower(left(p_name, 254))) > (select s.login_tries_per_hour from todo.settings s) then
    status := 'locked';
    return next;
    return;
  end if;
  select k into v_user from todo.check_key(p_name, p_key) k;
  if v_user is null then
    status := 'wrong';
    return next;
    return;
  end if;
  perform todo.new_session(v_user, p_token_hash, p_device, p_lifetime, true, false);
  return query select 'ok'::text, f.* from todo.find_session(p_token_hash) f;
end $$;
--> statement-breakpoint
create function todo.whoami()
returns table (user_id uuid, username text, email text, created_at timestamptz, session_id uuid, expires_at timestamptz, read_only boolean)
language sql stable security definer
begin atomic
  select u.id, u.username, u.email, u.created_at, s.id, s.expires_at, s.read_only
    from todo.sessions s join todo.users u on u.id = s.user_id
   where s.id = (select todo.session_id());
end;
--> statement-breakpoint
create function todo.logout(p_token text, p_everywhere boolean) returns int
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user uuid;
  v_ended int;
begin
  perform set_config('todo.token', p_token, true);
  -- An expired session may end itself, and nothing else.
  if p_everywhere and todo.session_id() is not null then
    v_user := todo.require_user(true);
    delete from todo.sessions s where s.user_id = v_user;
  else
    delete from todo.sessions s where s.token_hash = sha256(convert_to(p_token, 'UTF8'));
  end if;
  get diagnostics v_ended = row_count;
  return v_ended;
end $$;
--> statement-breakpoint
create function todo.list_sessions()
returns table (id uuid, device text, read_only boolean, created_at timestamptz, last_used_at timestamptz, expires_at timestamptz, current boolean)
language sql stable security definer
begin atomic
  select s.id, s.device, s.read_only, s.created_at, s.last_used_at, s.expires_at, s.id = (select todo.session_id())
    from todo.sessions s
   where s.user_id = (select todo.current_user_id()) and s.expires_at > clock_timestamp()
   order by s.last_used_at desc, s.id;
end;
--> statement-breakpoint
create function todo.revoke_sessions(p_ids uuid[]) returns setof uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_me uuid := todo.require_user(true);
begin
  return query delete from todo.sessions s where s.user_id = v_me and s.id = any (p_ids) returning s.id;
end $$;
--> statement-breakpoint
create function todo.create_token(p_token_hash bytea, p_name text, p_lifetime interval, p_read_only boolean)
returns table (session_id uuid, expires_at timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  v_me uuid := todo.require_user(true);
begin
  perform todo.new_session(v_me, p_token_hash, p_name, p_lifetime, false, p_read_only);
  return query select f.session_id, f.expires_at from todo.find_session(p_token_hash) f;
end $$;
--> statement-breakpoint
-- Whether the key is that of the user who asks: ok, wrong or locked.
create function todo.confirm_key(p_key bytea) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_me uuid := todo.require_user(true);
begin
  if todo.count_try(v_me::text) > (select s.login_tries_per_hour from todo.settings s) then
    return 'locked';
  end if;
  if exists (select from todo.check_key((select u.username from todo.users u where u.id = v_me), p_key)) then
    return 'ok';
  end if;
  return 'wrong';
end $$;
--> statement-breakpoint
create function todo.change_password(p_key bytea, p_new_password text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_me uuid := todo.require_user(true);
  v_status text := todo.confirm_key(p_key);
begin
  if v_status = 'ok' then
    -- Sessions before users: the order in which everything else locks them.
    delete from todo.sessions s where s.user_id = v_me and s.id <> todo.session_id();
    update todo.users u set password = p_new_password where u.id = v_me;
  elsif v_status = 'wrong' and exists (
    select from todo.users u, (select convert_to(gen_random_uuid()::text, 'UTF8') as nonce) n
    where u.id = v_me and
          sha256(n.nonce || convert_to(u.password, 'UTF8')) = sha256(n.nonce || convert_to(p_new_password, 'UTF8'))) then
    -- The same change again, because the first answer was lost on its way.
    return 'ok';
  end if;
  return v_status;
end $$;
--> statement-breakpoint
create function todo.delete_account(p_key bytea) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_me uuid := todo.require_user(true);
  v_status text := todo.confirm_key(p_key);
begin
  if v_status = 'ok' then
    delete from todo.sessions s where s.user_id = v_me;
    delete from todo.users u where u.id = v_me;
  end if;
  return v_status;
end $$;
--> statement-breakpoint

-- Tasks are written with plain INSERT, UPDATE and DELETE. BEFORE triggers run before the policy's WITH CHECK: without
-- check_owner, a forged user_id would make number_task look for, and wait for, rows of another user. WHEN is evaluated as
-- the caller; the owner, whom policies do not concern, may add rows for everybody.
create function todo.refuse_stranger() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'new row violates row-level security policy for table "tasks"' using errcode = '42501';
end $$;
--> statement-breakpoint
create trigger check_owner before insert on todo.tasks for each row
  when (pg_catalog.row_security_active('todo.tasks'::pg_catalog.regclass) and new.user_id is distinct from todo.writer_id())
  execute function todo.refuse_stranger();
--> statement-breakpoint
-- Numbers without gaps. The lock makes one transaction of a user wait for the other, so that a repeated request finds the
-- rows of its twin and is skipped before a number is used up. users.last_number is brought up to date once a statement:
-- doing that once a row makes a thousand versions of the user's row.
create function todo.number_task() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_last int;
begin
  select u.last_number, u.owner_key into v_last, new.owner_key from todo.users u where u.id = new.user_id for no key update;
  if exists (select from todo.tasks t where t.user_id = new.user_id and t.id = new.id)
     or exists (select from todo.tasks t where t.user_id = new.user_id and t.spawned_from = new.spawned_from) then
    return null;
  end if;
  new.number := greatest(v_last, (select max(t.number) from todo.tasks t where t.user_id = new.user_id), 0) + 1;
  if new.number > v_last + (select s.max_tasks_per_user from todo.settings s) then
    raise exception 'too many tasks in one statement' using errcode = '54000';
  end if;
  -- 0 is nobody's: the foreign key refuses the row.
  new.owner_key := coalesce(new.owner_key, 0);
  new.created_at := clock_timestamp();
  new.updated_at := new.created_at;
  return new;
end $$;
--> statement-breakpoint
create trigger number_task before insert on todo.tasks for each row execute function todo.number_task();
--> statement-breakpoint
create function todo.note_numbers() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update todo.users u set last_number = a.number
    from (select n.user_id, max(n.number) as number from added n group by n.user_id) a
   where u.id = a.user_id;
  -- Whoever never had so many needs no counting.
  if exists (select from todo.settings s, todo.users u
             where u.id in (select n.user_id from added n) and u.last_number > s.max_tasks_per_user
               and (select count(*) from todo.tasks t where t.user_id = u.id) > s.max_tasks_per_user) then
    raise exception 'too many tasks' using errcode = '54000';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger note_numbers after insert on todo.tasks referencing new table as added
  for each statement execute function todo.note_numbers();
--> statement-breakpoint
create function todo.touch_task() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.updated_at := clock_timestamp();
  return new;
end $$;
--> statement-breakpoint
-- Not of spawned_from: it becomes null when the occurrence before is deleted, which is no edit of this one.
create trigger touch_task before update of
  title, description, due_date, due_time, priority, tags, recursion_pattern, completed, completed_at, updated_at
  on todo.tasks for each row execute function todo.touch_task();
--> statement-breakpoint

-- All that anybody but the owner may do.
revoke all on all tables in schema todo from public;
--> statement-breakpoint
revoke all on all sequences in schema todo from public;
--> statement-breakpoint
revoke execute on all functions in schema todo from public;
--> statement-breakpoint
-- INSERT on the whole table, because drizzle-orm names every column and writes DEFAULT for what is left out.
grant select, insert, delete on todo.tasks to todo_user;
--> statement-breakpoint
grant update (title, description, due_date, due_time, priority, tags, recursion_pattern, completed, completed_at, updated_at)
  on todo.tasks to todo_user;
--> statement-breakpoint
grant execute on function
  todo.current_user_id(), todo.writer_id(), todo.own_keys(), todo.require_session(text, uuid, boolean), todo.schema_version(),
  todo.login_challenge(text), todo.signup(text, text, text, bytea, text, interval), todo.login(text, bytea, bytea, text, interval),
  todo.whoami(), todo.logout(text, boolean), todo.list_sessions(), todo.revoke_sessions(uuid[]),
  todo.create_token(bytea, text, interval, boolean), todo.change_password(bytea, text), todo.delete_account(bytea)
to todo_user;
