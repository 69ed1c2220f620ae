import { dateOf } from '../domain/calendar.ts';
import { WEEKDAYS } from '../domain/calendar-names.ts';
import type { CalendarMonth } from '../domain/calendar-month.ts';
import { monthOf, nameMonth, weeksOfMonth } from '../domain/month.ts';
import { type Box, boxes } from './boxes.ts';
import { countsOf, labelOf, marksOf, numberOf, paintOf, type Shown, titleCell } from './calendar-day.ts';
import { calendarFooter } from './calendar-footer.ts';
import { type CalendarLayout, calendarLayout } from './calendar-layout.ts';
import { type Cell, cell, grid } from './grid.ts';
import { colors, type Style } from './style.ts';

/** From its first day to its seventh. */
type Week = readonly Shown[];

const DAYS = [0, 1, 2, 3, 4, 5, 6] as const;
const NOTHING = cell('');
const GAP = ' ';
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
  return [colors(style).bold(nameMonth(calendar.month)), picture, calendarFooter(calendar, style)].join(
    '\n\n',
  );
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
  const rows = weeks.map((week) => week.map((shown) => boxOf(shown, titles, style)));
  return `${bold(heading)}\n${boxes(rows, width, style)}`;
};

function boxOf(shown: Shown, titles: number, style: Style): Box {
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

/** A line for each week, counts beside the days. */
const countPicture: Picture = (weeks, { firstWeekday }, { width }, style) =>
  columns(
    weekdays(firstWeekday).map((name) => ` ${name.slice(0, 3)}`),
    weeks.map((week) =>
      week.map((shown) => {
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
      const days = week.map((shown) => inMonth(shown, width >= WITH_MONTH));
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
      const days = week.map((shown) => inMonth(shown, false));
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
function inMonth(shown: Shown, showsMonths: boolean): Shown | undefined {
  return shown.isOutside && !showsMonths ? undefined : shown;
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
