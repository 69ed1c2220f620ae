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

/** The days that tasks are due on, in order. */
export function selectDayCounts(database: Database, query: CalendarQuery) {
  return database
    .select({
      date: sql<string>`${tasks.dueDate}`.as('date'),
      open: sql<number>`(count(*) filter (where not ${tasks.completed}))::int`,
      done: sql<number>`(count(*) filter (where ${tasks.completed}))::int`,
      overdue: sql<number>`(count(*) filter (where ${isOverdue(query.clock)}))::int`,
    })
    .from(tasks)
    .where(isDue(query))
    .groupBy(tasks.dueDate)
    .orderBy(tasks.dueDate);
}

/** The first `most` tasks of each day, in order. */
export function selectDayTasks(database: Database, query: CalendarQuery, most: number) {
  const due = database
    .select({
      date: sql<string>`${tasks.dueDate}`.as('date'),
      number: tasks.number,
      title: tasks.title,
      dueTime: tasks.dueTime,
      priority: tasks.priority,
      completed: tasks.completed,
      place:
        sql<number>`row_number() over (partition by ${tasks.dueDate} order by ${tasks.completed}, ${tasks.dueTime}, ${tasks.priority}, ${tasks.number})`.as(
          'place',
        ),
    })
    .from(tasks)
    .where(isDue(query))
    .as('due');
  return database.select().from(due).where(lte(due.place, most)).orderBy(due.date, due.place);
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
