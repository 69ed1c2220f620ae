import type { JournalEntry } from '../domain/journal.ts';
import { escapeControl } from './escape.ts';

/** A command of the past, as a row. */
export interface PastRow extends JournalEntry {
  readonly kind: 'undo' | 'redo' | null;
  readonly takenBack: boolean;
  readonly tasks: readonly { readonly number: number; readonly title: string }[];
}

/** `edit`, `undo of edit`, `rm (undone)`; a command of another program may have no name. */
export function commandLabel({ name, kind, takenBack }: Omit<PastRow, 'tasks' | 'at' | 'device'>): string {
  const what = name === '' ? 'change' : escapeControl(name);
  if (kind === null) return takenBack ? `${what} (undone)` : what;
  return takenBack ? `${kind} of ${what} (${kind === 'undo' ? 'redone' : 'undone'})` : `${kind} of ${what}`;
}

/** For `cut`: instant, machine, command, `undone` or nothing, numbers, and the title if it is one task; tabs between. */
export function historyLine(row: PastRow): string {
  const { name, kind, device, at, takenBack, tasks } = row;
  const [only, another] = tasks;
  return [
    at.toISOString(),
    device,
    commandLabel({ name, kind, takenBack: false }),
    takenBack ? 'undone' : '',
    tasks.map(({ number }) => number).join(','),
    only === undefined || another !== undefined ? '' : only.title,
  ]
    .map((field) => escapeControl(field))
    .join('\t');
}
