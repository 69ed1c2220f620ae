import type { ImportedRow } from '../domain/imported-task.ts';
import type { TaskRecord } from '../domain/task-record.ts';

/** The first text from which the task is read as it is, or the last one. They come from the most readable to the most exact. */
export function firstExact(
  task: TaskRecord,
  texts: Iterable<string>,
  read: (text: string) => readonly ImportedRow[],
): string {
  let last = '';
  for (const text of texts) {
    last = text;
    const [row, ...others] = read(text);
    if (row !== undefined && others.length === 0 && isReadAs(row, task)) break;
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
