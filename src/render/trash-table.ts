import { describeInstant } from '../domain/instant.ts';
import type { DeletedTask } from '../domain/journal.ts';
import { escapeControl } from './escape.ts';
import { commandLabel } from './history-line.ts';
import { cell, columnOf, grid, inRoom, leadingColumns } from './grid.ts';
import type { Style } from './style.ts';

const NARROWEST_TITLE = 16;

/** Deleted tasks with when and by what they went, as columns that fit the style's width. */
export function trashTable(rows: readonly DeletedTask[], style: Style): string {
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

function deletedBy(deletion: DeletedTask['deletion']): string {
  const what = commandLabel({ ...deletion, takenBack: false });
  return deletion.device === '' ? what : `${what} on ${escapeControl(deletion.device)}`;
}
