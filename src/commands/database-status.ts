import type { Context } from '../context.ts';
import { readSchemaVersion } from '../data/migrations.ts';
import { selectRole } from '../data/role.ts';
import { SCHEMA_VERSION } from '../data/schema-version.ts';
import type { DatabaseStatus } from '../domain/database-status.ts';
import { InternalError } from '../domain/errors.ts';

/** What the database is and what this role may do there. Two requests. Throws if it cannot be reached. */
export async function databaseStatus(context: Pick<Context, 'gateway'>): Promise<DatabaseStatus> {
  const gateway = await context.gateway();
  const schemaVersion = await readSchemaVersion(gateway);
  // The second request, because the first one pays for the connection and for waking the database.
  const startedAt = performance.now();
  const [[role]] = await gateway.asRole().read((database) => [selectRole(database)]);
  const latencyMs = Math.round(performance.now() - startedAt);
  if (role === undefined) {
    throw new InternalError('The database does not know the role that it let in');
  }
  return {
    database: gateway.connection.name,
    source: gateway.connection.source,
    latencyMs,
    postgres: role.postgres,
    schemaVersion,
    latestSchemaVersion: SCHEMA_VERSION,
    role: {
      name: role.name,
      superuser: role.superuser,
      bypassesRowSecurity: role.bypassesRowSecurity,
      memberOfNeonSuperuser: role.neonSuperuser,
      mayCreateTables: role.mayCreate,
    },
    otherTables: role.otherTables,
  };
}
