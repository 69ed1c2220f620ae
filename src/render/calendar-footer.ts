import { dayNumber } from '../domain/calendar.ts';
import type { CalendarDay, CalendarMonth } from '../domain/calendar-month.ts';
import { formatMonth, monthOf, nameMonth } from '../domain/month.ts';
import { NARROWEST } from './calendar-layout.ts';
import { type Cell, cell } from './grid.ts';
import { colors, type Style } from './style.ts';
import { wrap } from './wrap.ts';

const SEPARATOR = ', ';

/** `12 due this month, 3 overdue, 4 done`, in as many lines as it takes. */
export function calendarFooter({ month, today, overdueBefore, days }: CalendarMonth, style: Style): string {
  const { dim, red } = colors(style);
  const name = formatMonth(month);
  const own = days.filter(({ date }) => date.startsWith(name));
  const sum = (count: (day: CalendarDay) => number): number => own.reduce((all, day) => all + count(day), 0);
  const [due, overdue, done] = [
    sum((day) => day.open + day.done),
    sum((day) => day.overdue),
    sum((day) => day.done),
  ];
  const when = formatMonth(monthOf(dayNumber(today))) === name ? 'this month' : `in ${nameMonth(month)}`;
  const parts: Cell[] = [
    cell(due === 0 ? `Nothing is due ${when}` : `${due} due ${when}`, dim),
    ...(overdue === 0 ? [] : [cell(`${overdue} overdue`, red)]),
    ...(done === 0 ? [] : [cell(`${done} done`, dim)]),
  ];
  const before = overdueBefore === 0 ? [] : [cell(`${overdueBefore} overdue from earlier months`, red)];
  const lines = before.length === 0 ? [parts] : [parts, before];
  return lines.flatMap((line) => listed(line, style)).join('\n');
}

/** Parts with commas between, in one line if it has room for them. */
function listed(parts: readonly Cell[], style: Style): string[] {
  const room = Math.max(style.width, NARROWEST);
  const together = parts.reduce((taken, part) => taken + part.width + SEPARATOR.length, -SEPARATOR.length);
  return together <= room
    ? [parts.map((part) => painted(part, part.text)).join(colors(style).dim(SEPARATOR))]
    : parts.flatMap((part) => wrap(part.text, room).map((line) => painted(part, line)));
}

function painted({ paint }: Cell, text: string): string {
  return paint?.(text) ?? text;
}
