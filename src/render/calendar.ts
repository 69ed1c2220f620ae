import { calendarDate, dateOf, dayNumber } from '../domain/calendar.ts';
import { shortMonth, WEEKDAYS } from '../domain/calendar-names.ts';
import type { CalendarDay, CalendarMonth, CalendarTask } from '../domain/calendar-month.ts';
import { formatMonth, monthOf, nameMonth, weeksOfMonth } from '../domain/month.ts';
import { isOverdue } from '../domain/due-date.ts';
import { type Box, boxes } from './boxes.ts';
import { type CalendarLayout, calendarLayout, NARROWEST } from './calendar-layout.ts';
import { oneLine } from './escape.ts';
import { type Cell, cell, grid } from './grid.ts';
import { colors, type Style } from './style.ts';
import { wrap } from './wrap.ts';

/** A day of the picture, with what there is to be seen of it. */
interface Shown {
  /** As in domain/calendar.ts. */
  readonly day: number;
  readonly isToday: boolean;
  /** Whether it is of another month, as the first and the last days of a grid may be. */
  readonly isOutside: boolean;
  readonly counts: CalendarDay | undefined;
}

type Week = readonly Shown[];

const DAYS = [0, 1, 2, 3, 4, 5, 6] as const;
const NOTHING = cell('');
const OVERDUE = '!';
const GAP = ' ';
const SEPARATOR = ', ';
/** From here on a day and its counts go side by side. */
const IN_ONE_LINE = 9;
/** From here on a day can be told with its month: `[26 Oct]`. */
const WITH_MONTH = 8;
/** Below this, weekdays are told in two letters. */
const THREE_LETTERS = 3;

/**
 * A month as people hang it on the wall, in the style's width (20 cells at least), with a line below that counts. What there is on a day
 * is told in words or signs, and by colours besides. No last newline.
 */
export function calendarPicture(calendar: CalendarMonth, style: Style): string {
  const layout = calendarLayout(style.width);
  const weeks = weeksOf(calendar);
  const picture = {
    titles: titlePicture,
    counts: layout.width < IN_ONE_LINE ? doublePicture : countPicture,
    marks: markPicture,
  }[layout.kind](weeks, calendar, layout, style);
  return [colors(style).bold(nameMonth(calendar.month)), picture, footer(calendar, style)].join('\n\n');
}

function weeksOf({ month, firstWeekday, today, days }: CalendarMonth): Week[] {
  const counted = new Map(days.map((day) => [day.date, day]));
  return weeksOfMonth(month, firstWeekday).map((week) =>
    week.map((day) => {
      const date = dateOf(day);
      return {
        day,
        isToday: date === today,
        isOutside: monthOf(day).month !== month.month,
        counts: counted.get(date),
      };
    }),
  );
}

type Picture = (
  weeks: readonly Week[],
  calendar: CalendarMonth,
  layout: CalendarLayout,
  style: Style,
) => string;

/** Boxes with titles. */
const titlePicture: Picture = (weeks, { firstWeekday }, { width, titles }, style) => {
  const { bold } = colors(style);
  const heading = weekdays(firstWeekday)
    .map((name) => `  ${name}`.padEnd(width + 1))
    .join('')
    .trimEnd();
  const rows = weeks.map((week) => DAYS.map((place) => boxOf(week[place], titles, style)));
  return `${bold(heading)}\n${boxes(rows, width, style)}`;
};

function boxOf(shown: Shown | undefined, titles: number, style: Style): Box {
  if (shown === undefined) return [];
  const { dim } = colors(style);
  const { counts } = shown;
  const label = cell(labelOf(shown), paintOf(shown, style, true));
  const all = counts === undefined ? 0 : counts.open + counts.done;
  const fitting = all > titles ? titles - 1 : titles;
  const tasks = counts?.tasks.slice(0, fitting) ?? [];
  const lines = tasks.map((task) => titleCell(task, shown, style));
  const more = all - tasks.length;
  return [label, ...(more > 0 ? [...lines, cell(`+${more} more`, dim)] : lines)];
}

function titleCell(task: CalendarTask, { day, isOutside }: Shown, style: Style): Cell {
  const { dim, red } = colors(style);
  const title = oneLine(task.title);
  if (task.completed) return cell(`${doneSign(style.unicode)} ${title}`, dim, style.width);
  const text = task.dueTime === null ? title : `${task.dueTime} ${title}`;
  const isLate = isOverdue({ on: dateOf(day), at: task.dueTime }, style.now);
  if (isLate) return cell(`${OVERDUE} ${text}`, red, style.width);
  return cell(text, isOutside ? dim : undefined, style.width);
}

