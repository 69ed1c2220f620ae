import { formatCount } from '../domain/count.ts';
import { describeInstant } from '../domain/instant.ts';
import { fieldChanges, type JournalEntry, type TakingBack, type TaskChanged } from '../domain/journal.ts';
import type { Task } from '../domain/task.ts';
import { escapeControl } from './escape.ts';
import { arrow, FIELD_NAMES, shownValues } from './field-change.ts';
import { colors, type Style } from './style.ts';
import { described, details } from './task-change.ts';

/** Undone or redone, or what would be. */
export interface Manner {
  readonly kind: TakingBack;
  readonly isDryRun: boolean;
}

/** `Undid edit, today 10:05 on laptop`: what was taken back, and when and where it had been done. */
export function takenBackLine({ name, device, at }: JournalEntry, manner: Manner, style: Style): string {
  const what = name === '' ? 'a change' : escapeControl(name);
  const where = device === '' ? '' : ` on ${escapeControl(device)}`;
  const when = `${describeInstant(at, style.now)}${where}`;
  return `${verb(manner)} ${what}, ${manner.kind === 'undo' ? when : `undone ${when}`}`;
}

/** What that did to one task: `Restored #3 Pay rent · High`, `Changed #4 Milk · due Fri 27 Nov → today`. */
export function taskTakenBackLine(
  { task, ...changed }: TaskChanged & { readonly task: Task },
  { isDryRun }: Manner,
  style: Style,
): string {
  const [did, would, facts] = effect(changed, task, style);
  return `${isDryRun ? `Would ${would}` : did} #${task.number} ${described(task, style, facts)}`;
}

/** What stands below the first tasks, in place of the others. */
export function othersLine(count: number, style: Style): string {
  return colors(style).dim(`${style.unicode ? '…' : '...'} and ${formatCount(count)} more`);
}

function verb({ kind, isDryRun }: Manner): string {
  if (isDryRun) return kind === 'undo' ? 'Would undo' : 'Would redo';
  return kind === 'undo' ? 'Undid' : 'Redid';
}

function effect(
  changed: TaskChanged,
  task: Task,
  style: Style,
): [did: string, would: string, facts: string[]] {
  if (changed.after === null) return ['Removed', 'remove', []];
  if (changed.before === null) return ['Restored', 'restore', details(task, style)];
  const others = fieldChanges(changed).filter(({ field }) => field !== 'completed');
  const facts = others.map((change) => {
    const { before, after } = shownValues(change, style);
    const name = FIELD_NAMES[change.field];
    return change.field === 'description' ? `${name} changed` : `${name} ${before} ${arrow(style)} ${after}`;
  });
  if (changed.after.completed === true) return ['Completed', 'complete', facts];
  if (changed.after.completed === false) return ['Reopened', 'reopen', facts];
  return ['Changed', 'change', facts];
}
