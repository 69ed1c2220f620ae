import { neon, neonConfig } from '@neondatabase/serverless';
import { type SQL, sql } from 'drizzle-orm';
import type { BatchItem, BatchResponse } from 'drizzle-orm/batch';
import { drizzle, type NeonHttpDatabase } from 'drizzle-orm/neon-http';
import type { RunnableQuery } from 'drizzle-orm/runnable-query';
import type { PreparedQuery } from 'drizzle-orm/session';
import type { JournaledCommand } from '../domain/journal.ts';
import { type Connection, isLocal, localEndpoint } from './connection.ts';
import { ReadOnlyError, type Request, SchemaMismatchError } from './failure.ts';
import { post } from './http.ts';
import { newId } from './new-id.ts';
import { type Attempt, tryUntilDeadline } from './retries.ts';

/** What the functions in data/ build their queries with. */
export type Database = NeonHttpDatabase;

type Queries = readonly [BatchItem<'pg'>, ...BatchItem<'pg'>[]];

/**
 * Builds the queries of one request. It is called again for every attempt; `mayHaveRun` is true when an earlier attempt may
 * have reached Postgres without an answer coming back.
 */
type Build<T extends Queries> = (database: Database, mayHaveRun: boolean) => T;

/** What a request has around the queries that somebody builds. */
interface Frame {
  readonly role: string;
  /** An expression of the first statement. */
  readonly check: SQL;
  /** The same for a last one. */
  readonly checkAgain?: SQL | undefined;
}

type Run = <T extends Queries>(build: Build<T>) => Promise<BatchResponse<T>>;

/** The same but for two things: who may only read is refused, and a failure says whether something may have changed. */
interface Access {
  readonly read: Run;
  readonly write: Run;
}

/**
 * The same query for a batch, with its rows as the driver has them: arrays of values in the order of the selected columns, which nobody
 * decoded. For lists, since drizzle takes 4 µs to make an object of 13 columns (Node 20, the first 10,000 rows of a process).
 * `Row` is for the caller to know, from the columns.
 */
export function unmapped<Row extends readonly unknown[]>(select: {
  prepare(name: string): PreparedQuery;
}): RunnableQuery<Row[], 'pg'> {
  const prepared = select.prepare('');
  prepared.mapResult = (answer) => (answer as { readonly rows: Row[] }).rows;
  // What a batch needs of a query is no part of its type, which says what comes out alone.
  return { _prepare: () => prepared } as unknown as RunnableQuery<Row[], 'pg'>;
}

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
  /** UUID of the command that the journal counts what is written as. */
  readonly commandId: string;
  /**
   * As the user of a session, who sees and changes own rows only. NotLoggedInError if the database knows no such session. All that is
   * written through one gateway is one command in the journal, under the name that is given here.
   */
  asUser(credentials: Credentials, command?: JournaledCommand): Access;
  /** As somebody without a session: may call the functions for signing up and logging in. */
  asGuest(): Access;
  /** As the role that DATABASE_URL names, with its own rights: for the schema and for roles, never for tasks. */
  asRole(): Access;
}

export interface GatewayOptions {
  /** For each call, attempts and pauses together. */
  readonly timeoutMs: number;
  /** Shows that an answer takes its time; the function it returns ends that. */
  readonly showWaiting: () => () => void;
  /** Called whenever a request is on its way: what is done now costs no time as long as the answer has not come. */
  readonly onSent?: () => void;
  /** Takes a line for --debug: timings and SQLSTATE, never SQL parameters. */
  readonly trace: (line: string) => void;
}

/**
 * As for storage that has no heads to move. With the default, 4, Postgres prefers reading all tasks of a user who has done thousands to
 * fetching the 50 that are open: 200 ms in the place of 1 (test/data/many-tasks.test.ts).
 */
