import { formatDue } from '../domain/due-date.ts';
import type { Task } from '../domain/task.ts';
import { escapeControl } from './escape.ts';

/**
 * A task for `cut`, `awk` and `while read`: number, `open` or `done`, due (`2026-11-27 17:00`), priority, title, tags with
 * commas between. Always five tabs and no line end; a field without a value is empty.
 */
export function taskLine(task: Task): string {
  return [
    String(task.number),
    task.completed ? 'done' : 'open',
    task.due === null ? '' : formatDue(task.due),
    task.priority,
    task.title,
    task.tags.join(','),
  ]
    .map((field) => escapeControl(field))
    .join('\t');
}
