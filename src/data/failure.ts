import { DatabaseError, ForbiddenError, NotConfiguredError, type TodoError } from '../domain/errors.ts';
import type { Connection } from './connection.ts';

/** The database has no tables of ours, or older ones than this program needs. */
export class SchemaMissingError extends NotConfiguredError {}

/** It has older ones. */
export class SchemaOutdatedError extends SchemaMissingError {}

/** Postgres did not understand what was sent, or did not take it: perhaps the tables are not those that this program knows. */
export class SchemaMismatchError extends DatabaseError {}

/** The session may only read; or it ended a moment ago, between two statements, and may do nothing at all. */
export class ReadOnlyError extends ForbiddenError {}

/** More was sent, or asked for, than Neon passes on in one request or answer. */
export class TooLargeError extends DatabaseError {}

/** What a failed attempt means: for the person, and for the decision to try again. */
export interface Failure {
  readonly error: TodoError;
  /** Whether Postgres may have run what was sent. */
  readonly mayHaveRun: boolean;
  /** For how long after the first attempt another one makes sense; 0: never. */
  readonly patienceMs: number;
  /** Five characters, when Postgres itself answered with an error. */
  readonly sqlState: string | undefined;
}

export interface Request {
  readonly connection: Connection;
  readonly timeoutMs: number;
  /** Where the session token came from, for the advice when it is refused; undefined without a session. */
  readonly tokenSource?: 'login' | 'TODO_TOKEN' | undefined;
}

/** As long as the deadline admits. */
export const UNTIL_DEADLINE = Number.POSITIVE_INFINITY;
/** For a connection that broke or never came about: mostly a network that is off, or a typing error in the host. */
export const NETWORK_PATIENCE_MS = 5_000;
