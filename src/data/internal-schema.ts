import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  customType,
  foreignKey,
  index,
  integer,
  interval,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { instant, todo, users } from './schema.ts';

// Tables that only the functions in the database touch. Apart from the others, as every command would pay for describing them.

const bytea = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });

export const sessions = todo
  .table(
    'sessions',
    {
      id: uuid().primaryKey().defaultRandom(),
      userId: uuid('user_id').notNull(),
      /** SHA-256 of the token. */
      tokenHash: bytea('token_hash').notNull(),
      device: text().notNull().default(''),
      readOnly: boolean('read_only').notNull().default(false),
      /** How far from its last use the expiry of a login lies; null: it stays where it is (tokens for scripts). */
      slidesBy: interval('slides_by'),
      createdAt: instant('created_at').notNull().defaultNow(),
      lastUsedAt: instant('last_used_at').notNull().defaultNow(),
      expiresAt: instant('expires_at').notNull(),
    },
    (table) => [
      unique('sessions_token_hash_key').on(table.tokenHash),
      foreignKey({
        name: 'sessions_user_id_fkey',
        columns: [table.userId],
        foreignColumns: [users.id],
      }).onDelete('cascade'),
      index('sessions_user_id_idx').on(table.userId),
      check('sessions_token_hash_check', sql`octet_length(token_hash) = 32`),
      check('sessions_device_check', sql`char_length(device) <= 100`),
    ],
  )
  .enableRLS();

/** One row of limits. They are read by the functions alone and changed by the owner alone. */
export const settings = todo
  .table(
    'settings',
    {
      onlyRow: boolean('only_row').primaryKey().default(true),
      /** Makes the salts that are answered for names which do not exist. */
      fakeSaltKey: bytea('fake_salt_key')
        .notNull()
        .default(sql`sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'))`),
      /** RFC 9106, second recommended choice: 64 MiB, 3 passes, 4 lanes. */
      kdf: text().notNull().default('$argon2id$v=19$m=65536,t=3,p=4$'),
      signupOpen: boolean('signup_open').notNull().default(true),
      signupsPerHour: integer('signups_per_hour').notNull().default(100),
      maxUsers: integer('max_users').notNull().default(10_000),
      maxTasksPerUser: integer('max_tasks_per_user').notNull().default(50_000),
      maxSessions: integer('max_sessions').notNull().default(50),
      maxLifetime: interval('max_lifetime').notNull().default('400 days'),
      /** Above 32, because a sequence may jump ahead by 32 when the server is restarted. */
      loginTriesPerHour: integer('login_tries_per_hour').notNull().default(60),
      /** How far the journal of a user goes back: commands, rows of changes, and age; whichever ends first. */
      maxJournalCommands: integer('max_journal_commands').notNull().default(1_000),
      maxJournalChanges: integer('max_journal_changes').notNull().default(100_000),
      maxJournalAge: interval('max_journal_age').notNull().default('90 days'),
    },
    () => [check('settings_only_row_check', sql`only_row`)],
  )
  .enableRLS();

export const migrations = todo
  .table('migrations', {
    /** The position in the journal of `drizzle/meta`, counted from 1. */
    version: integer().primaryKey(),
    name: text().notNull(),
    appliedAt: instant('applied_at').notNull().defaultNow(),
  })
  .enableRLS();
