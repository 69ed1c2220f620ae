import { type Endpoint, openEndpoint } from './endpoint.ts';
import type { Engine } from './engine.ts';
import type { Fault } from './faults.ts';
import { OWNER } from './roles.ts';

export type { Endpoint, Fault };

/** Neon's default for requests and answers (`proxy/src/binary/proxy.rs`). */
const TEN_MEBIBYTES = 10 * 1024 * 1024;

export interface NeonOptions {
  /** PGlite needs no other process; a real PostgreSQL has privileges and concurrency. */
  readonly engine?: 'pglite' | 'postgres';
  readonly maxRequestBytes?: number;
  readonly maxResponseBytes?: number;
  /** A free port where absent. */
  readonly port?: number;
  /** Neon refuses connection strings with an IP address; so does the stand-in, unless told otherwise. */
  readonly allowIpHosts?: boolean;
}

/** A running stand-in for Neon. */
export interface Neon extends Endpoint {
  /** Another address of the same databases: for tests that meet faults at the same time. `close` of the stand-in closes it, too. */
  openEndpoint(): Promise<Endpoint>;
  /** Makes an empty database that belongs to the owner, and returns its name. Only with the real PostgreSQL. */
  createDatabase(): Promise<string>;
}

/** Starts a stand-in with the roles and the database of a new Neon project. */
export async function startNeon(options: NeonOptions = {}): Promise<Neon> {
  const kind = options.engine ?? 'pglite';
  const engine = await startEngine(kind);
  const limits = {
    maxRequestBytes: options.maxRequestBytes ?? TEN_MEBIBYTES,
    maxResponseBytes: options.maxResponseBytes ?? TEN_MEBIBYTES,
    allowIpHosts: options.allowIpHosts ?? false,
  };
  const endpoint = await openEndpoint(engine, limits, options.port ?? 0);
  const others: Endpoint[] = [];
  let databases = 0;

  return {
    ...endpoint,
    openEndpoint: async () => {
      const other = await openEndpoint(engine, limits, 0);
      others.push(other);
      return other;
    },
    createDatabase: async () => {
      if (kind === 'pglite')
        throw new Error('PGlite has one database; start the stand-in with a real PostgreSQL.');
      databases += 1;
      const name = `fresh_${databases}`;
      await endpoint.query(`create database ${name} owner ${OWNER}`);
      return name;
    },
    close: async () => {
      await Promise.all([endpoint, ...others].map((open) => open.close()));
      await engine.close();
    },
  };
}

/** Loads only the engine that is asked for. */
async function startEngine(kind: 'pglite' | 'postgres'): Promise<Engine> {
  if (kind === 'pglite') return (await import('./pglite-engine.ts')).startPglite();
  return (await import('./postgres-engine.ts')).startPostgres();
}
