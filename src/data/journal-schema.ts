import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { instant, todo, users } from './schema.ts';

/**
 * The journal: what changed tasks, a row for each command, whichever machine ran it; it is what `undo` takes back as a whole. Triggers and
 * functions of the schema write it, and clients may read their own rows of it.
 */
export const commands = todo
  .table(
    'commands',
    {
      userId: uuid('user_id').notNull(),
      /** Counted per user, in the order in which commands began to change something. */
      seq: integer().notNull(),
      /** Made by the client, so that the requests of one command, and the repeats of a request, are known to belong together. */
      id: uuid().notNull(),
      /** As the client calls it, such as `edit`; empty: it did not say. An undo or redo has the name of what it is about. */
      name: text().notNull().default(''),
      kind: text({ enum: ['undo', 'redo'] }),
      /** Of the session that ran it, which may be gone by now. */
      sessionId: uuid('session_id'),
      device: text().notNull().default(''),
      at: instant('at').notNull().defaultNow(),
      /** How many rows of changes belong to it. */
      size: integer().notNull(),
      /** The seq of the command whose work an undo took back, or of the undo that a redo took back. */
      takesBack: integer('takes_back'),
      /** The seq of the command that took back this one. */
      takenBackBy: integer('taken_back_by'),
    },
    (table) => [
      primaryKey({ name: 'commands_pkey', columns: [table.userId, table.seq] }),
      unique('commands_user_id_id_key').on(table.userId, table.id),
      foreignKey({
        name: 'commands_user_id_fkey',
        columns: [table.userId],
        foreignColumns: [users.id],
      }).onDelete('cascade'),
      check('commands_name_check', sql`name collate "C" ~ '^[a-z]{0,20}$'`),
      check('commands_kind_check', sql`kind in ('undo', 'redo')`),
      check('commands_takes_back_check', sql`(takes_back is not null) = (kind is not null)`),
    ],
  )
  .enableRLS();

/**
 * What a command did to a task: one row for both, however often it changed the task. No foreign key leads to the command, as checking it
 * would be the most expensive part of writing a row; a trigger deletes the changes of a command that goes.
 */
export const changes = todo
  .table(
    'changes',
    {
      userId: uuid('user_id').notNull(),
      seq: integer().notNull(),
      taskId: uuid('task_id').notNull(),
      number: integer().notNull(),
      /** The columns that it changed, as they were; all of them, if it deleted the task; null: it added the task. */
      before: jsonb(),
      /** The same columns as it left them; null: it deleted the task. */
      after: jsonb(),
    },
    (table) => [
      primaryKey({ name: 'changes_pkey', columns: [table.userId, table.seq, table.taskId] }),
      // Leads from a task to its deletions: looking through all of them for each task makes minutes of a full journal's history.
      index('changes_deletions_idx')
        .on(table.userId, table.taskId, table.seq)
        .where(sql`after is null`),
    ],
  )
  .enableRLS();
