import { and, eq, getTableColumns, or, sql } from 'drizzle-orm';
import type { Task } from '../domain/task.ts';
import type { Database } from './gateway.ts';
import { tasks } from './schema.ts';
import { columns } from './task-row.ts';
import { COMPLETED_NOW } from './tasks.ts';

// Queries for the occurrences of recurring tasks: what completing one of them takes, in one request.

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
