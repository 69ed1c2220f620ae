import { UsageError } from '../domain/errors.ts';
import type { ImportedRow } from '../domain/imported-task.ts';
import { parseRecurrence } from '../domain/recurrence.ts';
import type { TaskRecord } from '../domain/task-record.ts';

/** The first way of writing from which the task is read as it is, or the last one. They come from the most readable to the most exact. */
export function firstExact<T>(
  task: TaskRecord,
  ways: Iterable<T>,
  read: (way: T) => ImportedRow | undefined,
): T | undefined {
  let last: T | undefined;
  for (const way of ways) {
    last = way;
    const row = read(way);
    if (row !== undefined && isReadAs(row, task)) break;
  }
  return last;
}

/** But for instants, which texts give as days. */
function isReadAs(row: ImportedRow, task: TaskRecord): boolean {
  if (!('task' in row)) return false;
  const { due, tags, ...read } = row.task;
  return (
    read.title === task.title &&
    read.description === task.description &&
    (due?.on ?? null) === task.dueDate &&
    (due?.at ?? null) === task.dueTime &&
    read.priority === task.priority &&
    tags.join(' ') === task.tags.join(' ') &&
    read.recursionPattern === task.recursionPattern &&
    read.completed === task.completed
  );
}

/** Whether a recurrence that is written like this is read as the pattern. */
export function isSameRule(text: string, due: string | null, pattern: string): boolean {
  try {
    return parseRecurrence(text, due) === pattern;
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}
