import { type Context, migrationsFolder } from '../context.ts';
import { migrate, type MigrationResult, readMigrations } from '../data/migrations.ts';

export interface MigratedDatabase extends MigrationResult {
  readonly database: string;
}

/** Brings the tables up to date, or makes them. One request if there is nothing to do, three otherwise. */
export async function migrateDatabase(context: Pick<Context, 'gateway'>): Promise<MigratedDatabase> {
  const gateway = await context.gateway();
  return {
    database: gateway.connection.name,
    ...(await migrate(gateway, readMigrations(migrationsFolder()))),
  };
}
