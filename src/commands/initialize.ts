import type { Context } from '../context.ts';
import { type Connection, parseConnection } from '../data/connection.ts';
import { readSchemaVersion } from '../data/migrations.ts';
import { SCHEMA_VERSION } from '../data/schema-version.ts';
import { createTables, type FirstUse } from './sign-up.ts';

/**
 * Tries a connection string, makes the tables if there are none, and writes it to the `.env` of the configuration folder; nothing
 * is written if it does not work. One request if the tables are there. Throws NotConfiguredError or UnavailableError.
 * `isNewer`: the tables are newer than this program, which may still be able to work with them.
 */
export async function initialize(
  { url, source }: { readonly url: string; readonly source: string },
  context: Pick<Context, 'gatewayTo' | 'configEnvFile'>,
  confirmFirstUse: (where: FirstUse) => Promise<boolean>,
): Promise<{ readonly connection: Connection; readonly path: string; readonly isNewer: boolean }> {
  const connection = parseConnection(url, source);
  const gateway = await context.gatewayTo(connection);
  const version = await readSchemaVersion(gateway);
  if (version === 0) {
    await createTables(gateway, confirmFirstUse);
  }
  const file = await context.configEnvFile();
  await file.write(connection.url);
  return { connection, path: file.path, isNewer: version > SCHEMA_VERSION };
}

/** As it would be written. Throws NotConfiguredError if it is no connection string. */
export function normalizeUrl(text: string, source: string): string {
  return parseConnection(text, source).url;
}
