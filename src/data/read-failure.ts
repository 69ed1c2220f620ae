import { NeonDbError } from '@neondatabase/serverless';
import { InternalError, TodoError } from '../domain/errors.ts';
import type { Failure, Request } from './failure.ts';
import { TransportFailure } from './http.ts';
import { fromPostgres } from './postgres-failure.ts';
import { fromTransport } from './transport-failure.ts';

/** Reads what driver, drizzle and transport threw. None of their messages gets out: they hold parameters and URLs. */
export function readFailure(thrown: unknown, request: Request): Failure {
  let unforeseen = thrown;
  for (let cause = thrown; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof TodoError) {
      return asItIs(cause);
    }
    if (cause instanceof NeonDbError) {
      const { sourceError } = cause;
      if (sourceError instanceof TransportFailure) return fromTransport(sourceError, request);
      if (sourceError instanceof TodoError) return asItIs(sourceError);
      if (sourceError === undefined) return fromPostgres(cause, request);
      unforeseen = sourceError;
    }
  }
  const error = new InternalError('Something unforeseen happened while talking to the database', {
    cause: unforeseen,
  });
  return { error, mayHaveRun: true, patienceMs: 0, sqlState: undefined };
}

function asItIs(error: TodoError): Failure {
  return { error, mayHaveRun: false, patienceMs: 0, sqlState: undefined };
}
