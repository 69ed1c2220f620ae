const DAY_MS = 86_400_000;
const DAYS_IN_400_YEARS = 146_097;

/** The days that a task can be due on: 1000-01-01 and 9999-12-31, whose dates have four digits for the year. */
export const FIRST_DAY = -354_285;
export const LAST_DAY = 2_932_896;

export interface CalendarDate {
  readonly year: number;
  /** 1 to 12 */
  readonly month: number;
  /** 1 to 31 */
  readonly day: number;
}

/** `YYYY-MM-DD` as days since 1970-01-01. In UTC, where every day has 24 hours; NaN for a month 13 or a day 32. */
export function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

/** A day from FIRST_DAY to LAST_DAY as `YYYY-MM-DD`. */
export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 'YYYY-MM-DD'.length);
}

export function calendarDate(day: number): CalendarDate {
  const date = new Date(day * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** The day of a date; undefined for one that the calendar does not have. */
export function dayOf({ year, month, day }: CalendarDate): number | undefined {
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month);
  return exists ? firstOfMonth(year, month) + day - 1 : undefined;
}

/** A month below 1 or above 12 is one of another year. */
export function firstOfMonth(year: number, month: number): number {
  // To Date.UTC, the years 0 to 99 are those from 1900 on. After 400 years the calendar is the same.
  return Date.UTC(year + 400, month - 1, 1) / DAY_MS - DAYS_IN_400_YEARS;
}

export function monthLength(year: number, month: number): number {
  return firstOfMonth(year, month + 1) - firstOfMonth(year, month);
}

/** 0 on Monday to 6 on Sunday. */
export function weekdayOf(day: number): number {
  // 1970-01-01 was a Thursday.
  return modulo(day + 3, 7);
}

/** The day on which a week begins that has begun: a Monday, or another weekday. */
export function weekBegin(day: number, firstWeekday = 0): number {
  return day - modulo(weekdayOf(day) - firstWeekday, 7);
}

/** The same day of a later or earlier month, or that month's last day if it is shorter. */
export function addMonths(day: number, months: number): number {
  const date = calendarDate(day);
  const month = date.month + months;
  return firstOfMonth(date.year, month) + Math.min(date.day, monthLength(date.year, month)) - 1;
}

function modulo(number: number, divisor: number): number {
  return ((number % divisor) + divisor) % divisor;
}
