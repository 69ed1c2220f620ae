import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  pgSchema,
  primaryKey,
  text,
  time,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';

import { PRIORITIES } from '../domain/task.ts';

/**
 * With journal-schema.ts and internal-schema.ts, the tables from which drizzle-kit writes the migrations in `drizzle/`. What it has no words
 * for is written by hand there: functions, triggers, policies, grants, one foreign key, and the columns owner_key, which only
 * policies use. Limits are checked by the database as well, because a client that is not this program does not run this program's
 * validation.
 *
 * Character classes are compared under `collate "C"`, where they hold ASCII only and mean the same in every database.
 */
export const todo = pgSchema('todo');

/** Read as Postgres writes it, such as `2026-11-23 09:00:00.123456+00`; parsed once, where rows become tasks. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' });

export const priority = todo.enum('priority', PRIORITIES);

export const users = todo
  .table(
    'users',
    {
      id: uuid().primaryKey().defaultRandom(),
      username: text().notNull(),
      email: text().notNull(),
      /** `$argon2id$v=19$m=…,t=…,p=…$salt$verifier`, the verifier being the SHA-256 of the derived key. */
      password: text().notNull(),
      /** The highest number that a task of this user ever had, so that numbers of deleted tasks are not given again. */
      lastNumber: integer('last_number').notNull().default(0),
      createdAt: instant('created_at').notNull().defaultNow(),
    },
    (table) => [
      unique('users_username_key').on(table.username),
      unique('users_email_key').on(table.email),
      index('users_created_at_idx').on(table.createdAt),
      check('users_username_check', sql`username ~ '^[a-z0-9_.-]{2,32}$'`),
      check(
        'users_email_check',
        sql`char_length(email) <= 254 and email collate "C" ~ '^[^@A-Z[:space:][:cntrl:]]+@[^@A-Z[:space:][:cntrl:]]+$'`,
      ),
      check(
        'users_password_check',
        sql`password ~ '^[$]argon2id[$]v=19[$]m=[0-9]{4,7},t=[0-9]{1,2},p=[0-9]{1,2}[$][A-Za-z0-9+/]{22}[$][A-Za-z0-9+/]{43}$'`,
      ),
    ],
  )
  .enableRLS();

/**
 * Keys are per user: a key sees through row-level security, so one shared by all users would let anybody occupy the
 * next occurrence of somebody else's recurring task. Every other index leads with the user too: EXPLAIN ANALYZE of an
 * index led by a data column would count other people's rows.
 */
export const tasks = todo
  .table(
    'tasks',
    {
      id: uuid().notNull(),
      userId: uuid('user_id').notNull(),
      /** Given by the trigger number_task, whatever an insert says; so are createdAt and updatedAt. The default would be refused. */
      number: integer().notNull().default(0),
      title: text().notNull(),
      description: text(),
      dueDate: date('due_date', { mode: 'string' }),
      dueTime: time('due_time'),
      priority: priority().notNull().default('Medium'),
      tags: text().array().notNull().default([]),
      recursionPattern: text('recursion_pattern'),
      completed: boolean().notNull().default(false),
      completedAt: instant('completed_at'),
      /** The occurrence that this one follows; each has one successor at most. */
      spawnedFrom: uuid('spawned_from'),
      createdAt: instant('created_at').notNull().defaultNow(),
      updatedAt: instant('updated_at').notNull().defaultNow(),
    },
    (table) => [
      primaryKey({ name: 'tasks_pkey', columns: [table.userId, table.id] }),
      unique('tasks_user_id_number_key').on(table.userId, table.number),
      unique('tasks_user_id_spawned_from_key').on(table.userId, table.spawnedFrom),
      foreignKey({
        name: 'tasks_user_id_fkey',
        columns: [table.userId],
        foreignColumns: [users.id],
      }).onDelete('cascade'),
      index('tasks_open_idx')
        .on(table.userId, table.dueDate, table.number)
        .where(sql`not completed`),
      check('tasks_number_check', sql`number > 0`),
      check(
        'tasks_title_check',
        sql`char_length(title) <= 500 and title collate "C" ~ '[^[:space:]]' and strpos(title, chr(10)) = 0 and strpos(title, chr(13)) = 0`,
      ),
      check('tasks_description_check', sql`char_length(description) <= 10000`),
      check('tasks_due_date_check', sql`due_date between date '0001-01-01' and date '9999-12-31'`),
      check(
        'tasks_due_time_check',
        sql`due_time is null or (due_date is not null and extract(second from due_time) = 0 and due_time < time '24:00')`,
      ),
      // Split again after joining, so that a tag with a space is not taken for two, nor a table or NULL for tags.
      check(
        'tasks_tags_check',
        sql`cardinality(tags) <= 20 and string_to_array(array_to_string(tags, ' '), ' ') = tags and array_to_string(tags, ' ') collate "C" ~ '^(([^[:punct:][:space:][:cntrl:]]|[-_./]){1,50}( ([^[:punct:][:space:][:cntrl:]]|[-_./]){1,50})*)?$'`,
      ),
      check('tasks_recursion_pattern_check', sql`char_length(recursion_pattern) between 1 and 500`),
      check('tasks_completed_check', sql`completed = (completed_at is not null)`),
    ],
  )
  .enableRLS();
