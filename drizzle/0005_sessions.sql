-- Whoever has a stolen token must lose everything with it, also what they are about to make with it at this very moment. The rules at the top
-- of 0002_security.sql hold here as well.

-- Reading its own session's row under a lock, create_token waits for whoever is ending that session. A transaction that still sees the
-- session because its snapshot is older (repeatable read) fails with 40001 here, and could otherwise make itself a token that lasts.
create or replace function todo.create_token(p_token_hash bytea, p_name text, p_lifetime interval, p_read_only boolean)
returns table (session_id uuid, expires_at timestamptz)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  v_me uuid := todo.require_user(true);
begin
  perform from todo.sessions s where s.id = todo.session_id() for key share;
  if not found then
    raise exception 'the session is unknown, expired or revoked' using errcode = '28000';
  end if;
  perform todo.new_session(v_me, p_token_hash, p_name, p_lifetime, false, p_read_only);
  return query select f.session_id, f.expires_at from todo.find_session(p_token_hash) f;
end $$;
--> statement-breakpoint
-- Ends every session of a user but the one that is kept, and says how many. First it waits for tokens that are being made, this session's
-- included; then it goes on until there are none, as each statement sees what was committed while the one before it waited.
create function todo.end_sessions(p_user uuid, p_kept uuid) returns int
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_ended int := 0;
  v_more int;
begin
  perform from todo.sessions s where s.user_id = p_user order by s.id for update;
  loop
    delete from todo.sessions s where s.user_id = p_user and s.id is distinct from p_kept;
    get diagnostics v_more = row_count;
    exit when v_more = 0;
    v_ended := v_ended + v_more;
  end loop;
  return v_ended;
end $$;
--> statement-breakpoint
create or replace function todo.logout(p_token text, p_everywhere boolean) returns int
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_ended int;
begin
  perform set_config('todo.token', p_token, true);
  -- An expired session may end itself, and nothing else.
  if p_everywhere and todo.session_id() is not null then
    return todo.end_sessions(todo.require_user(true), null);
  end if;
  delete from todo.sessions s where s.token_hash = sha256(convert_to(p_token, 'UTF8'));
  get diagnostics v_ended = row_count;
  return v_ended;
end $$;
--> statement-breakpoint
create or replace function todo.change_password(p_key bytea, p_new_password text) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_me uuid := todo.require_user(true);
  v_status text := todo.confirm_key(p_key);
begin
  if v_status = 'ok' then
    -- Sessions before users: the order in which everything else locks them.
    perform todo.end_sessions(v_me, todo.session_id());
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
create or replace function todo.delete_account(p_key bytea) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_me uuid := todo.require_user(true);
  v_status text := todo.confirm_key(p_key);
begin
  if v_status = 'ok' then
    perform todo.end_sessions(v_me, null);
    delete from todo.users u where u.id = v_me;
  end if;
  return v_status;
end $$;
--> statement-breakpoint
revoke execute on all functions in schema todo from public;
