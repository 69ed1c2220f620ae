-- The journal. Triggers write down every change of a task, whoever made it and however, in the transaction that makes it. Clients may
-- read what is theirs; nobody but the functions here can write, and none of them changes or deletes what is written, but for its age.
-- The rules at the top of 0002_security.sql hold here as well.

alter table todo.commands add column owner_key int not null;
--> statement-breakpoint
alter table todo.changes add column owner_key int not null;
--> statement-breakpoint
-- As in 0002: without these, the estimates of EXPLAIN would tell what others do.
alter table todo.commands
  alter seq set statistics 0, alter id set statistics 0, alter name set statistics 0, alter kind set statistics 0,
  alter session_id set statistics 0, alter device set statistics 0, alter at set statistics 0, alter size set statistics 0, alter takes_back set statistics 0,
  alter taken_back_by set statistics 0, alter owner_key set statistics 0;
--> statement-breakpoint
alter table todo.changes
  alter seq set statistics 0, alter task_id set statistics 0, alter number set statistics 0, alter before set statistics 0,
  alter after set statistics 0, alter owner_key set statistics 0;
--> statement-breakpoint
create policy own_commands_only on todo.commands as restrictive using (((select todo.own_keys()))[owner_key]);
--> statement-breakpoint
create policy own_changes_only on todo.changes as restrictive using (((select todo.own_keys()))[owner_key]);
--> statement-breakpoint
create policy see_own_commands on todo.commands for select using (user_id = (select todo.current_user_id()));
--> statement-breakpoint
create policy see_own_changes on todo.changes for select using (user_id = (select todo.current_user_id()));
--> statement-breakpoint

-- A command that is about to change tasks waits for the user's other ones here, before any task is locked: they happen one after another,
-- undo knows which one was the last, and two of them cannot wait for each other. What ends sessions does not wait: a thief would only need
-- to leave a transaction open.
create or replace function todo.require_session(p_token text, p_user uuid, p_write boolean) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('todo.token', p_token, true);
  if todo.require_user(p_write) is distinct from p_user then
    raise exception 'the session is of another user' using errcode = '28000';
  end if;
  if p_write and current_setting('todo.command_id', true) <> '' then
    perform from todo.users u where u.id = p_user for no key update;
    -- It may have ended while this waited.
    perform todo.require_user(true);
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

-- Old commands go, whole ones, but none from p_seq on, which is being written. It is done for one command in 32, for each undo, and
-- for every thousand changes, so the limits are exceeded by little.
create function todo.shorten_journal(p_user uuid, p_seq int) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from todo.commands c using (
    select k.seq, row_number() over newest as commands, sum(k.size) over newest as changes, k.at
      from todo.commands k where k.user_id = p_user window newest as (order by k.seq desc)) k, todo.settings s
   where c.user_id = p_user and c.seq = k.seq
     and k.seq < p_seq
     and (k.commands > s.max_journal_commands or k.changes > s.max_journal_changes or k.at < now() - s.max_journal_age);
