import { type SQL, sql } from 'drizzle-orm';
import type { TagCount } from '../domain/tag-count.ts';
import type { Priority } from '../domain/task.ts';
import type { Clock, TaskFilter } from '../domain/task-filter.ts';
import type { ZoneOffset } from '../domain/zone-offsets.ts';
import type { Database } from './gateway.ts';
import { tasks } from './schema.ts';
import { MOST_FREQUENT, tagCounts } from './tags.ts';
import { isOverdue, matches } from './task-filter.ts';

export interface StatisticsQuery {
  readonly userId: string;
  readonly filter: TaskFilter;
  readonly clock: Clock;
  readonly offsets: readonly ZoneOffset[];
  /** When today ends. */
  readonly tomorrow: Date;
  /** `YYYY-MM-DD`, the first of the days that are told one by one. */
  readonly since: string;
  /** When the weeks ended that are told, in order. */
  readonly weekEnds: readonly Date[];
  /** How many tags are told. */
  readonly mostTags: number;
}

/** Tasks of which the same is to be told. */
export interface TaskGroup {
  readonly priority: Priority;
  readonly completed: boolean;
  /** How many of the weeks were over when they were added, and when they were done; null: they are open. */
  readonly added: number;
  readonly finished: number | null;
  readonly tasks: number;
  readonly overdue: number;
}

/**
 * One row: tasks by what is to be told of them, days since `since` on which something was done, how many days there were at most, and
 * are at present, in a row, and the most frequent tags of open tasks. The tasks are read once, as they are far apart on the disk. What Postgres has no date for, such as `infinity`, is done on no day.
 */
export function selectStatistics(database: Database, query: StatisticsQuery) {
  const { userId, filter, clock, offsets, tomorrow, since, weekEnds, mostTags } = query;
  const today = sql`${clock.date}::date`;
  const ends = instants(weekEnds);
  const chosen = sql`
    select ${tasks.priority} as priority, ${tasks.completed} as completed, ${tasks.tags} as tags, ${isOverdue(clock)} as overdue,
           width_bucket(${tasks.createdAt}, ${ends}) as added, width_bucket(${tasks.completedAt}, ${ends}) as finished,
           case when ${tasks.completedAt} >= '0001-01-01' and ${tasks.completedAt} < ${tomorrow.toISOString()}
                then ${localDate(sql`${tasks.completedAt}`, offsets)} end as day
      from ${tasks} where ${matches(userId, filter, clock)}`;
  // The days of a row have the same distance from their places.
  const counted = sql`(
    with chosen as materialized (${chosen}),
         days as (select day, count(*)::int as done from chosen where day is not null group by day),
         runs as (select count(*)::int as length, max(day) as last
                    from (select day, day - (row_number() over (order by day))::int as run from days) as placed group by run)
    select (select json_agg(g) from (select priority, completed, added, finished, count(*)::int as tasks,
                                            (count(*) filter (where overdue))::int as overdue
                                       from chosen group by priority, completed, added, finished) as g) as groups,
           (select json_agg(json_build_object('date', day::text, 'done', done)) from days where day >= ${since}::date) as days,
           (select max(length) from runs) as longest,
           (select length from runs where last >= ${today} - 1) as current,
           (select json_agg(json_build_object('tag', tag, 'open', open, 'done', done)) from
             (select * from (${tagCounts(sql`chosen`)}) as counted where open > 0 order by ${MOST_FREQUENT} limit ${mostTags}) as frequent) as tags
  ) as statistics`;
  return database
    .select({
      groups: sql<readonly TaskGroup[] | null>`groups`,
      days: sql<readonly { readonly date: string; readonly done: number }[] | null>`days`,
      longest: sql<number | null>`longest`,
      current: sql<number | null>`current`,
      tags: sql<readonly TagCount[] | null>`tags`,
    })
    .from(counted);
}

/** The date of an instant in the time zone that has these offsets. */
function localDate(instant: SQL, offsets: readonly ZoneOffset[]): SQL {
  const changes = instants(offsets.map(({ since }) => since));
  const minutes = `{${offsets.map((offset) => offset.minutes).join(',')}}`;
  return sql`(${instant} at time zone 'UTC'
    + (${minutes}::float8[])[width_bucket(${instant}, ${changes})] * interval '1 minute')::date`;
}

/** As a parameter; undefined is before all others. */
function instants(list: readonly (Date | undefined)[]): SQL {
  return sql`${`{${list.map((instant) => instant?.toISOString() ?? '-infinity').join(',')}}`}::timestamptz[]`;
}
