import { and, eq, sql } from 'drizzle-orm';
import type { TaskDraft } from '../domain/task-change.ts';
import type { Database } from './gateway.ts';
import { tasks } from './schema.ts';
import { columns } from './task-row.ts';
import { dueColumns } from './tasks.ts';

/**
 * Changes the fields that are named, if the task is still as it was read. `version` is its `updated_at` as Postgres wrote it, to the
 * microsecond. Returns nothing if somebody changed or deleted it.
 */
export function reviseTask(
  database: Database,
  userId: string,
  { id, version }: { readonly id: string; readonly version: string },
  { due, tags, ...same }: Partial<TaskDraft>,
) {
  return database
    .update(tasks)
    .set({
      ...same,
      ...(due === undefined ? {} : dueColumns(due)),
      ...(tags === undefined ? {} : { tags: [...tags] }),
      updatedAt: sql`pg_catalog.clock_timestamp()`,
    })
    .where(and(eq(tasks.userId, userId), eq(tasks.id, id), eq(tasks.updatedAt, version)))
    .returning(columns);
}
