import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from './engine.ts';
import type { Fault } from './faults.ts';
import { startHttpServer } from './http-server.ts';
import { DATABASE, OWNER, OWNER_PASSWORD } from './roles.ts';
import { createSqlEndpoint, type Limits, type RecordedRequest } from './sql-endpoint.ts';
import { superuserQuery } from './superuser-query.ts';

export interface ConnectionParts {
  readonly user?: string;
  /** The owner's by default, and none for other users. */
  readonly password?: string;
  readonly database?: string;
  readonly host?: string;
}

/** An address at which the databases are reached, `http://localhost:<port>/sql`, with faults of its own. */
export interface Endpoint {
  readonly port: number;
  /** A connection string, by default that of the owner. */
  url(parts?: ConnectionParts): string;
  /** Every POST /sql so far, oldest first. */
  readonly requests: readonly RecordedRequest[];
  /** The next `times` requests meet the fault. Faults of several calls follow one another. */
  inject(fault: Fault, times?: number): void;
  /** How many of the injected faults have taken effect. */
  struck(): number;
  /** Refuses connections (ECONNREFUSED) from when this resolves until `ms` later. Breaks those that are open. */
  refuse(ms: number): Promise<void>;
  /**
   * Asks the database itself as its superuser, past the endpoint. Booleans, small numbers and JSON come parsed, all
   * else (timestamps, 64-bit integers) as text.
   */
  query(sql: string, parameters?: readonly unknown[], database?: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** Listens on `port`, or on a free one where it is 0. */
export async function openEndpoint(engine: Engine, limits: Limits, port: number): Promise<Endpoint> {
  const requests: RecordedRequest[] = [];
  const faults: Fault[] = [];
  const closing = new AbortController();
  let strikes = 0;
  let listeningAgain = Promise.resolve();

  function listenAfter(ms: number): void {
    listeningAgain = sleep(ms, undefined, { signal: closing.signal }).then(
      () => server.listen(),
      () => undefined,
    );
  }

  const answer = createSqlEndpoint(engine, {
    limits,
    requests,
    nextFault: () => faults.shift(),
    onStrike: () => (strikes += 1),
    refuse: (ms) => {
      server.stopListening();
      listenAfter(ms);
    },
  });
  const server = await startHttpServer(port, answer);

  return {
    port: server.port,
    requests,
    query: (sql, parameters = [], database = DATABASE) => superuserQuery(engine, database, sql, parameters),
    url: ({ user, password, database = DATABASE, host = 'localhost' } = {}) => {
      const secret = password ?? (user === undefined || user === OWNER ? OWNER_PASSWORD : '');
      const credentials = [user ?? OWNER, secret].map(encodeURIComponent).join(':').replace(/:$/, '');
      return `postgresql://${credentials}@${host}:${server.port}/${encodeURIComponent(database)}`;
    },
    inject: (fault, times = 1) => {
      for (let i = 0; i < times; i += 1) faults.push(fault);
    },
    struck: () => strikes,
    refuse: async (ms) => {
      await server.stop();
      listenAfter(ms);
    },
    close: async () => {
      closing.abort();
      await listeningAgain;
      await server.close();
    },
  };
}
