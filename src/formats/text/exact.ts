import { UsageError } from '../../domain/errors.ts';
import type { ImportedRow, ImportedTask } from '../../domain/imported-task.ts';
import { parseRecurrence } from '../../domain/recurrence.ts';
import type { TaskRecord } from '../../domain/task-record.ts';
import type { Format } from '../format.ts';
import { toRow } from '../row.ts';

/** The first way of writing that is read as the task, or the last one. They come from the most readable to the most exact. */
export function firstExact<T>(
  format: Format,
  task: TaskRecord,
  ways: Iterable<T>,
  read: (way: T) => ImportedRow | undefined,
): T | undefined {
  const expected = contentOf(asRow(format, task));
  let last: T | undefined;
  for (const way of ways) {
    last = way;
    if (contentOf(read(way)) === expected) break;
  }
  return last;
}

/** As it would be read if nothing of it had been lost. */
function asRow(format: Format, { dueDate, dueTime, ...task }: TaskRecord): ImportedRow {
  return toRow(format, {
    line: 1,
    title: task.title,
    note: task.description ?? '',
    due: dueDate === null ? null : { on: dueDate, at: dueTime },
    priority: task.priority,
    tags: task.tags,
    rule: task.recursionPattern ?? undefined,
    completed: task.completed,
  });
}

/** But for its identity, and for instants, which many formats give as days. */
function contentOf(row: ImportedRow | undefined): string | undefined {
  if (row === undefined || !('task' in row)) return undefined;
  const none = { id: null, completedAt: null, createdAt: null, updatedAt: null };
  return JSON.stringify({ ...row.task, ...none } satisfies ImportedTask);
}

/** Whether a recurrence that is written like this is read as the same. */
export function isSameRule(text: string, due: string | null, pattern: string): boolean {
  try {
    return parseRecurrence(text, due) === parseRecurrence(pattern, due);
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}
