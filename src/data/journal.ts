import { and, asc, desc, eq, inArray, isNotNull, type SQLWrapper, sql } from 'drizzle-orm';
import type { Selection } from '../domain/selection.ts';
import type { Database } from './gateway.ts';
import { changes, commands } from './journal-schema.ts';
import { tasks } from './schema.ts';
import type { TaskImage } from './task-image.ts';
import { isNamed } from './task-selection.ts';

// The journal of one user, whose id every function takes. The database writes it by itself (drizzle/*_journal.sql).

/** The tasks that a command has changed so far and not deleted: also those that a try of it changed whose answer was lost. */
export function selectEditedBy(database: Database, userId: string, commandId: string) {
  return database
    .select({ id: changes.taskId })
    .from(changes)
    .innerJoin(commands, and(eq(commands.userId, changes.userId), eq(commands.seq, changes.seq)))
    .where(
      and(
        eq(changes.userId, userId),
        eq(commands.id, commandId),
        isNotNull(changes.before),
        isNotNull(changes.after),
      ),
    );
}

/** What is told of every command. */
export const entry = {
  id: commands.id,
  name: commands.name,
  kind: commands.kind,
  device: commands.device,
  at: commands.at,
  takenBack: sql<boolean>`${commands.takenBackBy} is not null`,
};

/** By what the task of a change is named. */
export const naming = { number: changes.number, id: changes.taskId };

/** That the occurrence before it was deleted is no change of a task that its owner would know. */
const isShown = sql`(${changes.before} is null or ${changes.after} is null or ${changes.after} - 'spawned_from' <> '{}')`;

/** The title that a task had then; in its last image, if the change itself does not tell. */
function titleOf({
  userId,
  taskId,
  before,
  after,
}: Readonly<Record<'userId' | 'taskId' | 'before' | 'after', SQLWrapper>>) {
  return sql<string>`coalesce(${after} ->> 'title', ${before} ->> 'title', ${tasks.title},
    (select d.before ->> 'title' from ${changes} d where d.user_id = ${userId} and d.task_id = ${taskId}
      and d.after is null order by d.seq desc limit 1))`;
}

interface CommandsQuery {
  readonly limit: number | undefined;
  /** For at most so many tasks of each command. */
  readonly titles: number;
}

/**
 * The latest commands, newest first, each with the numbers of its tasks, as a multirange of Postgres's, and with the first of these tasks.
 */
export function selectCommands(database: Database, userId: string, { limit, titles }: CommandsQuery) {
  const ofCommand = and(eq(changes.userId, userId), eq(changes.seq, commands.seq), isShown);
  const numbered = database
    .select({
      numbers: sql<
        string | null
      >`pg_catalog.range_agg(pg_catalog.int4range(${changes.number}, ${changes.number}, '[]'))::text`.as(
        'numbers',
      ),
    })
    .from(changes)
    .where(ofCommand)
    .as('numbered');
  const first = database
    .select()
    .from(changes)
    .where(ofCommand)
    .orderBy(changes.number)
    .limit(titles)
    .as('first');
  const titled = database
    .select({
      tasks: sql<TitledTask[] | null>`pg_catalog.json_agg(
        pg_catalog.json_build_object('number', ${first.number}, 'title', ${titleOf(first)}) order by ${first.number})`.as(
        'tasks',
      ),
    })
    .from(first)
    .leftJoin(tasks, and(eq(tasks.userId, first.userId), eq(tasks.id, first.taskId)))
    .as('titled');
  const query = database
    .select({ ...entry, seq: commands.seq, numbers: numbered.numbers, tasks: titled.tasks })
    .from(commands)
    .leftJoinLateral(numbered, sql`true`)
    .leftJoinLateral(titled, sql`true`)
    .where(eq(commands.userId, userId))
    .orderBy(desc(commands.seq))
    .$dynamic();
  return limit === undefined ? query : query.limit(limit);
}

interface TitledTask {
  readonly number: number;
  readonly title: string;
}

interface TitlesQuery {
  /** Of commands. */
  readonly seqs: readonly number[];
  readonly behind: { readonly seq: number; readonly number: number } | undefined;
  readonly limit: number;
}

/** The tasks of these commands, newest first, and of each by number; `behind`: only those that follow. */
export function selectTitles(database: Database, userId: string, { seqs, behind, limit }: TitlesQuery) {
  return database
    .select({ seq: changes.seq, number: changes.number, title: titleOf(changes) })
    .from(changes)
    .leftJoin(tasks, and(eq(tasks.userId, changes.userId), eq(tasks.id, changes.taskId)))
    .where(
      and(
        eq(changes.userId, userId),
        inArray(changes.seq, [...seqs]),
        isShown,
        behind && sql`(- ${changes.seq}, ${changes.number}) > (${-behind.seq}::int, ${behind.number}::int)`,
      ),
    )
    .orderBy(desc(changes.seq), asc(changes.number))
    .limit(limit);
}

/** What is remembered of the named tasks, those that are deleted included; newest first. */
export function selectChanges(
  database: Database,
  userId: string,
  selection: Selection,
  limit: number | undefined,
) {
  const query = database
    .select({
      ...entry,
      taskId: changes.taskId,
      number: changes.number,
      before: sql<TaskImage | null>`${changes.before}`,
      after: sql<TaskImage | null>`${changes.after}`,
    })
    .from(changes)
    .innerJoin(commands, and(eq(commands.userId, changes.userId), eq(commands.seq, changes.seq)))
    .where(and(eq(changes.userId, userId), isNamed(selection, naming), isShown))
    .orderBy(desc(changes.seq))
    .$dynamic();
  return limit === undefined ? query : query.limit(limit);
}
