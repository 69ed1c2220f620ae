import { and, desc, eq, isNotNull, sql } from 'drizzle-orm';
import type { TakingBack } from '../domain/journal.ts';
import type { Selection } from '../domain/selection.ts';
import type { Database } from './gateway.ts';
import { changes, commands } from './journal-schema.ts';
import { tasks } from './schema.ts';
import type { TaskImage, WholeImage } from './task-image.ts';
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

/**
 * Takes back the last command that was not taken back yet, or with `redo` the last undo: as a whole, or not at all where something
 * stands in the way. A row for each task of it (see todo.take_back); none: there is nothing to take back. `apply: false` changes nothing.
 */
export function takeBack(
  database: Database,
  commandId: string,
  { kind, apply }: { readonly kind: TakingBack; readonly apply: boolean },
) {
  return database
    .select({
      name: sql<string>`name`,
      device: sql<string>`device`,
      at: sql<string>`at`,
      // The task tells all of one that came or went. Sent twice, it would make an answer too large that was none when it was added.
      before: sql<TaskImage | null>`case when before is not null and after is null then '{}'::jsonb else before end`,
      after: sql<TaskImage | null>`case when after is not null and before is null then '{}'::jsonb else after end`,
      obstacle: sql<string[] | null>`pg_catalog.to_jsonb(obstacle)`,
      task: sql<WholeImage | null>`task`,
    })
    .from(sql`todo.take_back(${commandId}::uuid, ${kind}, ${apply})`);
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

/** The latest commands, newest first, each with its tasks under the titles that they had then. */
export function selectCommands(database: Database, userId: string, limit: number | undefined) {
  const title = sql`coalesce(${changes.after} ->> 'title', ${changes.before} ->> 'title', ${tasks.title},
    (select d.before ->> 'title' from ${changes} d where d.user_id = ${changes.userId} and d.task_id = ${changes.taskId}
      and d.after is null order by d.seq desc limit 1))`;
  const changed = database
    .select({
      tasks: sql<{ number: number; title: string }[] | null>`pg_catalog.json_agg(
        pg_catalog.json_build_object('number', ${changes.number}, 'title', ${title}) order by ${changes.number})`.as(
        'tasks',
      ),
    })
    .from(changes)
    .leftJoin(tasks, and(eq(tasks.userId, changes.userId), eq(tasks.id, changes.taskId)))
    .where(and(eq(changes.userId, userId), eq(changes.seq, commands.seq), isShown))
    .as('changed');
  const query = database
    .select({ ...entry, tasks: changed.tasks })
    .from(commands)
    .leftJoinLateral(changed, sql`true`)
    .where(eq(commands.userId, userId))
    .orderBy(desc(commands.seq))
    .$dynamic();
  return limit === undefined ? query : query.limit(limit);
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
