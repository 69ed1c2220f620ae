import { NotConfiguredError } from '../domain/errors.ts';
import { escapeUnsafe } from '../domain/unsafe-characters.ts';

/** One database, as DATABASE_URL names it. */
export interface Connection {
  /** Normalised, with the password; never shown. */
  readonly url: string;
  /** `HOST/DATABASE` without `-pooler` and port: what a session belongs to, and what people are shown. */
  readonly name: string;
  /** Where the URL was found, in words for people. */
  readonly source: string;
  readonly user: string;
  /** True for hosts of this machine, which are reached over plain HTTP (Neon Local and other proxies). */
  readonly local: boolean;
}

const EXAMPLE = 'It looks like postgresql://USER:PASSWORD@HOST/DATABASE; copy it from the Neon console.';

/** Throws NotConfiguredError, which says where the URL came from and what is wrong with it, and never repeats it. */
export function parseConnection(text: string, source: string): Connection {
  const wrong = (why: string): NotConfiguredError =>
    new NotConfiguredError(`DATABASE_URL from ${source} ${why}`, { hint: EXAMPLE });

  let url: URL;
  try {
    // As the driver reads it: with the scheme of a "special" URL, so that the host is checked too.
    const scheme = new URL(text.trim()).protocol;
    if (scheme !== 'postgres:' && scheme !== 'postgresql:') {
      throw wrong('is not a Postgres URL');
    }
    url = new URL(`http:${text.trim().slice(scheme.length)}`);
  } catch (error) {
    throw error instanceof NotConfiguredError ? error : wrong('is not a valid URL');
  }
  const database = decode(url.pathname.slice(1));
  const user = decode(url.username);
  if (user === undefined || database === undefined || decode(url.password) === undefined) {
    throw wrong('has a broken % escape');
  }
  if (user === '') {
    throw wrong('names no user');
  }
  if (url.password === '') {
    throw wrong('has no password');
  }
  if (database === '' || database.includes('/')) {
    throw wrong('names no database');
  }
  if (escapeUnsafe(database) !== database) {
    throw wrong('names a database with a control character');
  }
  const local = isLocal(url.hostname);
  if (!local && isAddress(url.hostname)) {
    throw wrong('has an IP address for a host, and Neon needs the host name');
  }
  const host = directHost(url.hostname);
  return {
    url: `postgresql:${url.href.slice('http:'.length)}`,
    name: `${url.port === '' || !local ? host : url.host}/${database}`,
    source,
    user,
    local,
  };
}

/**
 * Where the driver posts a query. Neon's own addresses are left to the driver (`https://api.…/sql`); a host of this machine
 * stands for a local proxy, which speaks plain HTTP on the port of the URL.
 */
export function localEndpoint(host: string, port: string): string {
  return `http://${host}:${port === '' ? '5432' : port}/sql`;
}

export function isLocal(host: string): boolean {
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host.endsWith('.localtest.me') ||
    host === '[::1]' ||
    /^127\.\d+\.\d+\.\d+$/.test(host)
  );
}

/** The same endpoint without Neon's pooler in front of it. */
export function directHost(host: string): string {
  return host.replace(/^([^.]+)-pooler\./, '$1.');
}

function isAddress(host: string): boolean {
  return host.startsWith('[') || /^\d+\.\d+\.\d+\.\d+$/.test(host);
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