end $$;
--> statement-breakpoint
-- The command that the transaction is a part of, with room for so many more changes; is_new: it has none yet. The client names it in two
-- settings; a statement without them is a command of its own transaction. It is never one that another session began, that was taken
-- back or takes something back, that is full, that is older than a command takes, or that others have followed: nobody adds to the past, or
-- undo would meet changes out of their order. What comes too late is a command of its own. Only take_back adds to its own command, which
-- says of itself that it was taken back as long as that lasts. The lock is for those who did not take it in require_session.
create function todo.open_command(p_user uuid, p_size int, out seq int, out owner_key int, out is_new boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_id uuid := nullif(current_setting('todo.command_id', true), '');
  v_size int;
  v_taking_back boolean;
  v_goes_on boolean;
begin
  select u.owner_key into owner_key from todo.users u where u.id = p_user for no key update;
  select c.seq, c.size + p_size, c.taken_back_by = c.seq,
         c.taken_back_by is null and c.kind is null and c.at > clock_timestamp() - interval '10 minutes'
           and c.session_id is not distinct from todo.session_id() and c.size < s.max_journal_changes
           and not exists (select from todo.commands l where l.user_id = p_user and l.seq > c.seq)
    into seq, v_size, v_taking_back, v_goes_on
    from todo.commands c, todo.settings s where c.user_id = p_user and c.id = v_id;
  is_new := (v_taking_back or v_goes_on) is not true;
  if not is_new then
    update todo.commands c set size = v_size where c.user_id = p_user and c.seq = open_command.seq;
  else
    if v_id is null or seq is not null then
      v_id := gen_random_uuid();
      perform set_config('todo.command_id', v_id::text, true);
    end if;
    v_size := p_size;
    insert into todo.commands as c (user_id, owner_key, seq, id, name, session_id, device, at, size)
    select p_user, open_command.owner_key, k.last + 1, v_id, coalesce(current_setting('todo.command', true), ''), s.id, coalesce(s.device, ''),
           clock_timestamp(), p_size
      from (select coalesce(max(x.seq), 0) as last from todo.commands x where x.user_id = p_user) k
      left join todo.sessions s on s.id = todo.session_id()
    returning c.seq into seq;
  end if;
  if v_taking_back is not true and ((is_new and seq % 32 = 0) or v_size / 1000 > (v_size - p_size) / 1000) then
    perform todo.shorten_journal(p_user, seq);
  end if;
end $$;
--> statement-breakpoint
-- All of a task that people can see, or that its place in a series depends on.
create function todo.image(t todo.tasks) returns jsonb
language sql stable
return jsonb_build_object(
  'title', t.title, 'description', t.description, 'due_date', t.due_date, 'due_time', t.due_time, 'priority', t.priority,
  'tags', t.tags, 'recursion_pattern', t.recursion_pattern, 'completed', t.completed, 'completed_at', t.completed_at,
  'spawned_from', t.spawned_from, 'created_at', t.created_at, 'updated_at', t.updated_at);
--> statement-breakpoint
-- Those columns of o that n differs in, of a due date both. Written out, since taking two whole images apart costs thirty times as much (30 us a row).
create function todo.difference(o todo.tasks, n todo.tasks) returns jsonb
language sql stable
return case when n.title is distinct from o.title then jsonb_build_object('title', o.title) else '{}' end
    || case when n.description is distinct from o.description then jsonb_build_object('description', o.description) else '{}' end
    || case when (n.due_date, n.due_time) is distinct from (o.due_date, o.due_time)
         then jsonb_build_object('due_date', o.due_date, 'due_time', o.due_time) else '{}' end
    || case when n.priority is distinct from o.priority then jsonb_build_object('priority', o.priority) else '{}' end
    || case when n.tags is distinct from o.tags then jsonb_build_object('tags', o.tags) else '{}' end
    || case when n.recursion_pattern is distinct from o.recursion_pattern then jsonb_build_object('recursion_pattern', o.recursion_pattern) else '{}' end
    || case when n.completed is distinct from o.completed then jsonb_build_object('completed', o.completed) else '{}' end
    || case when n.completed_at is distinct from o.completed_at then jsonb_build_object('completed_at', o.completed_at) else '{}' end
    || case when n.spawned_from is distinct from o.spawned_from then jsonb_build_object('spawned_from', o.spawned_from) else '{}' end
    || case when n.updated_at is distinct from o.updated_at then jsonb_build_object('updated_at', o.updated_at) else '{}' end;
--> statement-breakpoint
create function todo.differs(o todo.tasks, n todo.tasks) returns boolean
language sql immutable
return (o.title, o.description, o.due_date, o.due_time, o.priority, o.tags, o.recursion_pattern, o.completed, o.completed_at, o.spawned_from)
    is distinct from (n.title, n.description, n.due_date, n.due_time, n.priority, n.tags, n.recursion_pattern, n.completed, n.completed_at, n.spawned_from);
--> statement-breakpoint
create function todo.journal_added() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user uuid;
  v_size int;
  v_command record;
begin
  for v_user, v_size in select a.user_id, count(*) from added a group by a.user_id loop
    v_command := todo.open_command(v_user, v_size);
    -- Where nothing can be there already, looking for it would be a third of the work.
    if v_command.is_new then
      insert into todo.changes (user_id, owner_key, seq, task_id, number, after)
      select a.user_id, v_command.owner_key, v_command.seq, a.id, a.number, todo.image(a) from added a where a.user_id = v_user;
    else
      insert into todo.changes as c (user_id, owner_key, seq, task_id, number, after)
      select a.user_id, v_command.owner_key, v_command.seq, a.id, a.number, todo.image(a) from added a where a.user_id = v_user
      on conflict (user_id, seq, task_id) do update set number = excluded.number, after = excluded.after;
    end if;
  end loop;
  return null;
end $$;
--> statement-breakpoint
-- An update that leaves everything as it was is no change, also if it says so in updated_at. The join is FULL, and no condition lets it
-- become another: a plan that was made for one row, and is kept, must not compare each of five hundred with each (100 ms in the place of
-- 6). Rows without their counterpart are of tasks that the owner gave another id or user.
create function todo.journal_edited() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user uuid;
  v_size int;
  v_command record;
begin
  for v_user, v_size in
    select coalesce(n.user_id, o.user_id), count(*)
      from new_rows n full join old_rows o on o.user_id = n.user_id and o.id = n.id
     where todo.differs(o, n) group by 1
  loop
    v_command := todo.open_command(v_user, v_size);
    insert into todo.changes as c (user_id, owner_key, seq, task_id, number, before, after)
    select v_user, v_command.owner_key, v_command.seq, coalesce(n.id, o.id), coalesce(n.number, o.number),
           case when n.id is null then todo.image(o) when o.id is not null then todo.difference(o, n) end,
           case when o.id is null then todo.image(n) when n.id is not null then todo.difference(n, o) end
      from new_rows n full join old_rows o on o.user_id = n.user_id and o.id = n.id
     where coalesce(n.user_id, o.user_id) = v_user and todo.differs(o, n)
    on conflict (user_id, seq, task_id) do update
      set before = coalesce(excluded.before, '{}') || c.before, after = coalesce(c.after, '{}') || excluded.after;
  end loop;
  return null;
end $$;
--> statement-breakpoint
-- Tasks that go with their user leave nothing behind.
create function todo.journal_deleted() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user uuid;
  v_size int;
  v_command record;
begin
  for v_user, v_size in
    select g.user_id, g.size from (select d.user_id, count(*) as size from deleted d group by d.user_id) g
     where exists (select from todo.users u where u.id = g.user_id)
  loop
    v_command := todo.open_command(v_user, v_size);
    if v_command.is_new then
      insert into todo.changes (user_id, owner_key, seq, task_id, number, before)
      select d.user_id, v_command.owner_key, v_command.seq, d.id, d.number, todo.image(d) from deleted d where d.user_id = v_user;
    else
      insert into todo.changes as c (user_id, owner_key, seq, task_id, number, before)
      select d.user_id, v_command.owner_key, v_command.seq, d.id, d.number, todo.image(d) from deleted d where d.user_id = v_user
      on conflict (user_id, seq, task_id) do update set before = excluded.before || c.before, after = null;
    end if;
  end loop;
  return null;
end $$;
--> statement-breakpoint
-- Takes the place of a foreign key with "on delete cascade".
create function todo.delete_changes() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from todo.changes c using gone g where c.user_id = g.user_id and c.seq = g.seq;
  return null;
end $$;
--> statement-breakpoint
create trigger delete_changes after delete on todo.commands referencing old table as gone
  for each statement execute function todo.delete_changes();
--> statement-breakpoint
-- Changes that were left would be in the way of commands that are counted from 1 again.
create function todo.empty_changes() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from todo.changes;
  return null;
end $$;
--> statement-breakpoint
create trigger empty_changes after truncate on todo.commands for each statement execute function todo.empty_changes();
--> statement-breakpoint
create trigger journal_added after insert on todo.tasks referencing new table as added
  for each statement execute function todo.journal_added();
--> statement-breakpoint
create trigger journal_edited after update on todo.tasks referencing old table as old_rows new table as new_rows
  for each statement execute function todo.journal_edited();
--> statement-breakpoint
create trigger journal_deleted after delete on todo.tasks referencing old table as deleted
  for each statement execute function todo.journal_deleted();
--> statement-breakpoint

-- A task that comes back keeps its number and its times. WHEN is evaluated as the caller, and touch_task runs as the caller: only the
-- functions here, and the owner, are beyond row-level security.
drop trigger number_task on todo.tasks;
--> statement-breakpoint
create trigger number_task before insert on todo.tasks for each row
  when (new.number = 0 or new.owner_key = 0 or pg_catalog.row_security_active('todo.tasks'::pg_catalog.regclass))
  execute function todo.number_task();
--> statement-breakpoint
-- Only the owner can give a task to another user, who would not see it under the key of the first.
create function todo.follow_user() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.owner_key := coalesce((select u.owner_key from todo.users u where u.id = new.user_id), 0);
  return new;
end $$;
--> statement-breakpoint
create trigger follow_user before update of user_id on todo.tasks for each row execute function todo.follow_user();
--> statement-breakpoint
create or replace function todo.touch_task() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.updated_at = old.updated_at or row_security_active('todo.tasks'::regclass) then
    new.updated_at := clock_timestamp();
  end if;
  return new;
end $$;
--> statement-breakpoint
create or replace function todo.note_numbers() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update todo.users u set last_number = a.number
    from (select n.user_id, max(n.number) as number from added n group by n.user_id) a
   where u.id = a.user_id and u.last_number < a.number;
  -- Whoever never had so many needs no counting.
  if exists (select from todo.settings s, todo.users u
             where u.id in (select n.user_id from added n) and u.last_number > s.max_tasks_per_user
               and (select count(*) from todo.tasks t where t.user_id = u.id) > s.max_tasks_per_user) then
    raise exception 'too many tasks' using errcode = '54000';
  end if;
  return null;
end $$;
--> statement-breakpoint

-- Puts deleted tasks back as they were, from their last images. One that followed an occurrence which is not there, or which another
-- one follows by now, comes back on its own.
create function todo.put_back(p_user uuid, p_ids uuid[], p_images jsonb[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into todo.tasks
  select r.*
    from (select d.id, d.image, d.spawned_from, row_number() over (partition by d.spawned_from order by d.id) as place
            from (select i.id, i.image, (i.image ->> 'spawned_from')::uuid as spawned_from
                    from unnest(p_ids, p_images) as i (id, image)) d) d
    join todo.users u on u.id = p_user,
         lateral jsonb_populate_record(null::todo.tasks, d.image || jsonb_build_object(
           'id', d.id, 'user_id', u.id, 'owner_key', u.owner_key,
           'spawned_from', case when d.place = 1
             and (d.spawned_from = any (p_ids) or exists (select from todo.tasks t where t.user_id = p_user and t.id = d.spawned_from))
             and not exists (select from todo.tasks o where o.user_id = p_user and o.spawned_from = d.spawned_from)
             then d.spawned_from end)) r;
end $$;
--> statement-breakpoint
-- What keeps a change from being taken back: null, or the fields that are not as it left them; "exists" of a task that it deleted, and
-- "deleted" of one that it did not.
create function todo.obstacle(c todo.changes, t todo.tasks) returns text[]
language sql stable
return case
  when c.after is null and c.before is null then null
  when c.after is null then case when t.id is not null then array['exists'] end
  when t.id is null then array['deleted']
  when jsonb_populate_record(t, c.after - 'updated_at') = t then null
  else (select array_agg(a.key order by a.key) from jsonb_each(to_jsonb(jsonb_populate_record(t, c.after - 'updated_at'))) a
         where a.value <> to_jsonb(t) -> a.key)
end;
--> statement-breakpoint
-- Takes back a command as a whole, or does nothing where something stands in the way: 'undo' the last one that was not taken back, 'redo'
-- the last undo. The answer is a row for each of its changes, with the task as it is then or, without p_apply, as it would be; a task
-- that is removed as it was. p_id names the new command: a repeat with the same one answers what the first try did. No row: there is
-- nothing to take back.
create function todo.take_back(p_id uuid, p_kind text, p_apply boolean)
returns table (name text, device text, at timestamptz, task_id uuid, before jsonb, after jsonb, obstacle text[], task jsonb)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  v_me uuid;
  v_seq int;
  v_done boolean;
  v_own int;
begin
  -- Before anything is read: what it waits for may be a try with the same p_id, or the end of the session.
  if p_apply then
    perform from todo.users u where u.id = todo.writer_id() for no key update;
  end if;
  v_me := todo.require_user(p_apply);
  v_seq := (select c.takes_back from todo.commands c where c.user_id = v_me and c.id = p_id);
  v_done := v_seq is not null;
  if not v_done then
    if p_apply then
      perform todo.shorten_journal(v_me, (select max(c.seq) from todo.commands c where c.user_id = v_me));
    end if;
    select max(c.seq) into v_seq from todo.commands c
     where c.user_id = v_me and c.taken_back_by is null and (c.kind = 'undo') is true = (p_kind = 'redo');
  end if;
  if p_apply and not v_done and v_seq is not null and not exists (
    select from todo.changes c left join todo.tasks t on t.user_id = v_me and t.id = c.task_id
     where c.user_id = v_me and c.seq = v_seq and todo.obstacle(c, t) is not null)
  then
    select max(c.seq) + 1 into v_own from todo.commands c where c.user_id = v_me;
    insert into todo.commands (user_id, owner_key, seq, id, name, kind, session_id, device, at, size, takes_back, taken_back_by)
    select v_me, k.owner_key, v_own, p_id, k.name, p_kind, s.id, coalesce(s.device, ''), clock_timestamp(), 0, v_seq, v_own
      from todo.commands k left join todo.sessions s on s.id = todo.session_id() where k.user_id = v_me and k.seq = v_seq;
    update todo.commands c set taken_back_by = v_own where c.user_id = v_me and c.seq = v_seq;
    perform set_config('todo.command_id', p_id::text, true);
    delete from todo.tasks t using todo.changes c
     where c.user_id = v_me and c.seq = v_seq and c.before is null and t.user_id = v_me and t.id = c.task_id;
    perform todo.put_back(v_me, array_agg(c.task_id), array_agg(c.before || jsonb_build_object('number', c.number)))
       from todo.changes c where c.user_id = v_me and c.seq = v_seq and c.after is null and c.before is not null having count(*) > 0;
    update todo.tasks t
       set title = r.title, description = r.description, due_date = r.due_date, due_time = r.due_time, priority = r.priority,
           tags = r.tags, recursion_pattern = r.recursion_pattern, completed = r.completed, completed_at = r.completed_at,
           updated_at = case when t.updated_at = (c.after ->> 'updated_at')::timestamptz then r.updated_at else clock_timestamp() end
      from todo.changes c join todo.tasks o on o.user_id = c.user_id and o.id = c.task_id, lateral jsonb_populate_record(o, c.before) r
     where c.user_id = v_me and c.seq = v_seq and c.before - 'spawned_from' <> '{}' and c.after is not null
       and t.user_id = v_me and t.id = c.task_id;
    -- On its own, as it is no edit of the task: see touch_task.
    update todo.tasks t set spawned_from = (c.before ->> 'spawned_from')::uuid
      from todo.changes c
     where c.user_id = v_me and c.seq = v_seq and c.before ? 'spawned_from' and c.after is not null
       and t.user_id = v_me and t.id = c.task_id;
    update todo.commands c set taken_back_by = null where c.user_id = v_me and c.seq = v_own;
    v_done := true;
  end if;
  return query
  select k.name, k.device, k.at, c.task_id, c.before, c.after, case when not v_done then todo.obstacle(c, t) end,
         case when c.before is null then c.after
              when c.after is null then coalesce(to_jsonb(t), c.before)
              when v_done then to_jsonb(t)
              else to_jsonb(jsonb_populate_record(t, c.before)) end
         || jsonb_build_object('id', c.task_id, 'number', c.number)
    from todo.commands k
    left join todo.changes c on c.user_id = k.user_id and c.seq = k.seq
    left join todo.tasks t on t.user_id = c.user_id and t.id = c.task_id
   where k.user_id = v_me and k.seq = v_seq
   order by c.number, c.task_id;
end $$;
--> statement-breakpoint
-- Puts those of these tasks back that are deleted and known to the journal.
create function todo.restore_tasks(p_ids uuid[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_me uuid;
begin
  perform from todo.users u where u.id = todo.writer_id() for no key update;
  v_me := todo.require_user(true);
  perform todo.put_back(v_me, array_agg(d.task_id), array_agg(d.image))
     from (select distinct on (c.task_id) c.task_id, c.before || jsonb_build_object('number', c.number) as image
             from todo.changes c
            where c.user_id = v_me and c.after is null and c.before is not null and c.task_id = any (p_ids)
              and not exists (select from todo.tasks t where t.user_id = v_me and t.id = c.task_id)
            order by c.task_id, c.seq desc) d
   having count(*) > 0;
end $$;
--> statement-breakpoint

revoke all on all tables in schema todo from public;
--> statement-breakpoint
revoke execute on all functions in schema todo from public;
--> statement-breakpoint
grant select on todo.commands, todo.changes to todo_user;
--> statement-breakpoint
grant execute on function todo.take_back(uuid, text, boolean), todo.restore_tasks(uuid[]) to todo_user;
