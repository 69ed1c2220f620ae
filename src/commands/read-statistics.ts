import type { Context } from '../context.ts';
import { selectStatistics, type TaskGroup } from '../data/statistics.ts';
import { dateOf, dayNumber, weekBegin } from '../domain/calendar.ts';
import { clockAt } from '../domain/due-date.ts';
import type { Statistics } from '../domain/statistics.ts';
import { PRIORITIES } from '../domain/task.ts';
import type { TaskFilter } from '../domain/task-filter.ts';
import { zoneOffsets } from '../domain/zone-offsets.ts';
import { asCurrentUser } from './as-current-user.ts';

const DAYS = 14;
const WEEKS = 8;
const TAGS = 10;

/** What became of the tasks that match, counted in Postgres. One request. */
export async function readStatistics(
  filter: TaskFilter,
  context: Pick<Context, 'gateway' | 'login' | 'now' | 'firstWeekday'>,
): Promise<Statistics> {
  const { read, userId } = await asCurrentUser(context);
  const now = context.now();
  const clock = clockAt(now);
  const firstWeekday = await context.firstWeekday();
  const day = dayNumber(clock.date);
  const week = weekBegin(day, firstWeekday);
  const days = Array.from({ length: DAYS }, (_, ago) => dateOf(day - DAYS + 1 + ago));
  // This week has not ended.
  const weekBegins = Array.from({ length: WEEKS - 1 }, (_, ago) => week - 7 * (WEEKS - 2 - ago));
  const tomorrow = beginOf(day + 1);
  const query = {
    userId,
    filter,
    clock,
    tomorrow,
    offsets: zoneOffsets(tomorrow),
    since: days[0] ?? '',
    weekEnds: weekBegins.map(beginOf),
    mostTags: TAGS,
  };
  const [[counted]] = await read((database) => [selectStatistics(database, query)]);
  const groups = counted?.groups ?? [];
  const doneOn = new Map(counted?.days?.map(({ date, done }) => [date, done]));
  const doneByDay = days.map((date) => ({ date, done: doneOn.get(date) ?? 0 }));
  const open = sum(groups.filter(({ completed }) => !completed));
  return {
    today: clock.date,
    firstWeekday,
    open,
    done: sum(groups.filter(({ completed }) => completed)),
    overdue: groups.reduce((all, { overdue }) => all + overdue, 0),
    doneToday: doneOn.get(clock.date) ?? 0,
    doneThisWeek: doneByDay
      .filter(({ date }) => date >= dateOf(week))
      .reduce((all, { done }) => all + done, 0),
    streak: { current: counted?.current ?? 0, longest: counted?.longest ?? 0 },
    doneByDay,
    openByWeek: [
      ...weekBegins.map((begin, place) => ({ date: dateOf(begin - 1), open: openAt(place, groups) })),
      { date: clock.date, open },
    ],
    priorities: PRIORITIES.map((priority) => {
      const own = groups.filter((group) => group.priority === priority);
      return {
        priority,
        open: sum(own.filter(({ completed }) => !completed)),
        done: sum(own.filter(({ completed }) => completed)),
      };
    }),
    tags: counted?.tags ?? [],
  };
}

function sum(groups: readonly TaskGroup[]): number {
  return groups.reduce((all, { tasks }) => all + tasks, 0);
}

/** How many were open when that of the weeks ended: added by then, and not done. */
function openAt(place: number, groups: readonly TaskGroup[]): number {
  return sum(
    groups.filter(({ added, finished }) => added <= place && (finished === null || finished > place)),
  );
}

/** When a day begins where this process runs. */
function beginOf(day: number): Date {
  return new Date(`${dateOf(day)}T00:00`);
}
