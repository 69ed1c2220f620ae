import { type TodoError, UnavailableError } from '../domain/errors.ts';
import { type Failure, NETWORK_PATIENCE_MS, type Request, TooLargeError, UNTIL_DEADLINE } from './failure.ts';
import type { TransportFailure } from './http.ts';

/** What it means that there is no answer of Neon's. */
export function fromTransport(cause: TransportFailure, { connection, timeoutMs }: Request): Failure {
  const { mayHaveRun, detail } = cause;
  const failure = (error: TodoError, patienceMs: number): Failure => ({
    error,
    mayHaveRun,
    patienceMs,
    sqlState: undefined,
  });
  const where = `DATABASE_URL is from ${connection.source}.`;
  switch (cause.kind) {
    case 'unreachable':
      return failure(
        new UnavailableError(`Cannot reach ${connection.name} (${detail})`, {
          hint: `Check the network and the host name. ${where}`,
          cause,
        }),
        NETWORK_PATIENCE_MS,
      );
    case 'lost':
      return failure(
        new UnavailableError(`The connection to ${connection.name} broke (${detail})`, {
          hint: 'Try again.',
          cause,
        }),
        NETWORK_PATIENCE_MS,
      );
    case 'deadline':
      return failure(
        new UnavailableError(`No answer from ${connection.name} within ${timeoutMs / 1000} s`, {
          hint: 'Neon may be waking up: try again, or wait longer with --timeout SECONDS.',
          cause,
        }),
        0,
      );
    case 'foreign':
      return failure(
        new UnavailableError(`What answers for ${connection.name} is not Neon (${detail} without JSON)`, {
          hint: `A proxy or a login page of the network may be in the way. ${where}`,
          cause,
        }),
        0,
      );
    case 'status':
      if (detail === '413' || detail === '507') {
        return failure(
          new TooLargeError('This is more than Neon passes on at once', {
            hint: 'Do it in smaller parts.',
            cause,
          }),
          0,
        );
      }
      return failure(
        new UnavailableError(`${connection.name} is not available (${detail})`, {
          hint: 'Neon could not wake or reach the database. Try again in a moment.',
          cause,
        }),
        UNTIL_DEADLINE,
      );
  }
}
