import type { NeonDbError } from '@neondatabase/serverless';
import {
  AlreadyExistsError,
  DatabaseError,
  ForbiddenError,
  LockedError,
  NotConfiguredError,
  NotLoggedInError,
  type TodoError,
  UnavailableError,
  UsageError,
} from '../domain/errors.ts';
import {
  type Failure,
  NETWORK_PATIENCE_MS,
  ReadOnlyError,
  type Request,
  SchemaMismatchError,
  SchemaMissingError,
  UNTIL_DEADLINE,
} from './failure.ts';

/** What an error of Postgres, or of Neon's proxy, means. SQLSTATEs are those of PostgreSQL's appendix A. */
export function fromPostgres(cause: NeonDbError, request: Request): Failure {
  const { connection } = request;
  const sqlState = cause.code === undefined || cause.code === '' ? undefined : cause.code;
  const failure = (error: TodoError, patienceMs = 0, mayHaveRun = false): Failure => ({
    error,
    mayHaveRun,
    patienceMs,
    sqlState,
  });
  if (sqlState === undefined) {
    // Neon's proxy gives no code for anything but Postgres's own errors: this text, or none, tells a refused password from a
    // connection that broke while the query ran. It is the only place where a text decides.
    return cause.message.startsWith('password authentication failed')
      ? failure(
          new NotConfiguredError(`${connection.name} refuses the user or the password in DATABASE_URL`, {
            hint: `Copy the connection string again from the Neon console. It is from ${connection.source}.`,
            cause,
          }),
        )
      : failure(
          new UnavailableError(`${connection.name} did not take the request`, {
            hint: `Check DATABASE_URL (from ${connection.source}) and whether this network may use the database.`,
            cause,
          }),
          NETWORK_PATIENCE_MS,
          true,
        );
  }
  switch (sqlState) {
    case '28000':
      return failure(sessionRefused(request, cause));
    case '42501':
      return failure(
        request.tokenSource === undefined
          ? new ForbiddenError(`The database role ${connection.user} may not do this`, {
              hint: 'Use the connection string of the owner of the database, or ask the owner. `todo db status` shows the role.',
              cause,
            })
          : new ReadOnlyError('This login may read, but not change anything', {
              hint: 'Log in yourself, or use a token that was made without --read-only.',
              cause,
            }),
      );
    case '23505':
      return failure(alreadyExists(cause));
    case '23514':
      if (cause.constraint === 'tasks_tags_check') {
        return failure(
          new UsageError('A task has at most 20 tags', { hint: 'Take some away with --remove-tag.', cause }),
        );
      }
      return failure(unforeseen(sqlState, cause));
    case '3D000':
      return failure(
        new NotConfiguredError(`There is no database ${connection.name}`, {
          hint: `Check the end of DATABASE_URL, which is from ${connection.source}.`,
          cause,
        }),
      );
    case '3F000':
      return failure(
        new SchemaMissingError(`${connection.name} has no tables of neon-todo yet`, {
          hint: `Run \`todo signup\` or \`todo db migrate\` if this is the right database; DATABASE_URL is from ${connection.source}.`,
          cause,
        }),
      );
    case '53400':
      return failure(
        new LockedError('Too many accounts were made in this database lately', {
          hint: 'Try again in an hour.',
          cause,
        }),
      );
    case '54000':
      return failure(
        new ForbiddenError('This account has as many tasks as the database admits', {
          hint: 'Delete some with `todo rm`, or ask the owner of the database to raise the limit.',
          cause,
        }),
      );
    case '57014':
      return failure(
        new UnavailableError(`${connection.name} took too long`, {
          hint: 'Try again, or wait longer with --timeout SECONDS.',
          cause,
        }),
      );
    default:
      if (isPassing(sqlState)) {
        return failure(
          new UnavailableError(`${connection.name} is busy or restarting (SQLSTATE ${sqlState})`, {
            hint: 'Try again in a moment.',
            cause,
          }),
          UNTIL_DEADLINE,
          // The connection to Postgres may have ended in the middle of a COMMIT.
          /^(57P0[12]|08)/.test(sqlState),
        );
      }
      return failure(unforeseen(sqlState, cause));
  }
}

function unforeseen(sqlState: string, cause: Error): DatabaseError {
  const Kind = isMismatch(sqlState) ? SchemaMismatchError : DatabaseError;
  return new Kind(`The database answered with an error (SQLSTATE ${sqlState})`, {
    hint: 'Run the command again with --debug for details.',
    cause,
  });
}

/**
 * Names and types that Postgres does not know, values that a column does not take, a table that became a view: what a request meets that
 * was written for other tables.
 */
function isMismatch(sqlState: string): boolean {
  return /^(42...|22P02|23502|23514|55000)$/.test(sqlState);
}

/** Serialization failures, deadlocks, too few resources, a server that shuts down or starts up, lost connections. */
function isPassing(sqlState: string): boolean {
  return /^(40001|40P01|53[0-3]00|55P03|57P0[1-5]|08...)$/.test(sqlState);
}

function sessionRefused({ connection, tokenSource }: Request, cause: Error): NotLoggedInError {
  return tokenSource === 'TODO_TOKEN'
    ? new NotLoggedInError(`The token in TODO_TOKEN is unknown to ${connection.name}, expired or revoked`, {
        hint: 'Put a valid one into TODO_TOKEN, or unset it and run `todo login`.',
        cause,
      })
    : new NotLoggedInError(`The session at ${connection.name} has expired or was ended`, {
        hint: 'Run `todo login`; in scripts, set TODO_TOKEN.',
        cause,
      });
}

function alreadyExists(cause: NeonDbError): TodoError {
  if (cause.constraint === 'users_username_key') {
    return new AlreadyExistsError('This username is taken', {
      hint: 'Choose another, or run `todo login`.',
      cause,
    });
  }
  if (cause.constraint === 'users_email_key') {
    return new AlreadyExistsError('There is an account with this e-mail address already', {
      hint: 'Run `todo login` with the address, or sign up with another.',
      cause,
    });
  }
  return new AlreadyExistsError('It exists already', { cause });
}
