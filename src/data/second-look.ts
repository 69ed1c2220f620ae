import type { BatchItem, BatchResponse } from 'drizzle-orm/batch';
import { type NotConfiguredError, NotLoggedInError } from '../domain/errors.ts';
import { whoAmI } from './accounts.ts';
import type { Connection } from './connection.ts';
import { ReadOnlyError, SchemaMismatchError, SchemaOutdatedError } from './failure.ts';
import type { Database } from './gateway.ts';
import { newerThanProgram, SCHEMA_VERSION, selectSchemaVersion } from './schema-version.ts';

type Ask = <T extends readonly [BatchItem<'pg'>]>(
  build: (database: Database) => T,
) => Promise<BatchResponse<T>>;

/**
 * What to throw for a refusal that may mean one of two things. One more request, or two, after a failure alone; whatever cannot be found
 * out leaves the error as it is.
 */
export async function lookAgain(
  error: ReadOnlyError | SchemaMismatchError,
  connection: Connection,
  { asUser, asRole }: { readonly asUser: Ask; readonly asRole: Ask },
): Promise<unknown> {
  try {
    if (error instanceof ReadOnlyError) {
      const [[session]] = await asUser((database) => [whoAmI(database)]);
      if (session?.readOnly === true) return error;
    }
  } catch (thrown) {
    return thrown instanceof NotLoggedInError ? thrown : error;
  }
  try {
    const [[row]] = await asRole((database) => [selectSchemaVersion(database)]);
    return ofAnotherVersion(row?.version ?? 0, connection, error) ?? error;
  } catch (thrown) {
    // The function that tells the version came with the second migration.
    return thrown instanceof SchemaMismatchError ? ofAnotherVersion(1, connection, error) : error;
  }
}

function ofAnotherVersion(
  version: number,
  connection: Connection,
  cause: Error,
): NotConfiguredError | undefined {
  if (version === SCHEMA_VERSION) return undefined;
  if (version > SCHEMA_VERSION) return newerThanProgram(connection, cause);
  return new SchemaOutdatedError(`The tables in ${connection.name} are older than this program`, {
    hint: 'Run `todo db migrate` with the connection string of the owner of the database.',
    cause,
  });
}