/** A line for each week, counts beside the days. */
const countPicture: Picture = (weeks, { firstWeekday }, { width }, style) =>
  columns(
    weekdays(firstWeekday).map((name) => ` ${name.slice(0, 3)}`),
    weeks.map((week) =>
      DAYS.map((place) => {
        const shown = week[place];
        if (shown === undefined) return NOTHING;
        const label = labelOf(shown);
        const told = countsOf(shown, width - label.length - 1, style);
        return cell(`${label} ${told}`.trimEnd(), paintOf(shown, style));
      }),
    ),
    width,
    style,
  );

/** Counts below the days, and a line between weeks, as numbers below numbers are mistaken for each other. */
const doublePicture: Picture = (weeks, { firstWeekday }, { width }, style) =>
  columns(
    weekdays(firstWeekday).map((name) => ` ${name.slice(0, 3)}`),
    weeks.flatMap((week, index) => {
      const days = DAYS.map((place) => inMonth(week[place], width >= WITH_MONTH));
      const labels = days.map((shown) =>
        shown === undefined ? NOTHING : cell(labelOf(shown), paintOf(shown, style)),
      );
      const counts = days.map((shown) =>
        shown === undefined
          ? NOTHING
          : cell(` ${countsOf(shown, width - 1, style)}`.trimEnd(), paintOf(shown, style)),
      );
      const rows = counts.some(({ text }) => text !== '') ? [labels, counts] : [labels];
      return index === 0 ? rows : [DAYS.map(() => NOTHING), ...rows];
    }),
    width,
    style,
  );

/** Signs below the days; `^` is below today. */
const markPicture: Picture = (weeks, { firstWeekday }, { width }, style) =>
  columns(
    weekdays(firstWeekday).map((name) => name.slice(0, width < THREE_LETTERS ? 2 : 3)),
    weeks.flatMap((week) => {
      const days = DAYS.map((place) => inMonth(week[place], false));
      const numbers = days.map((shown) =>
        shown === undefined ? NOTHING : cell(numberOf(shown), paintOf(shown, style)),
      );
      const marks = days.map((shown) => {
        if (shown === undefined) return NOTHING;
        const today = shown.isToday ? '^' : '';
        return cell((today + marksOf(shown, style).join('')).slice(0, 2), paintOf(shown, style));
      });
      return marks.some(({ text }) => text !== '') ? [numbers, marks] : [numbers];
    }),
    width,
    style,
  );

/** Where a day cannot be told with its month, none of another month is shown. */
function inMonth(shown: Shown | undefined, showsMonths: boolean): Shown | undefined {
  return shown?.isOutside === true && !showsMonths ? undefined : shown;
}

function columns(
  headings: readonly string[],
  rows: readonly (readonly Cell[])[],
  width: number,
  style: Style,
): string {
  return grid(
    DAYS.map((place) => ({
      heading: headings[place] ?? '',
      width,
      cells: rows.map((row) => row[place] ?? NOTHING),
    })),
    style,
    GAP,
  );
}

function weekdays(firstWeekday: number): string[] {
  return DAYS.map((place) => WEEKDAYS[(firstWeekday + place) % 7] ?? '');
}

/** `  6`, `[23]`, and ` 26 Oct` of another month. */
function labelOf(shown: Shown): string {
  const label = shown.isOutside
    ? `${numberOf(shown)} ${shortMonth(monthOf(shown.day).month)}`
    : numberOf(shown);
  return shown.isToday ? `[${label}]` : ` ${label}`;
}

function numberOf({ day }: Shown): string {
  return String(calendarDate(day).day).padStart(2);
}

function doneSign(unicode: boolean): string {
  return unicode ? '✓' : 'x';
}

/**
 * How many tasks are open, behind `!` if some are overdue, and how many are done: `•3 ✓2`, `!3`. Where there is no room, without some of the
 * numbers: `•3✓`, `•✓`.
 */
function countsOf(shown: Shown, room: number, style: Style): string {
  if (shown.counts === undefined) return '';
  const { open, done } = shown.counts;
  const [openMark, doneMark] = marksOf(shown, style);
  const openText = open === 0 ? '' : openMark + short(open);
  const doneText = done === 0 ? '' : doneMark + short(done);
  const told = [`${openText} ${doneText}`.trim(), openText + doneMark];
  return told.find((text) => text.length <= room) ?? (openMark + doneMark).slice(0, room);
}

/** `!` for overdue or `•` for open tasks, and `✓` for done ones; each empty for none. */
function marksOf({ counts }: Shown, { unicode }: Style): readonly [open: string, done: string] {
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

function paintOf({ isToday, isOutside, counts }: Shown, style: Style, isLabel = false): Cell['paint'] {
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

/** `12 due this month, 3 overdue, 4 done`, in as many lines as it takes. */
function footer({ month, today, overdueBefore, days }: CalendarMonth, style: Style): string {
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
