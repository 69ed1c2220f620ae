import { neon, neonConfig } from '@neondatabase/serverless';
import { sql } from 'drizzle-orm';
import type { BatchItem, BatchResponse } from 'drizzle-orm/batch';
import { drizzle, type NeonHttpDatabase } from 'drizzle-orm/neon-http';
import { UnavailableError } from '../domain/errors.ts';
import { type Connection, isLocal, localEndpoint } from './connection.ts';
import type { Failure, Request } from './failure.ts';
import { post } from './http.ts';
import { readFailure } from './read-failure.ts';

/** What the functions in data/ build their queries with. */
export type Database = NeonHttpDatabase;

type Queries = readonly [BatchItem<'pg'>, ...BatchItem<'pg'>[]];

/**
 * Builds the queries of one request. It is called again for every attempt; `mayHaveRun` is true when an earlier attempt may
 * have reached Postgres without an answer coming back.
 */
type Build<T extends Queries> = (database: Database, mayHaveRun: boolean) => T;

type Run = <T extends Queries>(build: Build<T>) => Promise<BatchResponse<T>>;

/** Proof of who asks, as data/ needs it. */
export interface Credentials {
  readonly userId: string;
  readonly secret: string;
  readonly source: 'login' | 'TODO_TOKEN';
}

/**
 * The only way to the database. Each call is one HTTP request and one transaction; it is repeated within the deadline if that
 * can help, so that what is built must be safe to run twice. Failures are TodoErrors.
 */
export interface Gateway {
  readonly connection: Connection;
  /** As the user of a session, who sees and changes own rows only. Throws NotLoggedInError if the database knows no such session. */
  asUser(credentials: Credentials): {
    readonly read: Run;
    readonly write: Run;
  };
  /** As somebody without a session: may call the functions for signing up and logging in. */
  readonly asGuest: Run;
  /** As the role that DATABASE_URL names, with its own rights: for the schema and for roles, never for tasks. */
  readonly asRole: Run;
}

export interface GatewayOptions {
  /** For each call, attempts and pauses together. */
  readonly timeoutMs: number;
  /** Shows that an answer takes its time; the function it returns ends that. */
  readonly showWaiting: () => () => void;
  /** Takes a line for --debug: timings and SQLSTATE, never SQL parameters. */
  readonly trace: (line: string) => void;
}

const WAITING_IS_SHOWN_AFTER_MS = 1_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;
const LEAST_STATEMENT_MS = 1_000;

// The driver keeps these two for the whole process; both depend on their arguments alone.
neonConfig.fetchFunction = post;
const neonEndpoint = neonConfig.fetchEndpoint;
neonConfig.fetchEndpoint = (host, port, options) => {
  if (isLocal(host)) {
    return localEndpoint(host, String(port));
  }
  return typeof neonEndpoint === 'string' ? neonEndpoint : neonEndpoint(host, port, options);
};

export function createGateway(connection: Connection, options: GatewayOptions): Gateway {
  const { timeoutMs, trace } = options;

  /** One request. What the prelude sets ends with the transaction; its answers are dropped. */
  async function send<T extends Queries>(
    prelude: Queries,
    queries: T,
    signal: AbortSignal,
  ): Promise<BatchResponse<T>> {
    const client = neon(connection.url, { fetchOptions: { signal } });
    const results: readonly unknown[] = await drizzle({ client }).batch([...prelude, ...queries]);
    // A batch answers each query in its place; the type of a part of it is lost.
    return results.slice(prelude.length) as BatchResponse<T>;
  }

  async function run<T extends Queries>(
    begin: (database: Database, milliseconds: number) => BatchItem<'pg'>,
    build: Build<T>,
    request: Request & { readonly changes: boolean },
  ): Promise<BatchResponse<T>> {
    const startedAt = performance.now();
    const signal = AbortSignal.timeout(timeoutMs);
    // Builds queries; `send` makes the client that posts them.
    const database = drizzle({ client: neon(connection.url) });
    let mayHaveRun = false;
    let readWrite = false;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      const elapsed = performance.now() - startedAt;
      try {
        const first = begin(database, Math.max(LEAST_STATEMENT_MS, Math.ceil(timeoutMs - elapsed)));
        const results = await send(
          readWrite ? [database.execute(sql`set transaction read write`), first] : [first],
          build(database, mayHaveRun),
          signal,
        );
        trace(`answered after ${Math.round(performance.now() - startedAt)} ms`);
        return results;
      } catch (thrown) {
        const failure = readFailure(thrown, request);
        mayHaveRun ||= failure.mayHaveRun;
        trace(`failed after ${Math.round(performance.now() - startedAt)} ms: ${describe(failure)}`);
        // 25006: somebody with the same login made its transactions read-only by default.
        if (failure.sqlState === '25006' && !readWrite) {
          readWrite = true;
          continue;
        }
        const nextAt = performance.now() - startedAt + pause;
        if (nextAt > Math.min(failure.patienceMs, timeoutMs)) {
          throw request.changes && mayHaveRun ? warnOfChange(failure.error) : failure.error;
        }
        // Apart by chance, so that many machines which were refused together do not come back together.
        await delay(pause * (0.5 + Math.random() / 2));
      }
    }
  }

  async function shown<T>(work: Promise<T>): Promise<T> {
    let hide: (() => void) | undefined;
    const timer = setTimeout(() => {
      hide = options.showWaiting();
    }, WAITING_IS_SHOWN_AFTER_MS);
    try {
      return await work;
    } finally {
      clearTimeout(timer);
      hide?.();
    }
  }

  return {
    connection,
    asUser: ({ userId, secret, source }) => {
      const as = (changes: boolean) => {
        const check = sql`todo.require_session(${secret}, ${userId}::uuid, ${changes})`;
        return <T extends Queries>(build: Build<T>) =>
          shown(
            run(beginAs('todo_user', check), build, { connection, timeoutMs, tokenSource: source, changes }),
          );
      };
      return { read: as(false), write: as(true) };
    },
    asGuest: (build) =>
      shown(
        run(beginAs('todo_user', sql`todo.schema_version()`), build, {
          connection,
          timeoutMs,
          changes: true,
        }),
      ),
    asRole: (build) =>
      shown(run(beginAs('none', sql`true`), build, { connection, timeoutMs, changes: true })),
  };
}

/**
 * The statement that begins every request. It pins what a caller before us may have bent on a pooled connection, and is one of
 * its own because a statement runs under the role that was in force when it began. `check` names a function of the schema, so that
 * missing tables are noticed before the role is.
 */
function beginAs(role: string, check: ReturnType<typeof sql>) {
  return (database: Database, milliseconds: number): BatchItem<'pg'> =>
    database.execute(sql`select
      pg_catalog.set_config('role', ${role}, true),
      pg_catalog.set_config('search_path', 'pg_catalog', true),
      pg_catalog.set_config('DateStyle', 'ISO, YMD', true),
      pg_catalog.set_config('TimeZone', 'UTC', true),
      pg_catalog.set_config('row_security', 'on', true),
      pg_catalog.set_config('statement_timeout', ${`${milliseconds}ms`}, true),
      ${check}`);
}

function warnOfChange(error: Failure['error']): Failure['error'] {
  return error instanceof UnavailableError
    ? new UnavailableError(error.message, {
        hint: `The change may have been made all the same: look before you repeat the command. ${error.hint ?? ''}`.trim(),
        cause: error.cause,
      })
    : error;
}

function describe({ error, sqlState }: Failure): string {
  return sqlState === undefined ? error.message : `SQLSTATE ${sqlState}`;
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
