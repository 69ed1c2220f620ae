import { dateOf } from '../domain/calendar.ts';
import { WEEKDAYS } from '../domain/calendar-names.ts';
import type { CalendarMonth } from '../domain/calendar-month.ts';
import { daysOfMonth, formatMonth } from '../domain/month.ts';

/** A month as `--json` prints it: all of its days, also those without tasks. Keys may be added, none goes or changes. */
export function calendarJson({ month, today, firstWeekday, overdueBefore, days }: CalendarMonth) {
  const counted = new Map(days.map((day) => [day.date, day]));
  return {
    month: formatMonth(month),
    today,
    weekStart: WEEKDAYS[firstWeekday],
    overdueBefore,
    days: daysOfMonth(month).map((day) => {
      const date = dateOf(day);
      const { open = 0, done = 0, overdue = 0, tasks = [] } = counted.get(date) ?? {};
      return {
        date,
        open,
        done,
        overdue,
        tasks: tasks.map(({ number, title, dueTime, priority, completed }) => ({
          number,
          title,
          dueTime,
          priority,
          completed,
        })),
      };
    }),
  };
}