const RANDOM_PAGE_COST = '1.1';
const WAITING_IS_SHOWN_AFTER_MS = 1_000;
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
  const { timeoutMs, showWaiting, onSent, trace } = options;
  const commandId = newId();

  function access(frame: (changes: boolean) => Frame, tokenSource?: Request['tokenSource']): Access {
    const as =
      (changes: boolean): Run =>
      (build) => {
        const request = { connection, timeoutMs, tokenSource, changes };
        const work = run(frame(changes), build, request).catch(async (error: unknown) => {
          throw await explain(error, frame(false), request);
        });
        return shown(work, showWaiting);
      };
    return { read: as(false), write: as(true) };
  }

  function run<T extends Queries>(
    frame: Frame,
    build: Build<T>,
    request: Request & { readonly changes: boolean },
  ): Promise<BatchResponse<T>> {
    return tryUntilDeadline((attempt) => send(frame, build, attempt), request, trace);
  }

  /** What to throw. Asks once more where a refusal may mean one of two things. */
  async function explain(error: unknown, frame: Frame, request: Request): Promise<unknown> {
    if (!(error instanceof ReadOnlyError || error instanceof SchemaMismatchError)) return error;
    const look = { ...request, changes: false };
    const { lookAgain } = await import('./second-look.ts');
    return lookAgain(error, connection, {
      asUser: (build) => run(frame, build, look),
      asRole: (build) => run(AS_ROLE, build, look),
    });
  }

  /** One request. What its first statements set ends with the transaction; their answers are dropped, as is that of the last. */
  async function send<T extends Queries>(
    frame: Frame,
    build: Build<T>,
    { remainingMs, mayHaveRun, readWrite }: Attempt,
  ): Promise<BatchResponse<T>> {
    const database = drizzle({
      client: neon(connection.url, { fetchOptions: { timeoutMs: remainingMs, onSent } }),
    });
    const first = begin(database, frame, Math.max(LEAST_STATEMENT_MS, Math.ceil(remainingMs)));
    const prelude: Queries = readWrite ? [database.execute(sql`set transaction read write`), first] : [first];
    const { checkAgain } = frame;
    const last = checkAgain === undefined ? [] : [database.execute(sql`select ${checkAgain}`)];
    const built = build(database, mayHaveRun);
    const results: readonly unknown[] = await database.batch([...prelude, ...built, ...last]);
    // A batch answers each query in its place; the type of a part of it is lost.
    return results.slice(prelude.length, prelude.length + built.length) as BatchResponse<T>;
  }

  return {
    connection,
    commandId,
    asUser: ({ userId, secret, source }, command) =>
      access((changes) => {
        const session = sql`todo.require_session(${secret}, ${userId}::uuid, ${changes})`;
        const isJournaled = changes && command !== undefined;
        return {
          role: 'todo_user',
          check: isJournaled ? sql`${journal(commandId, command)}, ${session}` : session,
          // A session that ends between two statements sees no task in the second one: nothing that comes of that is true, or may stay.
          // Other changes are a function each, some of which end the session themselves.
          checkAgain: isJournaled || !changes ? session : undefined,
        };
      }, source),
    asGuest: () => access(() => AS_GUEST),
    asRole: () => access(() => AS_ROLE),
  };
}

// `check` names a function of the schema, so that missing tables are noticed before the role is.
const AS_GUEST: Frame = { role: 'todo_user', check: sql`todo.schema_version()` };
const AS_ROLE: Frame = { role: 'none', check: sql`true` };

/**
 * The statement that begins every request. It pins what a caller before us may have bent on a pooled connection, and is one of
 * its own because a statement runs under the role that was in force when it began.
 */
function begin(database: Database, { role, check }: Frame, milliseconds: number): BatchItem<'pg'> {
  return database.execute(sql`select
      pg_catalog.set_config('role', ${role}, true),
      pg_catalog.set_config('search_path', 'pg_catalog', true),
      pg_catalog.set_config('DateStyle', 'ISO, YMD', true),
      pg_catalog.set_config('TimeZone', 'UTC', true),
      pg_catalog.set_config('row_security', 'on', true),
      pg_catalog.set_config('statement_timeout', ${`${milliseconds}ms`}, true),
      pg_catalog.set_config('random_page_cost', ${RANDOM_PAGE_COST}, true),
      ${check}`);
}

/** What the triggers of the journal write down with a change. */
function journal(id: string, name: string): SQL {
  return sql`pg_catalog.set_config('todo.command_id', ${id}, true), pg_catalog.set_config('todo.command', ${name}, true)`;
}

/** Tells a person who waits longer than a second what for. */
async function shown<T>(work: Promise<T>, showWaiting: () => () => void): Promise<T> {
  let hide: (() => void) | undefined;
  const timer = setTimeout(() => {
    hide = showWaiting();
  }, WAITING_IS_SHOWN_AFTER_MS);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
    hide?.();
  }
}
