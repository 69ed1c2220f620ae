import { parseConnection } from '../../src/data/connection.ts';
import { createGateway } from '../../src/data/gateway.ts';
import { migrate, readMigrations } from '../../src/data/migrations.ts';
import { type Neon, type NeonOptions, startNeon } from '../neon/stand-in.ts';

/**
 * Starts a stand-in with the program's tables in its database, and without the limit on sign-ups, of which a test run has more in an
 * hour than people.
 */
export async function startPreparedNeon(options: NeonOptions): Promise<Neon> {
  const neon = await startNeon(options);
  const gateway = createGateway(parseConnection(neon.url(), 'the test'), {
    timeoutMs: 60_000,
    showWaiting: () => () => undefined,
    trace: () => undefined,
  });
  await migrate(gateway, readMigrations(new URL('../../drizzle/', import.meta.url)));
  await neon.query('update todo.settings set signups_per_hour = 1000000, max_users = 1000000');
  return neon;
}
