/** Every way a command can fail that a person or a script can tell apart. The exit codes are in cli/failure.ts. */
export type ErrorCode =
  | 'usage'
  | 'not_found'
  | 'not_logged_in'
  | 'wrong_credentials'
  | 'locked'
  | 'forbidden'
  | 'already_exists'
  | 'conflict'
  | 'not_configured'
  | 'unavailable'
  | 'database'
  | 'cancelled'
  | 'internal';

export interface ErrorDetails {
  /** What to type or do next, as one or two sentences. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/**
 * A failure that is told to the user as it stands: `message` is one sentence without a final period that says what failed
 * and why. Neither message nor hint ever holds a password, a token, a connection string or the text of a task.
 */
export abstract class TodoError extends Error {
  abstract readonly code: ErrorCode;
  /** Whether the same command may succeed if it is simply run again. */
  readonly retryable: boolean = false;
  hint: string | undefined;

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.hint = details.hint;
  }

  /** Adds a sentence to the hint, for whoever lets the error pass and knows more. Returns the same error. */
  advise(sentence: string): this {
    this.hint = this.hint === undefined ? sentence : `${this.hint} ${sentence}`;
    return this;
  }
}

/** The command line, or a value in it or on stdin, is wrong. */
export class UsageError extends TodoError {
  override readonly code = 'usage';
}

/** No such task, session or file. */
export class NotFoundError extends TodoError {
  override readonly code = 'not_found';
}

/** There is no session, or the database does not know it (any more). */
export class NotLoggedInError extends TodoError {
  override readonly code = 'not_logged_in';
}

export class WrongCredentialsError extends TodoError {
  override readonly code = 'wrong_credentials';
}

/** Too many wrong passwords for this account within the hour. */
export class LockedError extends TodoError {
  override readonly code = 'locked';
  override readonly retryable = true;
}

/** The session or the database role may not do this. */
export class ForbiddenError extends TodoError {
  override readonly code = 'forbidden';
}

export class AlreadyExistsError extends TodoError {
  override readonly code = 'already_exists';
}

/** Something changed on another machine since it was read. */
export class ConflictError extends TodoError {
  override readonly code = 'conflict';
}

/** No usable DATABASE_URL, no tables in the database, or a broken file of ours. */
export class NotConfiguredError extends TodoError {
  override readonly code = 'not_configured';
}

/** There is no DATABASE_URL at all: nobody has set the program up here. */
export class NotSetUpError extends NotConfiguredError {}

/** The database was not reached, or did not answer before the deadline. */
export class UnavailableError extends TodoError {
  override readonly code = 'unavailable';
  override readonly retryable = true;
}

/** A database error that nobody foresaw. */
export class DatabaseError extends TodoError {
  override readonly code = 'database';
}

/** Ctrl-C, or "no" to a question. */
export class CancelledError extends TodoError {
  override readonly code = 'cancelled';
}

/** A defect of this program. */
export class InternalError extends TodoError {
  override readonly code = 'internal';
}
