import { describeDueWithDistance } from '../domain/due-date.ts';
import { describeRecurrence } from '../domain/recurrence-words.ts';
import type { Task } from '../domain/task.ts';
import { escapeControl } from './escape.ts';
import { colors, type Style } from './style.ts';

/** `Added #42 Pay rent · due Fri 27 Nov (in 4 days) · High · +home`: what was understood, with nothing left out. */
export function addedLine(task: Task, style: Style): string {
  return change('Added', task, style, details(task, style));
}

/** The task as it is now, in the words of addedLine. */
export function editedLine(task: Task, style: Style): string {
  return change('Edited', task, style, details(task, style));
}

export function doneLine(task: Task, style: Style): string {
  return change('Done', task, style, []);
}

/** The next occurrence of a recurring task that was just done. */
export function nextLine(task: Task, style: Style): string {
  return change('Next', task, style, details(task, style));
}

export function reopenedLine(task: Task, style: Style): string {
  return change('Reopened', task, style, []);
}

export function removedLine(task: Task, style: Style): string {
  return change('Removed', task, style, []);
}

export function restoredLine(task: Task, style: Style): string {
  return change('Restored', task, style, details(task, style));
}

export function wouldRestoreLine(task: Task, style: Style): string {
  return change('Would restore', task, style, details(task, style));
}

export function wouldCompleteLine(task: Task, style: Style): string {
  return change('Would complete', task, style, []);
}

/** A next occurrence has no number before it is there. */
export function wouldAddLine(task: Task, style: Style): string {
  return `Would add ${described(task, style, details(task, style))}`;
}

export function wouldReopenLine(task: Task, style: Style): string {
  return change('Would reopen', task, style, []);
}

export function wouldRemoveLine(task: Task, style: Style): string {
  return change('Would remove', task, style, []);
}

/** The task as it would be. */
export function wouldEditLine(task: Task, style: Style): string {
  return change('Would edit', task, style, details(task, style));
}

export function alreadyDoneLine(task: Task): string {
  return `#${task.number} is already done`;
}

export function alreadyOpenLine(task: Task): string {
  return `#${task.number} is already open`;
}

export function notDeletedLine(task: Task): string {
  return `#${task.number} is not deleted`;
}

function change(verb: string, task: Task, style: Style, facts: readonly string[]): string {
  return `${verb} #${task.number} ${described(task, style, facts)}`;
}

/** What is told of a task besides its title. */
type ShownFields = Pick<Task, 'due' | 'priority' | 'tags' | 'recursionPattern' | 'description'>;

export function described({ title }: Pick<Task, 'title'>, style: Style, facts: readonly string[]): string {
  const { bold, dim } = colors(style);
  const separator = style.unicode ? '·' : '-';
  const shown = bold(escapeControl(title));
  return facts.length === 0 ? shown : `${shown}${dim(facts.map((fact) => ` ${separator} ${fact}`).join(''))}`;
}

export function details(task: ShownFields, style: Style): string[] {
  const facts: string[] = [];
  if (task.due !== null) facts.push(`due ${describeDueWithDistance(task.due, style.now)}`);
  if (task.priority !== 'Medium') facts.push(task.priority);
  if (task.tags.length > 0) facts.push(escapeControl(task.tags.map((tag) => `+${tag}`).join(' ')));
  if (task.recursionPattern !== null) facts.push(escapeControl(describeRecurrence(task.recursionPattern)));
  if (task.description !== null) facts.push('note');
  return facts;
}
