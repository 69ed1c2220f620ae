import { MONTHS } from './calendar-names.ts';
import { calendarDate, firstOfMonth, LAST_DAY, monthLength, weekBegin } from './calendar.ts';

/** A month of the calendar, from January 1000 to December 9999. */
export interface Month {
  readonly year: number;
  /** 1 to 12 */
  readonly month: number;
}

/** The month of a day; days are numbered as in calendar.ts. */
export function monthOf(day: number): Month {
  const { year, month } = calendarDate(day);
  return { year, month };
}

/** `2026-11` */
export function formatMonth({ year, month }: Month): string {
  return `${year}-${String(month).padStart(2, '0')}`;
}

/** `November 2026` */
export function nameMonth({ year, month }: Month): string {
  return `${MONTHS[month - 1]} ${year}`;
}

export function daysOfMonth({ year, month }: Month): number[] {
  return daysFrom(firstOfMonth(year, month), monthLength(year, month));
}

/**
 * The weeks that have a day of the month, each with all of its seven, some of which may be of the month before or behind. Those that no
 * date can be written for are left out.
 * @param firstWeekday 0 for weeks that begin on Monday, to 6 for Sunday
 */
export function weeksOfMonth({ year, month }: Month, firstWeekday: number): number[][] {
  const begin = weekBegin(firstOfMonth(year, month), firstWeekday);
  const weeks = Math.ceil((firstOfMonth(year, month + 1) - begin) / 7);
  return Array.from({ length: weeks }, (_, week) =>
    daysFrom(begin + 7 * week, 7).filter((day) => day <= LAST_DAY),
  );
}

function daysFrom(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, later) => first + later);
}
