import { isIP } from 'node:net';
import { EndpointError } from './endpoint-error.ts';
import type { Login } from './engine.ts';

/**
 * Reads the `Neon-Connection-String` header by the proxy's rules, in the proxy's order. Query parameters are dropped:
 * over HTTP Neon forwards only the user and the database to Postgres. Throws EndpointError 400.
 */
export function parseConnectionString(text: string, allowIpHosts: boolean): Login {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) throw refused('invalid connection string: relative URL without a base');
  if (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:') throw refused('incorrect scheme');
  if (!url.pathname.startsWith('/')) throw refused('missing database name');
  const database = decodeName(url.pathname.split('/')[1] ?? '');
  const user = decodeName(url.username);
  if (user === '') throw refused('missing username');
  if (url.password === '') throw refused('missing authentication credentials: required password');
  if (url.hostname === '' || (!allowIpHosts && isIpAddress(url.hostname))) throw refused('missing hostname');
  // Postgres itself takes the user's name where the start-up packet names no database.
  return { user, password: percentDecode(url.password), database: database === '' ? user : database };
}

function decodeName(encoded: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(percentDecode(encoded));
  } catch {
    // The proxy has one error for both names that are not UTF-8.
    throw refused('invalid username: invalid utf-8 sequence');
  }
}

function percentDecode(encoded: string): Buffer {
  const bytes = encoded.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1');
}

function isIpAddress(hostname: string): boolean {
  return isIP(hostname.replace(/^\[(.*)\]$/, '$1')) !== 0;
}

function refused(message: string): EndpointError {
  return new EndpointError(400, message);
}
