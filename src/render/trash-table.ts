import { describeInstant } from '../domain/instant.ts';
import type { JournalEntry } from '../domain/journal.ts';
import type { Task } from '../domain/task.ts';
import { escapeControl } from './escape.ts';
import { commandLabel } from './history-table.ts';
import { cell, columnOf, grid, inRoom, leadingColumns } from './grid.ts';
import type { Style } from './style.ts';

/** A deleted task, and what deleted it. */
export interface DeletedRow {
  readonly task: Task;
  readonly deletion: JournalEntry & { readonly kind: 'undo' | 'redo' | null };
}

const NARROWEST_TITLE = 16;

/** Deleted tasks with when and by what they went, as columns that fit the style's width. */
export function trashTable(rows: readonly DeletedRow[], style: Style): string {
  const number = columnOf(
    '#',
    rows.map(({ task }) => cell(String(task.number))),
    'right',
  );
  const when = columnOf(
    'Deleted',
    rows.map(({ deletion }) => cell(describeInstant(deletion.at, style.now))),
  );
  const by = columnOf(
    'By',
    rows.map(({ deletion }) => cell(deletedBy(deletion), undefined, style.width)),
  );
  const title = columnOf(
    'Title',
    rows.map(({ task }) => cell(escapeControl(task.title), undefined, style.width)),
  );
  const leading = leadingColumns(
    [[number, when, by], [number, when], [number]],
    title,
    NARROWEST_TITLE,
    style,
  );
  return grid([...leading, inRoom(title, leading, style)], style);
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

function deletedBy(deletion: DeletedRow['deletion']): string {
  const what = commandLabel({ ...deletion, takenBack: false });
  return deletion.device === '' ? what : `${what} on ${escapeControl(deletion.device)}`;
}
