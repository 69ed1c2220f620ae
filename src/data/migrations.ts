import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { InternalError, TodoError } from '../domain/errors.ts';
import { SchemaMissingError } from './failure.ts';
import type { Database, Gateway } from './gateway.ts';

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

/** The schema version that the database has; 0 where there are no tables of ours. One request. */
export async function readSchemaVersion(gateway: Gateway): Promise<number> {
  try {
    const [[row]] = await gateway.asRole().read((database) => [selectSchemaVersion(database)]);
    return row?.version ?? 0;
  } catch (error) {
    if (error instanceof SchemaMissingError) {
      return 0;
    }
    throw error;
  }
}

/**
 * Brings the schema up to date in one transaction, so that it is there as a whole or not at all. Two machines may do it at once:
 * the second waits for the first, finds its work done and says so. Throws ForbiddenError if the role may not do it.
 */
export async function migrate(gateway: Gateway, migrations: readonly Migration[]): Promise<MigrationResult> {
  const from = await readSchemaVersion(gateway);
  const pending = migrations.filter(({ version }) => version > from);
  const latest = migrations.length;
  if (pending.length > 0) {
    try {
      await gateway
        .asRole()
        .write((database) => [
          database.execute(sql`select pg_catalog.pg_advisory_xact_lock(${LOCK})`),
          ...pending.flatMap(({ version, name, statements }) => [
            ...statements.map((statement) => database.execute(sql.raw(statement))),
            database.execute(sql`insert into todo.migrations (version, name) values (${version}, ${name})`),
          ]),
        ]);
    } catch (error) {
      // Somebody else's migration, or our own whose answer was lost, makes this one fail on what is there already.
      if (error instanceof TodoError && (await readSchemaVersion(gateway)) >= latest) {
        return { from, to: latest, applied: [] };
      }
      throw error;
    }
  }
  return { from, to: Math.max(from, latest), applied: pending.map(({ name }) => name) };
}

function selectSchemaVersion(database: Database) {
  return database.select({ version: sql<number>`version` }).from(sql`todo.schema_version() as version`);
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
