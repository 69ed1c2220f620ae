import type { DayCounts } from '../domain/calendar-month.ts';

/** A day for `cut` and `awk`: date, open, done, overdue, with tabs between and no line end. */
export function calendarLine({ date, open, done, overdue }: DayCounts): string {
  return [date, open, done, overdue].join('\t');
}
