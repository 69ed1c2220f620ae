import { sql } from 'drizzle-orm';
import { UPDATE_COMMAND } from '../domain/database-status.ts';
import { NotConfiguredError } from '../domain/errors.ts';
import type { Connection } from './connection.ts';
import type { Database } from './gateway.ts';

/** What this program was written for: the number of the last migration in `drizzle/`. A test compares. */
export const SCHEMA_VERSION = 6;

export function selectSchemaVersion(database: Database) {
  return database.select({ version: sql<number>`version` }).from(sql`todo.schema_version() as version`);
}

export function newerThanProgram({ name }: Connection, cause?: Error): NotConfiguredError {
  return new NotConfiguredError(`The tables in ${name} are newer than this program`, {
    hint: `Update it: ${UPDATE_COMMAND}`,
    cause,
  });
}
