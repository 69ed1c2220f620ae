import type { Context } from '../context.ts';
import { countOverdueBefore, selectDayCounts, selectDayTasks } from '../data/calendar.ts';
import { toTimeOfDay } from '../data/task-row.ts';
import { dateOf } from '../domain/calendar.ts';
import type { CalendarDay, CalendarMonth, CalendarTask } from '../domain/calendar-month.ts';
import { clockAt } from '../domain/due-date.ts';
import { daysOfMonth, type Month, weeksOfMonth } from '../domain/month.ts';
import { asCurrentUser } from './as-current-user.ts';

export interface CalendarRequest {
  readonly month: Month;
  /** Also the days of other months that its first and its last week have. */
  readonly wholeWeeks: boolean;
  /** How many tasks of each day are wanted, besides their number. */
  readonly tasksOfDay: number;
}

/** The tasks of a month, counted in Postgres, which sends no more of them than are wanted. One request. */
export async function readCalendar(
  { month, wholeWeeks, tasksOfDay }: CalendarRequest,
  context: Pick<Context, 'gateway' | 'login' | 'now' | 'firstWeekday'>,
): Promise<CalendarMonth> {
  const { read, userId } = await asCurrentUser(context);
  const now = context.now();
  const clock = clockAt(now);
  const firstWeekday = await context.firstWeekday();
  const days = daysOfMonth(month).map(dateOf);
  const shown = wholeWeeks ? weeksOfMonth(month, firstWeekday).flat().map(dateOf) : days;
  const query = { userId, clock, from: shown[0] ?? '', to: shown.at(-1) ?? '' };
  const before = { ...query, from: days[0] ?? '' };
  const answer = { month, today: clock.date, firstWeekday };
  if (tasksOfDay === 0) {
    const [counts, [late]] = await read((database) => [
      selectDayCounts(database, query),
      countOverdueBefore(database, before),
    ]);
    const counted = counts.map(({ date, open, done, overdue }) => ({ date, open, done, overdue, tasks: [] }));
    return { ...answer, overdueBefore: late?.overdue ?? 0, days: counted };
  }
  const [rows, [late]] = await read((database) => [
    selectDayTasks(database, query, tasksOfDay),
    countOverdueBefore(database, before),
  ]);
  return { ...answer, overdueBefore: late?.overdue ?? 0, days: byDay(rows) };
}

type DayRow = Awaited<ReturnType<typeof selectDayTasks>>[number];

function byDay(rows: readonly DayRow[]): CalendarDay[] {
  const days = new Map<string, CalendarDay & { readonly tasks: CalendarTask[] }>();
  for (const { date, open, done, overdue, number, title, dueTime, priority, completed } of rows) {
    const at = dueTime === null ? null : toTimeOfDay(dueTime);
    const task = { number, title, dueTime: at, priority, completed };
    const day = days.get(date);
    if (day === undefined) days.set(date, { date, open, done, overdue, tasks: [task] });
    else day.tasks.push(task);
  }
  return [...days.values()];
}
