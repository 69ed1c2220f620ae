import { NeonDbError } from '@neondatabase/serverless';
import { InternalError, TodoError } from '../domain/errors.ts';
import type { Failure, Request } from './failure.ts';
import { TransportFailure } from './http.ts';
import { fromPostgres } from './postgres-failure.ts';
import { fromTransport } from './transport-failure.ts';

/** Reads what driver, drizzle and transport threw. None of their messages gets out: they hold parameters and URLs. */
export function readFailure(thrown: unknown, request: Request): Failure {
  for (let cause = thrown; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof TodoError) {
      return { error: cause, mayHaveRun: false, patienceMs: 0, sqlState: undefined };
    }
    if (cause instanceof NeonDbError) {
      return cause.sourceError instanceof TransportFailure
        ? fromTransport(cause.sourceError, request)
        : fromPostgres(cause, request);
    }
  }
  const error = new InternalError('Something unforeseen happened while talking to the database', {
    cause: thrown,
  });
  return { error, mayHaveRun: true, patienceMs: 0, sqlState: undefined };
}
