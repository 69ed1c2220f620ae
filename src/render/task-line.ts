import { formatDue } from '../domain/due-date.ts';
import type { ListedTask } from '../domain/task.ts';
import { escapeControl } from './escape.ts';

/**
 * A task for `cut`, `awk` and `while read`: number, `open` or `done`, due (`2026-11-27 17:00`), priority, title, tags with
 * commas between. Always five tabs and no line end; a field without a value is empty.
 */
export function taskLine({ number, completed, due, priority, title, tags }: ListedTask): string {
  const fields = [
    number,
    completed ? 'done' : 'open',
    due === null ? '' : formatDue(due),
    priority,
    // The others hold nothing that anybody typed.
    escapeControl(title),
    escapeControl(tags.join(',')),
  ];
  return fields.join('\t');
}
