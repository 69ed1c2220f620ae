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
    due: dueDate === null ? null : { on: dueDate, at: dueTime === null ? null : toTimeOfDay(dueTime) },
    completedAt: completedAt === null ? null : toInstant(completedAt),
    createdAt: toInstant(createdAt),
    updatedAt: toInstant(updatedAt),
  };
}

/** `17:00` of `17:00:00`, as Postgres writes a time; its seconds are none. */
export function toTimeOfDay(time: string): string {
  return time.slice(0, 'HH:MM'.length);
}

export function toInstant(timestamp: string): Date {
  return new Date(toIsoInstant(timestamp));
}

const YEAR = 'YYYY'.length;
const DATE = 'YYYY-MM-DD'.length;
const SECONDS = 'YYYY-MM-DD HH:MM:SS'.length;
const OFFSET = '+00'.length;

/**
 * `2026-11-23T09:00:00.123Z` of `2026-11-23 09:00:00.123456+00`, as Postgres writes an instant under the time zone UTC that every
 * request sets; it leaves out zeros at the end of a fraction. Cut and joined, as a Date in between would take ten times as long. What
 * lies beyond the years 1 to 9999, which only another program can have stored, is the first or the last of their moments.
 */
export function toIsoInstant(timestamp: string): string {
  if (timestamp.charAt(YEAR) !== '-' || timestamp.endsWith('C')) return endOfTime(timestamp);
  const milliseconds = timestamp
    .slice(SECONDS + 1, -OFFSET)
    .slice(0, 3)
    .padEnd(3, '0');
  return `${timestamp.slice(0, DATE)}T${timestamp.slice(DATE + 1, SECONDS)}.${milliseconds}Z`;
}

/** Of `infinity`, `294276-12-31 …`, `-infinity` and `4713-01-01 … BC`. */
export function endOfTime(timestamp: string): string {
  const isEarly = timestamp.startsWith('-') || timestamp.endsWith('C');
  return isEarly ? '0001-01-01T00:00:00.000Z' : '9999-12-31T23:59:59.999Z';
}
