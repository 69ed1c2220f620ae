import { and, eq, getTableColumns, inArray, notExists, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Selection } from '../domain/selection.ts';
import type { Task } from '../domain/task.ts';
import type { Database } from './gateway.ts';
import { tasks } from './schema.ts';
import { columns } from './task-row.ts';
import { named, namedUniquely } from './task-selection.ts';
import { COMPLETED_NOW } from './tasks.ts';

// Queries for the occurrences of recurring tasks: what completing some of them takes, in one request, and what reopening takes.

const successors = alias(tasks, 'successors');

/** An occurrence that is to be completed, and what follows it; null: the series is over. */
export interface Continuation {
  readonly task: Pick<Task, 'id' | 'recursionPattern' | 'due'>;
  readonly next: { readonly id: string; readonly on: string; readonly recursionPattern: string } | null;
}

/** As rows, in one parameter. */
function rowsOf(continuations: readonly Continuation[]): SQL {
  const rows = continuations.map(({ task, next }) => ({
    id: task.id,
    pattern: task.recursionPattern,
    due: task.due?.on ?? null,
    next_id: next?.id ?? null,
    next_due: next?.on ?? null,
    next_pattern: next?.recursionPattern ?? null,
  }));
  return sql`pg_catalog.jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as wanted (id uuid, pattern text, due date, next_id uuid, next_due date, next_pattern text)`;
}

/** Completes occurrences, but for those whose rule or date, which the next one was computed from, has changed meanwhile. */
export function completeOccurrences(
  database: Database,
  userId: string,
  continuations: readonly Continuation[],
) {
  return database
    .update(tasks)
    .set(COMPLETED_NOW)
    .from(rowsOf(continuations))
    .where(
      and(
        eq(tasks.userId, userId),
        sql`${tasks.id} = wanted.id`,
        eq(tasks.completed, false),
        sql`${tasks.recursionPattern} is not distinct from wanted.pattern`,
        sql`${tasks.dueDate} is not distinct from wanted.due`,
      ),
    );
}

/**
 * Adds the occurrences that follow completed ones, with title and all else as they are now. At most one can follow each: if there is
 * one already, whoever made it, nothing is added.
 */
export function insertNextOccurrences(
  database: Database,
  userId: string,
  continuations: readonly Continuation[],
) {
  return database.insert(tasks).select(
    database
      .select({
        ...getTableColumns(tasks),
        id: sql`wanted.next_id`.as('id'),
        dueDate: sql`wanted.next_due`.as('due_date'),
        recursionPattern: sql`wanted.next_pattern`.as('recursion_pattern'),
        completed: sql`false`.as('completed'),
        completedAt: sql`null::timestamptz`.as('completed_at'),
        spawnedFrom: sql`wanted.id`.as('spawned_from'),
      })
      .from(tasks)
      .innerJoin(rowsOf(continuations), sql`wanted.id = ${tasks.id}`)
      .where(and(eq(tasks.userId, userId), eq(tasks.completed, true), sql`wanted.next_id is not null`))
      .orderBy(tasks.number),
  );
}

/** Occurrences and the ones that follow them. */
export function selectOccurrences(database: Database, userId: string, ids: readonly string[]) {
  const these = sql`${`{${ids.join(',')}}`}::uuid[]`;
  return database
    .select({ ...columns, spawnedFrom: tasks.spawnedFrom })
    .from(tasks)
    .where(
      and(
        eq(tasks.userId, userId),
        or(sql`${tasks.id} = any(${these})`, sql`${tasks.spawnedFrom} = any(${these})`),
      ),
    )
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
  return database.delete(tasks).where(and(eq(tasks.userId, userId), inArray(tasks.id, untouched)));
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
