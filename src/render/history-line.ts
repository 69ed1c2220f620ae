import type { CommandOnTasks, PastCommand } from '../domain/journal.ts';
import { escapeControl } from './escape.ts';

/** `edit`, `undo of edit`, `rm (undone)`; a command of another program may have no name. */
export function commandLabel({
  name,
  kind,
  takenBack,
}: Pick<PastCommand, 'name' | 'kind' | 'takenBack'>): string {
  const what = name === '' ? 'change' : escapeControl(name);
  if (kind === null) return takenBack ? `${what} (undone)` : what;
  return takenBack ? `${kind} of ${what} (${kind === 'undo' ? 'redone' : 'undone'})` : `${kind} of ${what}`;
}

/** For `cut`: instant, machine, command, `undone` or nothing, numbers, and the title if it is one task; tabs between. */
export function historyLine(row: CommandOnTasks): string {
  const { name, kind, device, at, takenBack, numbers, tasks } = row;
  return [
    at.toISOString(),
    device,
    commandLabel({ name, kind, takenBack: false }),
    takenBack ? 'undone' : '',
    numbers.join(','),
    numbers.length === 1 ? (tasks[0]?.title ?? '') : '',
  ]
    .map((field) => escapeControl(field))
    .join('\t');
}
