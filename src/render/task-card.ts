import { describeDistance, describeDue, formatDue, isOverdue, today, wallClock } from '../domain/due-date.ts';
import { describeRecurrence } from '../domain/recurrence-words.ts';
import type { Due, Task } from '../domain/task.ts';
import { escapeControl } from './escape.ts';
import { colors, type Style } from './style.ts';
import { wrap } from './wrap.ts';

const LABEL_WIDTH = 11;
const INDENT = '  ';
const TAB = '    ';

/** Everything about one task over several lines, title and note wrapped between words. No last newline. */
export function taskCard(task: Task, style: Style): string {
  const { bold, dim } = colors(style);
  const field = (label: string, value: string | null): string[] =>
    value === null ? [] : [dim(label.padEnd(LABEL_WIDTH)) + value];
  return [
    ...wrap(`#${task.number} ${escapeControl(task.title)}`, style.width).map((line) => bold(line)),
    '',
    ...field('Status', task.completed ? 'done' : 'open'),
    ...field('Due', task.due && dueDate(task.due, task.completed, style)),
    ...field('Priority', task.priority),
    ...field('Tags', task.tags.map((tag) => `+${escapeControl(tag)}`).join(' ') || null),
    ...field('Repeats', task.recursionPattern && escapeControl(describeRecurrence(task.recursionPattern))),
    ...field('Created', localTime(task.createdAt, style.now)),
    ...field('Updated', localTime(task.updatedAt, style.now)),
    ...field('Completed', task.completedAt && localTime(task.completedAt, style.now)),
    ...field('Id', task.id),
    ...(task.description === null ? [] : ['', ...note(task.description, style)]),
  ].join('\n');
}

function note(text: string, style: Style): string[] {
  return escapeControl(text.replaceAll('\t', TAB), { keepNewlines: true })
    .split('\n')
    .flatMap((line) => wrap(line, style.width - INDENT.length))
    .map((line) => (line === '' ? '' : INDENT + line));
}

/** `Fri 27 Nov (2026-11-27), in 4 days` */
function dueDate(due: Due, completed: boolean, style: Style): string {
  const distance = describeDistance(due, style.now);
  const words = `${describeDue(due, style.now)} (${formatDue(due)})${distance === null ? '' : `, ${distance}`}`;
  return !completed && isOverdue(due, style.now) ? colors(style).red(`${words}, overdue`) : words;
}

/** As the clock on the wall showed it: `today 10:00 (2026-11-23 10:00)`. */
function localTime(instant: Date, now: Date): string {
  const local = { on: today(instant), at: wallClock(instant) };
  return `${describeDue(local, now)} (${formatDue(local)})`;
}
