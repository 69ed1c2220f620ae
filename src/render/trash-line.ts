import type { DeletedTask } from '../domain/journal.ts';
import { escapeControl } from './escape.ts';
import { commandLabel } from './history-line.ts';

/** For `cut`: number, when it was deleted, the command, the machine, title; tabs between. */
export function trashLine({ task, deletion }: DeletedTask): string {
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
