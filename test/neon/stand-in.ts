import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from './engine.ts';
import type { Fault } from './faults.ts';
import { startHttpServer } from './http-server.ts';
import { DATABASE, OWNER, OWNER_PASSWORD } from './roles.ts';
import { createSqlEndpoint, type RecordedRequest } from './sql-endpoint.ts';
import { superuserQuery } from './superuser-query.ts';

export type { Fault, RecordedRequest };

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

export interface ConnectionParts {
  readonly user?: string;
  /** The owner's by default, and none for other users. */
  readonly password?: string;
  readonly database?: string;
  readonly host?: string;
}

/** A running stand-in for Neon. The endpoint is `http://localhost:<port>/sql`. */
export interface Neon {
  readonly port: number;
  /** A connection string, by default that of the owner. */
  url(parts?: ConnectionParts): string;
  /** Every POST /sql so far, oldest first. */
  readonly requests: readonly RecordedRequest[];
  /** The next `times` requests meet the fault. Faults of several calls follow one another. */
  inject(fault: Fault, times?: number): void;
  /** Refuses connections (ECONNREFUSED) from when this resolves until `ms` later. Breaks those that are open. */
  refuse(ms: number): Promise<void>;
  /**
   * Asks the database itself as its superuser, past the endpoint. Booleans, small numbers and JSON come parsed, all
   * else (timestamps, 64-bit integers) as text.
   */
  query(sql: string, parameters?: readonly unknown[], database?: string): Promise<Record<string, unknown>[]>;
  /** Makes an empty database that belongs to the owner, and returns its name. Only with the real PostgreSQL. */
  createDatabase(): Promise<string>;
  close(): Promise<void>;
}

/** Starts a stand-in with the roles and the database of a new Neon project. */
export async function startNeon(options: NeonOptions = {}): Promise<Neon> {
  const kind = options.engine ?? 'pglite';
  const engine = await startEngine(kind);
  const requests: RecordedRequest[] = [];
  const faults: Fault[] = [];
  const limits = {
    maxRequestBytes: options.maxRequestBytes ?? TEN_MEBIBYTES,
    maxResponseBytes: options.maxResponseBytes ?? TEN_MEBIBYTES,
    allowIpHosts: options.allowIpHosts ?? false,
  };
  const endpoint = createSqlEndpoint(engine, limits, requests, () => faults.shift());
  const server = await startHttpServer(options.port ?? 0, endpoint);
  const closing = new AbortController();
  let listeningAgain = Promise.resolve();
  let databases = 0;

  function query(
    sql: string,
    parameters: readonly unknown[] = [],
    database: string = DATABASE,
  ): Promise<Record<string, unknown>[]> {
    return superuserQuery(engine, database, sql, parameters);
  }

  return {
    port: server.port,
    requests,
    query,
    url: ({ user, password, database = DATABASE, host = 'localhost' } = {}) => {
      const secret = password ?? (user === undefined || user === OWNER ? OWNER_PASSWORD : '');
      const credentials = [user ?? OWNER, secret].map(encodeURIComponent).join(':').replace(/:$/, '');
      return `postgresql://${credentials}@${host}:${server.port}/${encodeURIComponent(database)}`;
    },
    inject: (fault, times = 1) => {
      for (let i = 0; i < times; i += 1) faults.push(fault);
    },
    refuse: async (ms) => {
      await server.stop();
      listeningAgain = sleep(ms, undefined, { signal: closing.signal }).then(
        () => server.listen(),
        () => undefined,
      );
    },
    createDatabase: async () => {
      if (kind === 'pglite')
        throw new Error('PGlite has one database; start the stand-in with a real PostgreSQL.');
      databases += 1;
      const name = `fresh_${databases}`;
      await query(`create database ${name} owner ${OWNER}`);
      return name;
    },
    close: async () => {
      closing.abort();
      await listeningAgain;
      await server.stop();
      await engine.close();
    },
  };
}

/** Loads only the engine that is asked for. */
async function startEngine(kind: 'pglite' | 'postgres'): Promise<Engine> {
  if (kind === 'pglite') return (await import('./pglite-engine.ts')).startPglite();
  return (await import('./postgres-engine.ts')).startPostgres();
}
