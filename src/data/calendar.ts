import { and, between, eq, lt, lte, type SQL, sql } from 'drizzle-orm';
import type { Clock } from '../domain/task-filter.ts';
import type { Database } from './gateway.ts';
import { tasks } from './schema.ts';
import { isOverdue } from './task-filter.ts';

export interface CalendarQuery {
  readonly userId: string;
  /** `YYYY-MM-DD`, the first and the last day. */
  readonly from: string;
  readonly to: string;
  readonly clock: Clock;
}

const OPEN = sql`count(*) filter (where not ${tasks.completed})`;
const DONE = sql`count(*) filter (where ${tasks.completed})`;

/** The days that tasks are due on, in order. */
export function selectDayCounts(database: Database, query: CalendarQuery) {
  return database
    .select({
      date: sql<string>`${tasks.dueDate}`,
      open: sql<number>`(${OPEN})::int`,
      done: sql<number>`(${DONE})::int`,
      overdue: sql<number>`(${countOverdue(query.clock)})::int`,
    })
    .from(tasks)
    .where(isDue(query))
    .groupBy(tasks.dueDate)
    .orderBy(tasks.dueDate);
}

/** The first `most` tasks of each day, in order, each with the counts of its day: so the tasks are read once. */
export function selectDayTasks(database: Database, query: CalendarQuery, most: number) {
  const day = sql`(partition by ${tasks.dueDate})`;
  const order = sql`${tasks.completed}, ${tasks.dueTime}, ${tasks.priority}, ${tasks.number}`;
  const due = database
    .select({
      date: sql<string>`${tasks.dueDate}`.as('date'),
      open: sql<number>`(${OPEN} over ${day})::int`.as('open'),
      done: sql<number>`(${DONE} over ${day})::int`.as('done'),
      overdue: sql<number>`(${countOverdue(query.clock)} over ${day})::int`.as('overdue'),
      number: tasks.number,
      title: tasks.title,
      dueTime: tasks.dueTime,
      priority: tasks.priority,
      completed: tasks.completed,
      place: sql<number>`row_number() over (partition by ${tasks.dueDate} order by ${order})`.as('place'),
    })
    .from(tasks)
    .where(isDue(query))
    .as('due');
  return database.select().from(due).where(lte(due.place, most)).orderBy(due.date, due.place);
}

function countOverdue(clock: Clock): SQL {
  return sql`count(*) filter (where ${isOverdue(clock)})`;
}

/** How many tasks of days before are overdue. */
export function countOverdueBefore(database: Database, { userId, from, clock }: CalendarQuery) {
  return database
    .select({ overdue: sql<number>`count(*)::int` })
    .from(tasks)
    .where(
      and(eq(tasks.userId, userId), eq(tasks.completed, false), lt(tasks.dueDate, from), isOverdue(clock)),
    );
}

function isDue({ userId, from, to }: CalendarQuery): SQL | undefined {
  return and(eq(tasks.userId, userId), between(tasks.dueDate, from, to));
}
