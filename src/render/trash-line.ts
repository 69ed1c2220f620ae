import type { JournalEntry } from '../domain/journal.ts';
import type { Task } from '../domain/task.ts';
import { escapeControl } from './escape.ts';
import { commandLabel } from './history-line.ts';

/** A deleted task, and what deleted it. */
export interface DeletedRow {
  readonly task: Task;
  readonly deletion: JournalEntry & { readonly kind: 'undo' | 'redo' | null };
}

/** For `cut`: number, when it was deleted, the command, the machine, title; tabs between. */
export function trashLine({ task, deletion }: DeletedRow): string {
  return [
    String(task.number),
    deletion.at.toISOString(),
    commandLabel({ ...deletion, takenBack: false }),
    deletion.device,
    task.title,
  ]
    .map((field) => escapeControl(field))
    .join('\t');
}
