import { migrate, readMigrations } from '../../src/data/migrations.ts';
import { type Neon, type NeonOptions, startNeon } from '../neon/stand-in.ts';
import { openGateway } from './open-gateway.ts';

/**
 * Starts a stand-in with the program's tables in its database, and without the limit on sign-ups, of which a test run has more in an
 * hour than people.
 */
export async function startPreparedNeon(options: NeonOptions): Promise<Neon> {
  const neon = await startNeon(options);
  const gateway = openGateway(neon.url());
  await migrate(gateway, readMigrations(new URL('../../drizzle/', import.meta.url)));
  await neon.query('update todo.settings set signups_per_hour = 1000000, max_users = 1000000');
  return neon;
}
