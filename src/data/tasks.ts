import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { Selection } from '../domain/selection.ts';
import type { Due } from '../domain/task.ts';
import type { Clock } from '../domain/task-filter.ts';
import type { NewTask, TaskChange } from '../domain/task-change.ts';
import type { Database } from './gateway.ts';
import { tasks } from './schema.ts';
import { columns } from './task-row.ts';
import { isOverdue } from './task-filter.ts';
import { named, namedUniquely } from './task-selection.ts';

// Queries on the tasks of one user, whose id every function takes: no query on tasks can be written without it. They run by
// way of the gateway, where row-level security holds as well.

export const COMPLETED_NOW = { completed: true, completedAt: sql`pg_catalog.clock_timestamp()` };

/** A task whose id is there already is skipped, so that a repeat adds nothing. The rows get their numbers in this order. */
export function insertTasks(database: Database, userId: string, added: readonly NewTask[]) {
  return database.insert(tasks).values(
    added.map(({ id, title, description, due, priority, tags, recursionPattern }) => ({
      userId,
      id,
      title,
      description,
      ...dueColumns(due),
      priority,
      tags: [...tags],
      recursionPattern,
    })),
  );
}

export function selectTasksById(database: Database, userId: string, ids: readonly string[]) {
  return database
    .select(columns)
    .from(tasks)
    .where(and(eq(tasks.userId, userId), sql`${tasks.id} = any(${`{${ids.join(',')}}`}::uuid[])`))
    .orderBy(tasks.number);
}

/** How many tasks are open, and how many of those are overdue. */
export function countOpenTasks(database: Database, userId: string, clock: Clock) {
  return database
    .select({
      open: sql<number>`count(*)::int`,
      overdue: sql<number>`(count(*) filter (where ${isOverdue(clock)}))::int`,
    })
    .from(tasks)
    .where(and(eq(tasks.userId, userId), eq(tasks.completed, false)));
}

export function selectNamedTasks(database: Database, userId: string, selection: Selection) {
  return database.select(columns).from(tasks).where(named(userId, selection)).orderBy(tasks.number);
}

/** The same, locked until the end of the request in the order of their numbers, so that two machines cannot deadlock. */
export function lockNamedTasks(database: Database, userId: string, selection: Selection) {
  return selectNamedTasks(database, userId, selection).for('update');
}

/** Completes those that are open and do not recur, and returns them. */
export function completeTasks(database: Database, userId: string, selection: Selection) {
  return database
    .update(tasks)
    .set(COMPLETED_NOW)
    .where(and(namedUniquely(userId, selection), eq(tasks.completed, false), isNull(tasks.recursionPattern)))
    .returning(columns);
}

export function deleteTasks(database: Database, userId: string, selection: Selection) {
  return database.delete(tasks).where(namedUniquely(userId, selection));
}

/** Changes the fields that `change` names and leaves the others as they are, also against another machine's change. */
export function updateTasks(database: Database, userId: string, selection: Selection, change: TaskChange) {
  const { title, description, due, priority, recursionPattern } = change;
  return database
    .update(tasks)
    .set({
      // Always one column to set: drizzle refuses an update without any.
      updatedAt: sql`pg_catalog.clock_timestamp()`,
      ...(title === undefined ? {} : { title }),
      ...(description === undefined ? {} : { description }),
      ...(due === undefined ? {} : dueColumns(due)),
      ...(priority === undefined ? {} : { priority }),
      ...(recursionPattern === undefined ? {} : { recursionPattern }),
      ...tagsAfter(change),
    })
    .where(namedUniquely(userId, selection))
    .returning(columns);
}

export function dueColumns(due: Due | null): { dueDate: string | null; dueTime: string | null } {
  return { dueDate: due?.on ?? null, dueTime: due?.at ?? null };
}

/** Tags are replaced as a whole, or added to and removed from what is there, ignoring case. */
function tagsAfter({ tags: replaced, addTags, removeTags }: TaskChange): { tags?: string[] | SQL } {
  if (replaced !== undefined) {
    return { tags: [...replaced] };
  }
  if (addTags.length === 0 && removeTags.length === 0) {
    return {};
  }
  // A tag that is there already stays in its place and in its spelling.
  return {
    tags: sql`array(
      select t from (
        select t, n from unnest(${tasks.tags}) with ordinality as old (t, n)
         where lower(t) <> all(${lowered(removeTags)}::text[])
        union all
        select t, 1000 + n from unnest(${array(addTags)}::text[]) with ordinality as new (t, n)
         where lower(t) not in (select lower(o) from unnest(${tasks.tags}) as o)
      ) as merged order by n)`,
  };
}

function array(tags: readonly string[]): string {
  // Tags hold no character that means anything in an array literal; quoted, so that no tag reads as NULL.
  return `{${tags.map((tag) => `"${tag}"`).join(',')}}`;
}

function lowered(tags: readonly string[]): string {
  return array(tags.map((tag) => tag.toLowerCase()));
}
