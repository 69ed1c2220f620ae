import type { Context } from '../context.ts';
import { countOverdueBefore, selectDayCounts, selectDayTasks } from '../data/calendar.ts';
import { toTimeOfDay } from '../data/task-row.ts';
import { dateOf } from '../domain/calendar.ts';
import type { CalendarMonth, CalendarTask } from '../domain/calendar-month.ts';
import { today, wallClock } from '../domain/due-date.ts';
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
  const clock = { date: today(now), time: wallClock(now) };
  const firstWeekday = await context.firstWeekday();
  const days = daysOfMonth(month).map(dateOf);
  const shown = wholeWeeks ? weeksOfMonth(month, firstWeekday).flat().map(dateOf) : days;
  const query = { userId, clock, from: shown[0] ?? '', to: shown.at(-1) ?? '' };
  const [counts, [before], rows] = await read((database) => [
    selectDayCounts(database, query),
    countOverdueBefore(database, { ...query, from: days[0] ?? '' }),
    selectDayTasks(database, query, tasksOfDay),
  ]);
  const tasks = new Map<string, CalendarTask[]>();
  for (const { date, number, title, dueTime, priority, completed } of rows) {
    const task = {
      number,
      title,
      dueTime: dueTime === null ? null : toTimeOfDay(dueTime),
      priority,
      completed,
    };
    const ofDay = tasks.get(date);
    if (ofDay === undefined) tasks.set(date, [task]);
    else ofDay.push(task);
  }
  return {
    month,
    today: clock.date,
    firstWeekday,
    overdueBefore: before?.overdue ?? 0,
    days: counts.map(({ date, open, done, overdue }) => ({
      date,
      open,
      done,
      overdue,
      tasks: tasks.get(date) ?? [],
    })),
  };
}
