import { and, eq, gt, sql } from 'drizzle-orm';
import type { TakingBack } from '../domain/journal.ts';
import type { Database } from './gateway.ts';
import { changes, commands } from './journal-schema.ts';
import { tasks } from './schema.ts';
import type { TaskImage, WholeImage } from './task-image.ts';

// What undo and redo do, of which the database does the whole (todo.take_back).

interface TakingBackQuery {
  readonly kind: TakingBack;
  readonly apply: boolean;
  readonly limit: number;
}

// The task tells all of one that came or went. Sent twice, it would make an answer too large that was none when it was added.
const images = {
  before: sql<TaskImage | null>`case when before is not null and after is null then '{}'::jsonb else before end`,
  after: sql<TaskImage | null>`case when after is not null and before is null then '{}'::jsonb else after end`,
};

/**
 * Takes back the last command that was not taken back yet, or with `redo` the last undo: as a whole, or not at all where something
 * stands in the way. A row for each task of it (see todo.take_back), with what stands in the way first, and then by number; none: there is
 * nothing to take back. `limit` is of rows, and `total` the number of tasks that there is something to tell of. `apply: false` changes nothing.
 */
export function takeBack(database: Database, commandId: string, { kind, apply, limit }: TakingBackQuery) {
  return database
    .select({
      ...images,
      name: sql<string>`name`,
      device: sql<string>`device`,
      at: sql<string>`at`,
      obstacle: sql<string[] | null>`pg_catalog.to_jsonb(obstacle)`,
      task: sql<WholeImage | null>`task`,
      total: sql<number>`(count(*) filter (
        where (before is null) <> (after is null) or after - '{spawned_from,updated_at}'::text[] <> '{}') over ())::int`,
    })
    .from(sql`todo.take_back(${commandId}::uuid, ${kind}, ${apply})`)
    .orderBy(sql`obstacle is null, (task ->> 'number')::int`)
    .limit(limit);
}

interface TakenBackPage {
  /** As todo.take_back tells it: no two commands of a user begin at one moment. */
  readonly at: string;
  readonly apply: boolean;
  /** A number. */
  readonly behind: number;
  readonly limit: number;
}

/** Further rows of what a command that began at `at` has had taken back, or would have. */
export function selectTakenBack(
  database: Database,
  userId: string,
  { at, apply, behind, limit }: TakenBackPage,
) {
  return database
    .select({
      ...images,
      task: sql<WholeImage | null>`case
        when before is null then after
        when after is null then before
        when ${apply} then pg_catalog.to_jsonb(tasks)
        else pg_catalog.to_jsonb(tasks) || before
        end || pg_catalog.jsonb_build_object('id', ${changes.taskId}, 'number', ${changes.number})`,
    })
    .from(changes)
    .innerJoin(commands, and(eq(commands.userId, changes.userId), eq(commands.seq, changes.seq)))
    .leftJoin(tasks, and(eq(tasks.userId, changes.userId), eq(tasks.id, changes.taskId)))
    .where(
      and(eq(changes.userId, userId), sql`${commands.at} = ${at}::timestamptz`, gt(changes.number, behind)),
    )
    .orderBy(changes.number)
    .limit(limit);
}
