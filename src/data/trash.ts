import { and, type Column, desc, eq, isNotNull, isNull, notInArray, sql } from 'drizzle-orm';
import type { Selection } from '../domain/selection.ts';
import type { Database } from './gateway.ts';
import { entry, naming } from './journal.ts';
import { changes, commands } from './journal-schema.ts';
import { tasks } from './schema.ts';
import type { WholeImage } from './task-image.ts';
import { isNamed } from './task-selection.ts';

// The deleted tasks of one user, whose id every function takes: the journal keeps them for a time.

/** A deleted task as it was, of the change that deleted it. */
function asDeleted({ before, taskId, number }: Readonly<Record<'before' | 'taskId' | 'number', Column>>) {
  return sql<WholeImage>`${before} || pg_catalog.jsonb_build_object('id', ${taskId}, 'number', ${number})`;
}

/** The tasks that a command has deleted so far, as they were: also those that a try of it deleted whose answer was lost. */
export function selectDeletedBy(database: Database, userId: string, commandId: string) {
  return database
    .select({ image: asDeleted(changes) })
    .from(changes)
    .innerJoin(commands, and(eq(commands.userId, changes.userId), eq(commands.seq, changes.seq)))
    .where(and(eq(changes.userId, userId), eq(commands.id, commandId), isNull(changes.after)))
    .orderBy(changes.number);
}

/** Where a page of the trash ends. */
export interface PlaceInTrash {
  readonly seq: number;
  readonly number: number;
}

interface TrashQuery {
  readonly selection?: Selection;
  readonly limit?: number | undefined;
  readonly behind?: PlaceInTrash | undefined;
}

/** The tasks that are deleted, as they were, latest first; `behind`: only those that follow. */
export function selectTrash(database: Database, userId: string, { selection, limit, behind }: TrashQuery) {
  // In the order of the index, and not by asking of each deletion whether there is a later one: in a full journal, that would be a
  // comparison of each with each. For the same reason commands are joined to what is left by the limit.
  const latest = database
    .selectDistinctOn([changes.taskId], {
      seq: changes.seq,
      number: changes.number,
      taskId: changes.taskId,
      before: changes.before,
    })
    .from(changes)
    .where(
      and(
        eq(changes.userId, userId),
        isNull(changes.after),
        isNotNull(changes.before),
        selection && isNamed(selection, naming),
        // Hashed whatever is estimated, which "not exists" is not.
        notInArray(
          changes.taskId,
          database.select({ id: tasks.id }).from(tasks).where(eq(tasks.userId, userId)),
        ),
      ),
    )
    .orderBy(changes.taskId, desc(changes.seq))
    .as('latest');
  const ordered = database
    .select()
    .from(latest)
    .where(behind && sql`(- ${latest.seq}, ${latest.number}) > (${-behind.seq}::int, ${behind.number}::int)`)
    .orderBy(desc(latest.seq), latest.number)
    .$dynamic();
  const shown = (limit === undefined ? ordered : ordered.limit(limit)).as('shown');
  return database
    .select({ ...entry, seq: shown.seq, image: asDeleted(shown) })
    .from(shown)
    .innerJoin(commands, and(eq(commands.userId, userId), eq(commands.seq, shown.seq)))
    .orderBy(desc(shown.seq), shown.number);
}

/** Puts deleted tasks back as they were; one that is there already stays as it is. */
export function restoreTasks(database: Database, ids: readonly string[]) {
  return database.execute(sql`select todo.restore_tasks(${`{${ids.join(',')}}`}::uuid[])`);
}
