import { calendarDate, dateOf } from '../domain/calendar.ts';
import { shortMonth } from '../domain/calendar-names.ts';
import type { CalendarDay, CalendarTask } from '../domain/calendar-month.ts';
import { isOverdue } from '../domain/due-date.ts';
import { monthOf } from '../domain/month.ts';
import { oneLine } from './escape.ts';
import { type Cell, cell } from './grid.ts';
import { colors, type Style } from './style.ts';

/** A day of the picture, with what there is to be seen of it. */
export interface Shown {
  /** As in domain/calendar.ts. */
  readonly day: number;
  readonly isToday: boolean;
  /** Whether it is of another month, as the first and the last days of a grid may be. */
  readonly isOutside: boolean;
  readonly counts: CalendarDay | undefined;
}

const OVERDUE = '!';

/** `  6`, `[23]`, and ` 26 Oct` of another month. */
export function labelOf(shown: Shown): string {
  const label = shown.isOutside
    ? `${numberOf(shown)} ${shortMonth(monthOf(shown.day).month)}`
    : numberOf(shown);
  return shown.isToday ? `[${label}]` : ` ${label}`;
}

export function numberOf({ day }: Shown): string {
  return String(calendarDate(day).day).padStart(2);
}

function doneSign(unicode: boolean): string {
  return unicode ? '✓' : 'x';
}

/**
 * How many tasks are open, behind `!` if some are overdue, and how many are done: `•3 ✓2`, `!3`. Where there is no room, without some of the
 * numbers: `•3✓`, `•✓`.
 */
export function countsOf(shown: Shown, room: number, style: Style): string {
  if (shown.counts === undefined) return '';
  const { open, done } = shown.counts;
  const [openMark, doneMark] = marksOf(shown, style);
  const openText = open === 0 ? '' : openMark + short(open);
  const doneText = done === 0 ? '' : doneMark + short(done);
  const told = [`${openText} ${doneText}`.trim(), openText + doneMark];
  return told.find((text) => text.length <= room) ?? (openMark + doneMark).slice(0, room);
}

/** `!` for overdue or `•` for open tasks, and `✓` for done ones; each empty for none. */
export function marksOf({ counts }: Shown, { unicode }: Style): readonly [open: string, done: string] {
  if (counts === undefined) return ['', ''];
  const openMark = unicode ? '•' : '*';
  return [
    counts.overdue > 0 ? OVERDUE : counts.open > 0 ? openMark : '',
    counts.done > 0 ? doneSign(unicode) : '',
  ];
}

/** `999`, `50k` */
function short(count: number): string {
  return count < 1_000 ? String(count) : `${Math.floor(count / 1_000)}k`;
}

export function paintOf({ isToday, isOutside, counts }: Shown, style: Style, isLabel = false): Cell['paint'] {
  const { bold, red, green, dim } = colors(style);
  if (isToday && isLabel) return bold;
  const paint = isLabel ? undefined : statePaint();
  if (isToday) return paint === undefined ? bold : (text) => bold(paint(text));
  return isOutside ? dim : paint;

  function statePaint(): Cell['paint'] {
    if (counts === undefined) return undefined;
    if (counts.overdue > 0) return red;
    return counts.open === 0 ? green : undefined;
  }
}

/** `18:30 Call the plumber`, `! Pay rent`, `✓ Milk`. */
export function titleCell(task: CalendarTask, { day, isOutside }: Shown, style: Style): Cell {
  const { dim, red } = colors(style);
  const title = oneLine(task.title);
  if (task.completed) return cell(`${doneSign(style.unicode)} ${title}`, dim, style.width);
  const text = task.dueTime === null ? title : `${task.dueTime} ${title}`;
  const isLate = isOverdue({ on: dateOf(day), at: task.dueTime }, style.now);
  if (isLate) return cell(`${OVERDUE} ${text}`, red, style.width);
  return cell(text, isOutside ? dim : undefined, style.width);
}
