import { and, desc, eq, gt, type SQL, sql } from 'drizzle-orm';
import type { Database } from './gateway.ts';
import { tasks } from './schema.ts';

/**
 * The tags of one user's tasks, the most frequent among open tasks first.
 * @param everyTag also those that only done tasks have
 * @param among which tasks count; undefined: all of them
 */
export function selectTagCounts(database: Database, userId: string, everyTag: boolean, among?: SQL) {
  const used = database
    .select({
      id: tasks.id,
      completed: tasks.completed,
      tag: sql<string>`unnest(${tasks.tags})`.as('tag'),
    })
    .from(tasks)
    .where(and(eq(tasks.userId, userId), among))
    .as('used');
  const name = sql`lower(${used.tag})`;
  const open = countOf(sql`not ${used.completed}`);
  return database
    .select({
      // Of spellings that are equally frequent the first in the order of their characters, whatever the database's language.
      tag: sql<string>`mode() within group (order by ${used.tag} collate "C")`,
      open,
      done: countOf(sql`${used.completed}`),
    })
    .from(used)
    .groupBy(name)
    .having(everyTag ? undefined : gt(open, 0))
    .orderBy(desc(open), sql`${name} collate "C"`);

  /** A task counts once, however often it has a tag. */
  function countOf(condition: SQL): SQL<number> {
    return sql<number>`(count(distinct ${used.id}) filter (where ${condition}))::int`;
  }
}
