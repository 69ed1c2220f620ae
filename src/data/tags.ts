import { eq, type SQL, sql } from 'drizzle-orm';
import type { Database } from './gateway.ts';
import { tasks } from './schema.ts';

/** The tags of one user's tasks, the most frequent among open tasks first; `everyTag`: also those that only done tasks have. */
export function selectTagCounts(database: Database, userId: string, everyTag: boolean) {
  const own = sql`select ${tasks.completed}, ${tasks.tags} from ${tasks} where ${eq(tasks.userId, userId)}`;
  return database
    .select({ tag: sql<string>`tag`, open: sql<number>`open`, done: sql<number>`done` })
    .from(sql`(${tagCounts(sql`(${own})`)}) as counted`)
    .where(everyTag ? undefined : sql`open > 0`)
    .orderBy(MOST_FREQUENT);
}

/** The order of rows of tagCounts: by open tasks, then by name as bytes. */
export const MOST_FREQUENT = sql`open desc, lower(tag) collate "C"`;

/**
 * A query whose rows have a tag, in the spelling that most tasks have, and how many open and done tasks have it. Spellings are counted
 * before they are put together, as sorting the tags of 50,000 tasks by task takes twice as long.
 * @param from a relation with the columns `completed` and `tags`
 */
export function tagCounts(from: SQL): SQL {
  // All of a task at once, as no tag has a space in it; and once, which is what `offset` is for.
  const named = sql`select completed, tags, string_to_array(lower(array_to_string(tags, ' ')), ' ') as names from ${from} as chosen offset 0`;
  // Not joined with `unnest`, which is called anew for each task then: that takes twice as long.
  const used = sql`select completed, unnest(tags) as tag, names, unnest(names) as name, generate_subscripts(tags, 1) as place from (${named}) as named`;
  // A task counts once, however often it has a tag. Of spellings that are equally frequent the first in the order of their characters,
  // whatever the database's language.
  return sql`
    select (array_agg(tag order by open + done desc, tag collate "C"))[1] as tag, sum(open)::int as open, sum(done)::int as done
      from (select tag, count(*) filter (where not completed) as open, count(*) filter (where completed) as done
              from (${used}) as used where place = 1 or array_position(names, name) = place group by tag) as spelled
     group by lower(tag)`;
}
