import { dateOf, dayNumber, FIRST_DAY } from '../../domain/calendar.ts';
import { today } from '../../domain/due-date.ts';

/** `YYYY-MM-DD` of a day that the calendar has and a task can be due on. */
export function isDay(text: string): boolean {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? dayNumber(text) : NaN;
  return day >= FIRST_DAY && dateOf(day) === text;
}

/** When the day begins where this process runs. */
export function beginOfDay(day: string): Date {
  return new Date(`${day}T00:00`);
}

/** The day where this process runs on which something was at an instant, of ISO 8601. Of other years than those of isDay, the first or last. */
export function dayAt(instant: string): string {
  const date = new Date(instant);
  const year = date.getFullYear();
  if (year < 1000) return '1000-01-01';
  return year > 9999 ? '9999-12-31' : today(date);
}

/** `HH:MM` of `17:00` or `1700`. */
export function timeOf(text: string): string | undefined {
  const [, hours, minutes] = /^([01]\d|2[0-3]):?([0-5]\d)$/.exec(text) ?? [];
  return hours === undefined || minutes === undefined ? undefined : `${hours}:${minutes}`;
}
