import { and, asc, desc, eq, inArray, not, or, type SQL, sql } from 'drizzle-orm';
import type { Clock, SortKey, TaskFilter, TaskOrder } from '../domain/task-filter.ts';
import { tasks } from './schema.ts';

/** The condition for one user's tasks that meet a filter. */
export function matches(userId: string, filter: TaskFilter, clock: Clock): SQL | undefined {
  return and(
    eq(tasks.userId, userId),
    filter.state === 'all' ? undefined : eq(tasks.completed, filter.state === 'done'),
    filter.due.length === 0
      ? undefined
      : or(...filter.due.map((due) => (due === 'today' ? eq(tasks.dueDate, clock.date) : isOverdue(clock)))),
    ...filter.tags.map(hasTag),
    filter.priorities.length === 0 ? undefined : inArray(tasks.priority, [...filter.priorities]),
    ...filter.search.map(mentions),
  );
}

/** Open, and the date, or today's time, has passed. */
export function isOverdue({ date, time }: Clock): SQL {
  return sql`(${not(tasks.completed)} and (${tasks.dueDate} < ${date}
    or (${tasks.dueDate} = ${date} and ${tasks.dueTime} < ${time}::time)))`;
}

/** What to sort by; the number comes last, so that the order is always the same. */
export function inOrder({ by, reverse }: TaskOrder): SQL[] {
  const direction = reverse ? desc : asc;
  return [...SORT_COLUMNS[by], sql`${tasks.number}`].map((column) => direction(column));
}

// Postgres puts nulls last in ascending order, which is where undated tasks belong, and first in the reverse of it.
const SORT_COLUMNS: Readonly<Record<SortKey, readonly SQL[]>> = {
  due: [sql`${tasks.dueDate}`, sql`${tasks.dueTime}`, sql`${tasks.priority}`],
  priority: [sql`${tasks.priority}`, sql`${tasks.dueDate}`, sql`${tasks.dueTime}`],
  created: [sql`${tasks.createdAt}`],
  updated: [sql`${tasks.updatedAt}`],
  title: [sql`lower(${tasks.title})`],
  number: [],
};

function hasTag(tag: string): SQL {
  return sql`exists (select from unnest(${tasks.tags}) as t where lower(t) = lower(${tag}))`;
}

function mentions(text: string): SQL {
  const pattern = `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`;
  return sql`(${tasks.title} ilike ${pattern} or ${tasks.description} ilike ${pattern}
    or exists (select from unnest(${tasks.tags}) as t where t ilike ${pattern}))`;
}
