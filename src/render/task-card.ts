import { describeDistance, describeDue, formatDue, isOverdue, today, wallClock } from '../domain/due-date.ts';
import type { Task } from '../domain/task.ts';
import { escapeControl } from './escape.ts';
import { colors, type Style } from './style.ts';

const LABEL_WIDTH = 11;
const INDENT = '  ';

/** Everything about one task over several lines, for `todo show` at a terminal. No last newline. */
export function taskCard(task: Task, style: Style): string {
  const { bold, dim } = colors(style);
  const lines = [`${bold(`#${task.number}`)} ${bold(escapeControl(task.title))}`, ''];
  const add = (label: string, value: string | null): void => {
    if (value !== null) lines.push(dim(label.padEnd(LABEL_WIDTH)) + value);
  };
  add('Status', task.completed ? 'done' : 'open');
  add('Due', task.due === null ? null : describeDueDate(task, style));
  add('Priority', task.priority);
  add('Tags', task.tags.length === 0 ? null : escapeControl(task.tags.map((tag) => `+${tag}`).join(' ')));
  add('Repeats', task.recursionPattern === null ? null : escapeControl(task.recursionPattern));
  add('Created', describeInstant(task.createdAt, style.now));
  add('Updated', describeInstant(task.updatedAt, style.now));
  add('Completed', task.completedAt === null ? null : describeInstant(task.completedAt, style.now));
  add('Id', task.id);
  if (task.description !== null) {
    const note = escapeControl(task.description.replaceAll('\t', '    '), { keepNewlines: true });
    lines.push('', ...note.split('\n').map((line) => (line === '' ? '' : INDENT + line)));
  }
  return lines.join('\n');
}

function describeDueDate({ due, completed }: Task, { now, color, unicode, width }: Style): string {
  if (due === null) return '';
  const { red } = colors({ now, color, unicode, width });
  const distance = describeDistance(due, now);
  const words = [`${describeDue(due, now)} (${formatDue(due)})`];
  if (distance !== null) words.push(distance);
  if (completed || !isOverdue(due, now)) return words.join(', ');
  return red([...words, 'overdue'].join(', '));
}

/** In local time, as people wrote it down when it happened: `today 10:00 (2026-11-23 10:00)`. */
function describeInstant(instant: Date, now: Date): string {
  const local = { on: today(instant), at: wallClock(instant) };
  return `${describeDue(local, now)} (${formatDue(local)})`;
}
