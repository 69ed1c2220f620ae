import { getTableColumns } from 'drizzle-orm';
import type { Task } from '../domain/task.ts';
import { tasks } from './schema.ts';

const { userId: _owner, spawnedFrom: _predecessor, ...own } = getTableColumns(tasks);

/** The columns that make a task. */
export const columns = own;

type TaskRow = Omit<typeof tasks.$inferSelect, 'userId' | 'spawnedFrom'>;

export function toTask(row: TaskRow): Task {
  const { dueDate, dueTime, completedAt, createdAt, updatedAt, ...same } = row;
  return {
    ...same,
    due:
      dueDate === null
        ? null
        : { on: dueDate, at: dueTime === null ? null : dueTime.slice(0, 'HH:MM'.length) },
    completedAt: completedAt === null ? null : toInstant(completedAt),
    createdAt: toInstant(createdAt),
    updatedAt: toInstant(updatedAt),
  };
}

/** `2026-11-23 09:00:00.123456+00`, as Postgres writes an instant under the time zone UTC that every request sets. */
export function toInstant(text: string): Date {
  return new Date(`${text.replace(' ', 'T')}:00`);
}
