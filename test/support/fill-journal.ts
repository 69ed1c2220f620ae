import type { TestDatabase } from './test-database.ts';

/** As many as the default limits of the journal admit: 1,000 commands with 100,000 changes. */
const COMMANDS = 1_000;

/**
 * Gives a user who has a task the fullest journal there can be, past the triggers: in turns, commands that add, edit and delete 100 tasks
 * with notes, which are made up after the first task. The tasks themselves stay as they are. The numbers of the deleted ones begin
 * with 100,001.
 */
export async function fillJournal(database: Pick<TestDatabase, 'query'>, userId: string): Promise<void> {
  await database.query('delete from todo.commands where user_id = $1', [userId]);
  await database.query(
    `insert into todo.commands (user_id, owner_key, seq, id, name, device, at, size)
     select u.id, u.owner_key, s, gen_random_uuid(), (array['rm', 'add', 'edit'])[1 + s % 3], 'laptop',
            now() - make_interval(mins => ${COMMANDS} - s), 100
       from todo.users u, generate_series(1, ${COMMANDS}) s where u.id = $1`,
    [userId],
  );
  await database.query(
    `with model as (
       select todo.image(t) || jsonb_build_object('description', repeat('note ', 20)) as image
         from todo.tasks t where t.user_id = $1 order by t.number limit 1),
     rows as (
       select c.*, (c.seq - 1) / 3 * 100 + i as place, m.image || jsonb_build_object('title', 'Page ' || i) as image
         from todo.commands c, generate_series(1, 100) i, model m where c.user_id = $1)
     insert into todo.changes (user_id, owner_key, seq, task_id, number, before, after)
     select r.user_id, r.owner_key, r.seq, md5(format('%s %s', r.user_id, r.place))::uuid, 100000 + r.place,
            case r.name when 'edit' then '{"priority": "High"}' when 'rm' then r.image end,
            case r.name when 'edit' then '{"priority": "Medium"}' when 'add' then r.image end
       from rows r`,
    [userId],
  );
}
