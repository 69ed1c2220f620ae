import { parseConnection } from '../../src/data/connection.ts';
import { createGateway } from '../../src/data/gateway.ts';
import { migrate, readMigrations } from '../../src/data/migrations.ts';
import type { Neon } from '../neon/stand-in.ts';

/** Makes the program's tables, and lifts the limit on sign-ups, of which a test run has more in an hour than people. */
export async function prepareDatabase(neon: Neon, database?: string): Promise<void> {
  const url = neon.url(database === undefined ? {} : { database });
  const gateway = createGateway(parseConnection(url, 'the test'), {
    timeoutMs: 60_000,
    showWaiting: () => () => undefined,
    trace: () => undefined,
  });
  await migrate(gateway, readMigrations(new URL('../../drizzle/', import.meta.url)));
  await neon.query('update todo.settings set signups_per_hour = 1000000, max_users = 1000000', [], database);
}
