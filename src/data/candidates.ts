import { and, desc, eq, sql } from 'drizzle-orm';
import type { Database } from './gateway.ts';
import { tasks } from './schema.ts';

// What is offered while a command line is typed.

/** More than anybody looks through; who types on gets the others. */
export const MOST_CANDIDATES = 200;

/** Numbers and titles; open tasks with the one that is due soonest first, done ones with the latest first. */
export function selectTaskCandidates(
  database: Database,
  userId: string,
  { completed, digits }: { readonly completed: boolean; readonly digits: string },
) {
  return database
    .select({ number: tasks.number, title: tasks.title })
    .from(tasks)
    .where(
      and(
        eq(tasks.userId, userId),
        eq(tasks.completed, completed),
        digits === '' ? undefined : sql`starts_with(${tasks.number}::text, ${digits})`,
      ),
    )
    .orderBy(
      ...(completed ? [desc(tasks.completedAt)] : [tasks.dueDate, tasks.dueTime, tasks.priority]),
      tasks.number,
    )
    .limit(MOST_CANDIDATES);
}

/** Tags with this beginning, in any case, and how many open tasks have them; the most frequent first. */
export function selectTagCandidates(database: Database, userId: string, beginning: string) {
  const used = database
    .select({ tag: sql<string>`unnest(${tasks.tags})`.as('tag'), completed: tasks.completed })
    .from(tasks)
    .where(eq(tasks.userId, userId))
    .as('used');
  const open = sql<number>`(count(*) filter (where not ${used.completed}))::int`;
  return database
    .select({ tag: sql<string>`min(${used.tag})`, open })
    .from(used)
    .where(sql`starts_with(lower(${used.tag}), lower(${beginning}))`)
    .groupBy(sql`lower(${used.tag})`)
    .orderBy(desc(open), sql`lower(${used.tag})`)
    .limit(MOST_CANDIDATES);
}
