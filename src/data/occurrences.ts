import { and, eq, getTableColumns, inArray, notExists, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Selection } from '../domain/selection.ts';
import type { Task } from '../domain/task.ts';
import type { Database } from './gateway.ts';
import { tasks } from './schema.ts';
import { columns } from './task-row.ts';
import { named, namedUniquely } from './task-selection.ts';
import { COMPLETED_NOW } from './tasks.ts';

// Queries for the occurrences of recurring tasks: what completing one of them takes, in one request, and what reopening takes.

const successors = alias(tasks, 'successors');

/** Completes one occurrence, unless the rule or the date that the next one was computed from have changed meanwhile. */
export function completeOccurrence(database: Database, userId: string, { id, recursionPattern, due }: Task) {
  return database
    .update(tasks)
    .set(COMPLETED_NOW)
    .where(
      and(
        eq(tasks.userId, userId),
        eq(tasks.id, id),
        eq(tasks.completed, false),
        sql`${tasks.recursionPattern} is not distinct from ${recursionPattern}`,
        sql`${tasks.dueDate} is not distinct from ${due?.on ?? null}::date`,
      ),
    );
}

/**
 * Adds the occurrence that follows a completed one, with its title and all else as they are now. At most one can follow each: if
 * there is one already, whoever made it, nothing is added.
 */
export function insertNextOccurrence(
  database: Database,
  userId: string,
  previousId: string,
  next: { readonly id: string; readonly on: string; readonly recursionPattern: string },
) {
  return database.insert(tasks).select(
    database
      .select({
        ...getTableColumns(tasks),
        id: sql`${next.id}::uuid`.as('id'),
        dueDate: sql`${next.on}::date`.as('due_date'),
        recursionPattern: sql`${next.recursionPattern}::text`.as('recursion_pattern'),
        completed: sql`false`.as('completed'),
        completedAt: sql`null::timestamptz`.as('completed_at'),
        spawnedFrom: sql`${previousId}::uuid`.as('spawned_from'),
      })
      .from(tasks)
      .where(and(eq(tasks.userId, userId), eq(tasks.id, previousId), eq(tasks.completed, true))),
  );
}

/** An occurrence and the one that follows it, if there is one. */
export function selectOccurrences(database: Database, userId: string, id: string) {
  return database
    .select(columns)
    .from(tasks)
    .where(and(eq(tasks.userId, userId), or(eq(tasks.id, id), eq(tasks.spawnedFrom, id))))
    .orderBy(tasks.number);
}

/**
 * The named tasks and the occurrences that follow them, locked until the end of the request in the order of their numbers, so that
 * two machines cannot deadlock.
 */
export function lockNamedOccurrences(database: Database, userId: string, selection: Selection) {
  return database
    .select(columns)
    .from(tasks)
    .where(
      and(
        eq(tasks.userId, userId),
        or(named(userId, selection), inArray(tasks.spawnedFrom, idsOf(database, userId, selection))),
      ),
    )
    .orderBy(tasks.number)
    .for('update');
}

/**
 * Deletes the occurrences that follow completed ones of the named tasks and that nobody has touched: they are open, and their row is
 * as it was added. One that was added a moment ago was not there to be locked in the order of the numbers; if another machine holds
 * it, it is passed over and not waited for.
 */
export function deleteUntouchedSuccessors(database: Database, userId: string, selection: Selection) {
  const untouched = database
    .select({ id: successors.id })
    .from(successors)
    .where(
      and(
        eq(successors.userId, userId),
        eq(successors.completed, false),
        eq(successors.updatedAt, successors.createdAt),
        inArray(
          successors.spawnedFrom,
          database
            .select({ id: tasks.id })
            .from(tasks)
            .where(and(namedUniquely(userId, selection), eq(tasks.completed, true))),
        ),
      ),
    )
    .for('update', { skipLocked: true });
  return database
    .delete(tasks)
    .where(and(eq(tasks.userId, userId), inArray(tasks.id, untouched)))
    .returning({ ...columns, spawnedFrom: tasks.spawnedFrom });
}

/** Reopens those of the named tasks that are done and that no occurrence follows, and returns them. */
export function reopenLastOccurrences(database: Database, userId: string, selection: Selection) {
  return database
    .update(tasks)
    .set({ completed: false, completedAt: null })
    .where(
      and(
        namedUniquely(userId, selection),
        eq(tasks.completed, true),
        notExists(
          database
            .select({ id: successors.id })
            .from(successors)
            .where(and(eq(successors.userId, userId), eq(successors.spawnedFrom, tasks.id))),
        ),
      ),
    )
    .returning(columns);
}

/** The occurrences that follow the named tasks. */
export function selectSuccessors(database: Database, userId: string, selection: Selection) {
  return database
    .select({
      ...columns,
      untouched: sql<boolean>`${tasks.updatedAt} = ${tasks.createdAt}`,
      spawnedFrom: tasks.spawnedFrom,
    })
    .from(tasks)
    .where(and(eq(tasks.userId, userId), inArray(tasks.spawnedFrom, idsOf(database, userId, selection))));
}

function idsOf(database: Database, userId: string, selection: Selection) {
  return database.select({ id: tasks.id }).from(tasks).where(named(userId, selection));
}
