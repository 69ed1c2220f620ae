import type { Neon } from '../neon/stand-in.ts';

export interface Filling {
  readonly otherUsers: number;
  /** Every second one is done. */
  readonly tasksOfEach: number;
  /** Of the one user whose tasks are listed. */
  readonly ownOpen: number;
  readonly ownDone: number;
}

/**
 * Fills a database that has one user, who owns no task yet, past the program: a million tasks in about half a minute. Tasks lie in the
 * order in which they would have been added if all had used the program over the same time, so those of one user are far apart.
 *
 * Meanwhile no trigger runs, those of foreign keys included: the numbers and keys that they would give are given here, and the journal
 * stays empty. Constraints are checked. Statistics are gathered at the end, as autovacuum would.
 */
export async function fillDatabase(
  query: (sql: string, parameters?: readonly unknown[]) => ReturnType<Neon['query']>,
  { otherUsers, tasksOfEach, ownOpen, ownDone }: Filling,
): Promise<void> {
  await query(
    `insert into todo.users (username, email, password, last_number)
     select 'user-' || i, 'user-' || i || '@example.org', u.password, $2::int from todo.users u, generate_series(1, $1::int) i`,
    [otherUsers, tasksOfEach],
  );
  await query(
    `insert into todo.sessions (user_id, token_hash, expires_at)
     select u.id, sha256(convert_to(u.username, 'UTF8')), now() + interval '90 days' from todo.users u where u.last_number > 0`,
  );
  await query('alter table todo.tasks disable trigger all');
  await query(
    `insert into todo.tasks (id, user_id, owner_key, number, title, due_date, tags, completed, completed_at)
     select gen_random_uuid(), t.user_id, t.owner_key, t.number, 'Water the plants on the balcony, no. ' || t.number,
            current_date + t.number % 30, '{home}', t.done, case when t.done then now() end
       from (select u.id as user_id, u.owner_key, n as number, n % 2 = 0 as done, (n - random()) / $1::int as age
               from todo.users u, generate_series(1, $1::int) n where u.last_number > 0
             union all
             -- The open ones evenly among the done ones.
             select u.id, u.owner_key, n, n * $2::bigint % $3::int >= $2::int, (n - random()) / $3::int
               from todo.users u, generate_series(1, $3::int) n where u.last_number = 0) t
      order by t.age`,
    [tasksOfEach, ownOpen, ownOpen + ownDone],
  );
  await query('alter table todo.tasks enable trigger all');
  await query('update todo.users set last_number = $1 where last_number = 0', [ownOpen + ownDone]);
  await query('vacuum (analyze) todo.users');
  await query('vacuum (analyze) todo.sessions');
  await query('vacuum (analyze) todo.tasks');
}
