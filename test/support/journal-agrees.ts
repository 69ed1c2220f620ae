import type { TestDatabase } from './test-database.ts';

/**
 * What is wrong with the journal of a user, a line for each thing; none: replaying the changes of all commands in their order, from no
 * task at all, gives the present tasks, and each change found what the one before it had left. updated_at is left out: the journal
 * does not write down an edit that changed nothing, which leaves a trace there.
 * @param older rows of the tasks that were there when the journal began
 */
export async function journalDisagreements(
  database: Pick<TestDatabase, 'query'>,
  userId: string,
  older: readonly unknown[] = [],
): Promise<unknown[]> {
  const rows = await database.query(`${VALUES} ${DISAGREEMENTS}`, [userId, JSON.stringify(older)]);
  return rows.map(({ disagreement }) => disagreement);
}

/**
 * What is wrong with the numbers and the recurring tasks of a user whose journal goes back to the beginning: each number up to the last
 * one was given to one task, deleted ones included, and whatever `done` completed has one next occurrence then, unless it was the last.
 */
export async function miscounts(database: Pick<TestDatabase, 'query'>, userId: string): Promise<unknown[]> {
  const rows = await database.query(`${VALUES} ${MISCOUNTS}`, [userId, '[]']);
  return rows.map(({ miscount }) => miscount);
}

/** Every value of a column of a task as a change found it and left it: SQL's null where the task was not there, or is not any more. */
const VALUES = `with all_changes as (
    select c.seq, c.task_id, c.number, c.before, c.after from todo.changes c where c.user_id = $1
    union all
    select 0, t.id, t.number, null, todo.image(t) from jsonb_populate_recordset(null::todo.tasks, $2::jsonb) t),
  recorded as (
    select c.seq, c.task_id, c.number, k.key, c.before -> k.key as before, c.after -> k.key as after
      from all_changes c, jsonb_object_keys(coalesce(c.before, '{}') || coalesce(c.after, '{}')) k (key)
     where k.key <> 'updated_at'),
  chained as (
    select r.*, lag(r.after) over of_task as found, lead(r.seq) over of_task is null as is_last
      from recorded r window of_task as (partition by r.task_id, r.key order by r.seq)),
  replayed as (select c.task_id, c.key, c.number, c.after from chained c where c.is_last and c.after is not null),
  present as (
    select t.id, v.key, t.number, v.value
      from todo.tasks t, jsonb_each(todo.image(t)) v where t.user_id = $1 and v.key <> 'updated_at')`;

const DISAGREEMENTS = `
  select format('change %s of #%s: %s was %s and not %s', c.seq, c.number, c.key, c.found, c.before) as disagreement
    from chained c where c.before is distinct from c.found
  union all
  select format('#%s: %s is %s and not %s', coalesce(p.number, r.number), coalesce(p.key, r.key), p.value, r.after)
    from present p full join replayed r on r.task_id = p.id and r.key = p.key
   where p.value is distinct from r.after or p.number is distinct from r.number
  union all
  select format('command %s says %s changes and has %s', c.seq, c.size, count(d.seq))
    from todo.commands c left join todo.changes d on d.user_id = c.user_id and d.seq = c.seq
   where c.user_id = $1 group by c.seq, c.size having c.size <> count(d.seq)
  union all
  select format('a change of #%s has no command %s', d.number, d.seq)
    from todo.changes d
   where d.user_id = $1 and not exists (select from todo.commands c where c.user_id = d.user_id and c.seq = d.seq)
  union all
  select format('%s commands have the numbers %s to %s', count(*), min(c.seq), max(c.seq))
    from todo.commands c where c.user_id = $1 having count(*) <> max(c.seq)
  union all
  select format('command %s takes back %s, which does not know', c.seq, c.takes_back)
    from todo.commands c left join todo.commands b on b.user_id = c.user_id and b.seq = c.takes_back
   where c.user_id = $1 and c.takes_back is not null and b.taken_back_by is distinct from c.seq
  union all
  select format('command %s is taken back by %s, which does not know', c.seq, c.taken_back_by)
    from todo.commands c left join todo.commands b on b.user_id = c.user_id and b.seq = c.taken_back_by
   where c.user_id = $1 and c.taken_back_by is not null and b.takes_back is distinct from c.seq
  union all
  select format('%s commands have one id', count(*))
    from todo.commands c where c.user_id = $1 group by c.id having count(*) > 1`;

const MISCOUNTS = `,
  given as (
    select t.number, t.id from todo.tasks t where t.user_id = $1
    union
    select c.number, c.task_id from todo.changes c where c.user_id = $1),
  completed as (
    select r.seq, r.task_id, r.number,
           (select p.after #>> '{}' from recorded p
             where p.task_id = r.task_id and p.key = 'recursion_pattern' and p.seq <= r.seq order by p.seq desc limit 1) as pattern
      from recorded r join todo.commands k on k.user_id = $1 and k.seq = r.seq
     where k.name = 'done' and k.kind is null and r.key = 'completed' and r.before = 'false' and r.after = 'true'),
  continued as (
    select c.*, (select count(*) from (
                  select distinct on (n.task_id) n.after from recorded n
                   where n.key = 'spawned_from' and n.seq <= c.seq order by n.task_id, n.seq desc) n
                  where n.after = to_jsonb(c.task_id)) as times
      from completed c where c.pattern is not null)
  select format('#%s was given to %s tasks', n, count(g.id)) as miscount
    from generate_series(1, (select u.last_number from todo.users u where u.id = $1)) n left join given g on g.number = n
   group by n having count(g.id) <> 1
  union all
  select format('#%s was given, and the last number is %s', g.number, u.last_number)
    from given g join todo.users u on u.id = $1 where g.number > u.last_number
  union all
  select format('%s of #%s had %s next occurrences after command %s', c.pattern, c.number, c.times, c.seq)
    from continued c where c.times <> 1 and not (c.times = 0 and c.pattern ~ 'COUNT=1($|;)')`;
