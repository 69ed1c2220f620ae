import { hrtime } from 'node:process';
import { type TodoError, UnavailableError } from '../domain/errors.ts';
import type { Failure, Request } from './failure.ts';
import { readFailure } from './read-failure.ts';

/** One of perhaps several attempts at the same request. */
export interface Attempt {
  /** Until the deadline of all attempts. */
  readonly remainingMs: number;
  /** An earlier attempt may have reached Postgres without an answer coming back. */
  readonly mayHaveRun: boolean;
  /** An earlier attempt found the transaction read-only: ask for one that is not. */
  readonly readWrite: boolean;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

/**
 * Attempts a request until it succeeds, fails for a reason that does not pass, or the deadline is over. Throws the TodoError of
 * the last failure.
 */
export async function tryUntilDeadline<T>(
  attempt: (attempt: Attempt) => Promise<T>,
  request: Request & { readonly changes: boolean },
  trace: (line: string) => void,
): Promise<T> {
  // `performance` takes 0.6 ms to load.
  const startedAt = hrtime.bigint();
  const elapsedMs = (): number => Number((hrtime.bigint() - startedAt) / 1_000_000n);
  let mayHaveRun = false;
  let readWrite = false;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    try {
      const remainingMs = request.timeoutMs - elapsedMs();
      const answer = await attempt({ remainingMs, mayHaveRun, readWrite });
      trace(`answered after ${elapsedMs()} ms`);
      return answer;
    } catch (thrown) {
      const failure = readFailure(thrown, request);
      mayHaveRun ||= failure.mayHaveRun;
      trace(`failed after ${elapsedMs()} ms: ${describe(failure)}`);
      // 25006: somebody with the same login made its transactions read-only by default.
      if (failure.sqlState === '25006' && !readWrite) {
        readWrite = true;
        continue;
      }
      if (elapsedMs() + pause > Math.min(failure.patienceMs, request.timeoutMs)) {
        throw request.changes && mayHaveRun ? warnOfChange(failure.error) : failure.error;
      }
      // Apart by chance, so that many machines which were refused together do not come back together.
      await delay(pause * (0.5 + Math.random() / 2));
    }
  }
}

/** The same error, with the warning that something may have been changed all the same if the database was not reached. */
export function warnOfChange(error: TodoError): TodoError {
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
