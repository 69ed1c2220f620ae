import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { InternalError, NotConfiguredError, TodoError } from '../domain/errors.ts';
import type { Connection } from './connection.ts';
import { SchemaMissingError, SchemaOutdatedError } from './failure.ts';
import type { Gateway } from './gateway.ts';
import { warnOfChange } from './retries.ts';
import { newerThanProgram, selectSchemaVersion } from './schema-version.ts';

export interface Migration {
  /** The position in the journal, counted from 1. */
  readonly version: number;
  /** The name of the file without `.sql`. */
  readonly name: string;
  readonly statements: readonly string[];
}

export interface MigrationResult {
  /** 0: there were no tables. */
  readonly from: number;
  readonly to: number;
  readonly applied: readonly string[];
}

/** Of which `on delete set null` can name a column. */
const OLDEST_POSTGRES = 15;

// Any number that no other program is likely to lock: the bytes of "todo".
const LOCK = 0x74_6f_64_6f;

/** Reads the migrations that travel with the program; `folder` is `drizzle/` as a URL. */
export function readMigrations(folder: URL): Migration[] {
  const journal: unknown = JSON.parse(readFileSync(new URL('meta/_journal.json', folder), 'utf8'));
  return journalTags(journal).map((name, index) => ({
    version: index + 1,
    name,
    statements: readFileSync(new URL(`${name}.sql`, folder), 'utf8')
      .split('--> statement-breakpoint')
      .map((statement) => statement.trim())
      .filter((statement) => statement !== ''),
  }));
}

/** The schema version that the database has; 0 where there are no tables of ours. One request, unless they are the first ones. */
export async function readSchemaVersion(gateway: Gateway): Promise<number> {
  try {
    const [[row]] = await gateway.asRole().read((database) => [selectSchemaVersion(database)]);
    return row?.version ?? 0;
  } catch (error) {
    if (error instanceof SchemaOutdatedError) return readFirstVersion(gateway);
    if (error instanceof SchemaMissingError) return 0;
    throw error;
  }
}

/** Where there is no function that tells it. Throws NotConfiguredError if the schema has nothing to do with this program. */
async function readFirstVersion(gateway: Gateway): Promise<number> {
  try {
    const [[row]] = await gateway
      .asRole()
      .read((database) => [
        database.select({ version: sql<number>`pg_catalog.max(version)` }).from(sql`todo.migrations`),
      ]);
    return row?.version ?? 0;
  } catch (error) {
    if (!(error instanceof SchemaMissingError)) throw error;
    throw new NotConfiguredError(`The schema "todo" in ${gateway.connection.name} is not neon-todo's`, {
      hint: 'Use another database, or rename that schema.',
      cause: error,
    });
  }
}

/**
 * Brings the schema up to date in one transaction, so that it is there as a whole or not at all. Two machines may do it at once:
 * the second waits for the first, finds its work done and says so. Throws ForbiddenError if the role may not do it, and
 * NotConfiguredError, with nothing changed, if the tables are newer than the migrations or the server too old for them.
 */
export async function migrate(gateway: Gateway, migrations: readonly Migration[]): Promise<MigrationResult> {
  const from = await readSchemaVersion(gateway);
  const latest = migrations.length;
  if (from > latest) throw newerThanProgram(gateway.connection);
  const pending = migrations.slice(from);
  if (pending.length === 0) return { from, to: latest, applied: [] };
  await requirePostgres(gateway);
  let lostAnAnswer = false;
  try {
    await gateway.asRole().write((database, mayHaveRun) => {
      lostAnAnswer = mayHaveRun;
      return [
        database.execute(sql`select pg_catalog.pg_advisory_xact_lock(${LOCK})`),
        ...pending.flatMap(({ version, name, statements }) => [
          ...statements.map((statement) => database.execute(sql.raw(statement))),
          database.execute(sql`insert into todo.migrations (version, name) values (${version}, ${name})`),
        ]),
      ];
    });
  } catch (error) {
    if (!(error instanceof TodoError)) throw error;
    // Somebody else's migration, or our own whose answer was lost, makes this one fail on what is there already.
    const reached = await readSchemaVersion(gateway).catch((unknown: unknown) => {
      throw lostAnAnswer && unknown instanceof TodoError ? warnOfChange(unknown) : error;
    });
    if (reached === from) throw error;
    if (reached > latest) throw newerThanProgram(gateway.connection, error);
    // That of an older program leaves something to do.
    return { ...(await migrate(gateway, migrations)), from };
  }
  return { from, to: latest, applied: pending.map(({ name }) => name) };
}

async function requirePostgres(gateway: Gateway): Promise<void> {
  const [[server]] = await gateway
    .asRole()
    .read((database) => [
      database
        .select({ number: sql<number>`number::int`, name: sql<string>`name` })
        .from(
          sql`(select pg_catalog.current_setting('server_version_num') as number, pg_catalog.current_setting('server_version') as name) as server`,
        ),
    ]);
  if (server !== undefined) checkPostgres(server, gateway.connection);
}

/** @param server its version as `server_version_num` and as people know it. Throws NotConfiguredError if that is too old for the migrations. */
export function checkPostgres(
  server: { readonly number: number; readonly name: string },
  { name }: Connection,
): void {
  if (server.number < 10_000 * OLDEST_POSTGRES) {
    throw new NotConfiguredError(`${name} is PostgreSQL ${server.name}, which is too old`, {
      hint: `neon-todo needs PostgreSQL ${OLDEST_POSTGRES} or later: make a new project in the Neon console.`,
    });
  }
}

function journalTags(journal: unknown): string[] {
  if (
    typeof journal === 'object' &&
    journal !== null &&
    'entries' in journal &&
    Array.isArray(journal.entries)
  ) {
    const entries: readonly unknown[] = journal.entries;
    return entries.flatMap((entry) =>
      typeof entry === 'object' && entry !== null && 'tag' in entry && typeof entry.tag === 'string'
        ? [entry.tag]
        : [],
    );
  }
  throw new InternalError('The list of migrations in this installation is broken');
}
