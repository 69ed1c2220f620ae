import type { Context } from '../context.ts';
import { type Connection, parseConnection } from '../data/connection.ts';
import { readSchemaVersion } from '../data/migrations.ts';
import { createTables, type FirstUse } from './sign-up.ts';

/**
 * Tries a connection string, makes the tables if there are none, and writes it to the `.env` of the configuration folder; nothing
 * is written if it does not work. One request if the tables are there. Throws NotConfiguredError or UnavailableError.
 */
export async function initialize(
  { url, source }: { readonly url: string; readonly source: string },
  context: Pick<Context, 'gatewayTo' | 'configEnvFile'>,
  confirmFirstUse: (where: FirstUse) => Promise<boolean>,
): Promise<{ readonly connection: Connection; readonly path: string }> {
  const connection = parseConnection(url, source);
  const gateway = await context.gatewayTo(connection);
  if ((await readSchemaVersion(gateway)) === 0) {
    await createTables(gateway, confirmFirstUse);
  }
  const file = await context.configEnvFile();
  await file.write(connection.url);
  return { connection, path: file.path };
}

/** As it would be written. Throws NotConfiguredError if it is no connection string. */
export function normalizeUrl(text: string, source: string): string {
  return parseConnection(text, source).url;
}
