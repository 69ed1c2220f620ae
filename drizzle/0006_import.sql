-- Many tasks at once, as files of other programs have them. The rules at the top of 0002_security.sql hold here as well.

-- The id of what becomes of a command that cannot go on, so that a repeat finds what the first try did under either.
create function todo.later_part(p_command uuid, p_seq int) returns uuid
language sql immutable
return encode(substring(sha256(convert_to(p_command::text || ' ' || p_seq::text, 'UTF8')) from 1 for 16), 'hex')::uuid;
--> statement-breakpoint
-- As in 0004, but for an import, which is one command of many requests that take their time: others may come between, as long as none of them
-- is about a task that is added here. Then undo meets the changes of each task in their order all the same.
drop function todo.open_command(uuid, int);
--> statement-breakpoint
create function todo.open_command(p_user uuid, p_size int, p_added uuid[] default null, out seq int, out owner_key int, out is_new boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_id uuid := nullif(current_setting('todo.command_id', true), '');
  v_next int;
  v_size int;
  v_taking_back boolean;
  v_goes_on boolean;
begin
  select u.owner_key into owner_key from todo.users u where u.id = p_user for no key update;
  select c.seq, c.size + p_size, c.taken_back_by = c.seq,
         c.taken_back_by is null and c.kind is null and c.size < s.max_journal_changes and c.session_id is not distinct from todo.session_id()
           and case when c.name = 'import' and p_added is not null
                 then c.at > clock_timestamp() - interval '1 hour'
                   -- Neither compares each with each, as a join may.
                   and not exists (select l.task_id from todo.changes l where l.user_id = p_user and l.seq > c.seq
                                   intersect select a.id from unnest(p_added) as a (id))
                 else c.at > clock_timestamp() - interval '10 minutes'
                   and not exists (select from todo.commands l where l.user_id = p_user and l.seq > c.seq) end
    into seq, v_size, v_taking_back, v_goes_on
    from todo.commands c, todo.settings s where c.user_id = p_user and c.id = v_id;
  is_new := (v_taking_back or v_goes_on) is not true;
  if not is_new then
    update todo.commands c set size = v_size where c.user_id = p_user and c.seq = open_command.seq;
  else
    v_next := coalesce((select max(x.seq) from todo.commands x where x.user_id = p_user), 0) + 1;
    if v_id is null or seq is not null then
      v_id := coalesce(todo.later_part(v_id, v_next), gen_random_uuid());
      perform set_config('todo.command_id', v_id::text, true);
    end if;
    seq := v_next;
    v_size := p_size;
    insert into todo.commands (user_id, owner_key, seq, id, name, session_id, device, at, size)
    select p_user, open_command.owner_key, v_next, v_id, coalesce(current_setting('todo.command', true), ''), s.id, coalesce(s.device, ''),
           clock_timestamp(), p_size
      from (values (todo.session_id())) as own (id) left join todo.sessions s on s.id = own.id;
  end if;
  if v_taking_back is not true and ((is_new and seq % 32 = 0) or v_size / 1000 > (v_size - p_size) / 1000) then
    perform todo.shorten_journal(p_user, seq);
  end if;
end $$;
--> statement-breakpoint
create or replace function todo.journal_added() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user uuid;
  v_ids uuid[];
  v_command record;
begin
  for v_user, v_ids in select a.user_id, array_agg(a.id) from added a group by a.user_id loop
    v_command := todo.open_command(v_user, cardinality(v_ids), v_ids);
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

-- User by user: a plan that joins users with the rows of a statement, and counts on few, compares each with each.
create or replace function todo.note_numbers() returns trigger
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user uuid;
  v_last int;
begin
  for v_user, v_last in select a.user_id, max(a.number) from added a group by a.user_id loop
    update todo.users u set last_number = v_last where u.id = v_user and u.last_number < v_last;
    -- Whoever never had so many needs no counting.
    if exists (select from todo.settings s, todo.users u
               where u.id = v_user and u.last_number > s.max_tasks_per_user
                 and (select count(*) from todo.tasks t where t.user_id = v_user) > s.max_tasks_per_user) then
      raise exception 'too many tasks' using errcode = '54000';
    end if;
  end loop;
  return null;
end $$;
--> statement-breakpoint

-- A row of a file, as the client sends it. One by_content, which the file does not name, is there already where more than copy tasks have
-- its content: that many rows before it have it too, each of which may be one of these. Of a row that is done, the day may be known on which
-- it was completed: from done_from on and before done_until.
create type todo.imported_task as (
  id uuid, title text, description text, due_date date, due_time time, priority todo.priority, tags text[], recursion_pattern text,
  completed boolean, completed_at timestamptz, created_at timestamptz, updated_at timestamptz,
  by_content boolean, copy int, done_from timestamptz, done_until timestamptz);
--> statement-breakpoint
revoke usage on type todo.imported_task from public;
--> statement-breakpoint
-- For each row its place from 1, the place of the first one with its id, and the task that is there for it: its own, by the id, or one of its
-- content. Without loops in loops, however few tasks a plan counts on: each row compared with each task would be minutes of work.
create function todo.find_imported(p_user uuid, p_rows jsonb)
returns table (place int, first_place int, own_id uuid, number int)
language sql stable set enable_nestloop = off
begin atomic
  with given as materialized (
    select g.ordinality::int as place, (min(g.ordinality) over (partition by g.id))::int as first_place, g.id, g.title,
           row(g.title, g.description, g.due_date, g.due_time, g.priority, g.tags, g.recursion_pattern, g.completed)::text collate "C" as content,
           coalesce(g.by_content, false) as by_content, g.copy,
           case when g.completed then g.done_from end as done_from, case when g.completed then g.done_until end as done_until
      from jsonb_populate_recordset(null::todo.imported_task, p_rows) with ordinality g),
  alike as materialized (
    select row(t.title, t.description, t.due_date, t.due_time, t.priority, t.tags, t.recursion_pattern, t.completed)::text collate "C" as content,
           array_agg(t.number order by t.completed_at, t.number) as numbers,
           array_agg(t.completed_at order by t.completed_at, t.number) as times
      from todo.tasks t
     where t.user_id = p_user and t.title in (select w.title from given w where w.by_content)
     group by 1),
  -- Rows with an id of their own may be about to add to the tasks of a content.
  found as (
    select g.*, t.id as own_id, t.number as own_number,
           count(*) filter (where not g.by_content and t.id is null and g.place = g.first_place)
             over (partition by g.content, g.done_from order by g.place) as coming
      from given g left join todo.tasks t on t.user_id = p_user and t.id = g.id),
  -- Those that are there are numbers[skipped + 1:last]. These lists may be long: nothing here sorts rows that hold them.
  compared as (
    select f.place, f.first_place, f.own_id, f.own_number, f.coming, f.copy, a.numbers,
           case when f.done_from is null then 0 else width_bucket(f.done_from - interval '1 microsecond', a.times) end as skipped,
           case when f.done_until is null then cardinality(a.numbers)
                else width_bucket(f.done_until - interval '1 microsecond', a.times) end as last
      from found f left join alike a on a.content = f.content and f.by_content and f.own_id is null)
  select c.place, c.first_place, c.own_id,
         coalesce(c.own_number, case when c.last - c.skipped + c.coming > c.copy then c.numbers[least(c.skipped + c.copy + 1, c.last)] end)
    from compared c;
end;
--> statement-breakpoint
-- Adds those tasks of a file that are not there, in its order and with its times, unless they lie ahead. The answer is a row for each of its
-- rows: the number, and whether this command adds the task, or added it in a try whose answer was lost. Without p_apply nothing is added,
-- and what would be has no number. Numbers and keys are given as in number_task, but to all rows at once.
create function todo.import_tasks(p_rows jsonb, p_apply boolean)
returns table (number int, is_new boolean)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  v_id uuid := nullif(current_setting('todo.command_id', true), '');
  v_now timestamptz;
  v_first timestamptz := '0001-01-01 00:00:00+00';
  v_me uuid;
  v_key int;
  v_last int;
  v_firsts int[];
  v_ids uuid[];
  v_numbers int[];
  v_missing boolean[];
begin
  -- Before anything is read: what it waits for may be another try of the same, or the end of the session.
  if p_apply then
    perform from todo.users u where u.id = todo.writer_id() for no key update;
  end if;
  v_me := todo.require_user(p_apply);
  v_now := clock_timestamp();
  if p_apply then
    select u.owner_key, greatest(u.last_number, (select max(t.number) from todo.tasks t where t.user_id = v_me))
      into v_key, v_last from todo.users u where u.id = v_me;
  end if;
  select array_agg(f.first_place order by f.place), array_agg(f.own_id order by f.place), array_agg(f.missing order by f.place),
         array_agg(case when f.missing then v_last + f.missing_so_far else f.number end order by f.place)
    into v_firsts, v_ids, v_missing, v_numbers
    from (select m.*, (count(*) filter (where m.missing) over (order by m.place))::int as missing_so_far
            from (select i.*, i.number is null and i.place = i.first_place as missing from todo.find_imported(v_me, p_rows) i) m) f;
  if p_apply and true = any (v_missing) then
    if cardinality(array_positions(v_missing, true)) > (select s.max_tasks_per_user from todo.settings s) then
      raise exception 'too many tasks in one statement' using errcode = '54000';
    end if;
    insert into todo.tasks (id, user_id, owner_key, number, title, description, due_date, due_time, priority, tags, recursion_pattern,
                            completed, completed_at, created_at, updated_at)
    select r.id, v_me, v_key, v_numbers[r.ordinality], r.title, r.description, r.due_date, r.due_time, r.priority, r.tags, r.recursion_pattern,
           r.completed, case when r.completed_at is not null then greatest(v_first, least(v_now, r.completed_at)) end,
           c.created_at, greatest(c.created_at, least(v_now, r.updated_at))
      from jsonb_populate_recordset(null::todo.imported_task, p_rows) with ordinality r,
           lateral (values (greatest(v_first, least(v_now, r.created_at)))) as c (created_at)
     where v_missing[r.ordinality]
     order by r.ordinality;
  end if;
  return query
  select coalesce(f.number, v_numbers[f.first_place]),
         f.missing or (f.own_id is not null and f.place = f.first_place and exists (
           select from todo.changes c
            where c.user_id = v_me and c.task_id = f.own_id and c.before is null and c.after is not null
              and c.seq = any (array(select k.seq from todo.commands k
                                      where k.user_id = v_me and (k.id = v_id or k.id = todo.later_part(v_id, k.seq))))))
    from unnest(v_firsts, v_ids, v_numbers, v_missing) with ordinality as f (first_place, own_id, number, missing, place)
   order by f.place;
end $$;
--> statement-breakpoint

revoke execute on all functions in schema todo from public;
--> statement-breakpoint
grant execute on function todo.import_tasks(jsonb, boolean) to todo_user;
