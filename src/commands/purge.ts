import type { Context } from '../context.ts';
import { NotConfiguredError, NotLoggedInError, type TodoError, UnavailableError } from '../domain/errors.ts';
import { type Logout, logOut, type LogoutRequest } from './log-out.ts';

export interface Purge {
  /** Undefined if nobody was logged in to the database that applies, or it could not be asked. */
  readonly logout: Logout | undefined;
  /** Why the database did not end what it was asked to. */
  readonly problem: TodoError | undefined;
  /** The databases whose logins were deleted here, and whose sessions nobody ended. */
  readonly left: readonly string[];
}

/**
 * Logs out and deletes all that the program keeps on this machine, also if the database cannot be reached: who gives a machine away cannot
 * wait for it. One request.
 */
export async function purge(
  request: LogoutRequest,
  context: Pick<Context, 'gateway' | 'login' | 'sessions'>,
): Promise<Purge> {
  const store = await context.sessions();
  let logout: Logout | undefined;
  let problem: TodoError | undefined;
  try {
    logout = await logOut(request, context);
  } catch (error) {
    if (!isNoReasonToKeep(error)) throw error;
    problem = error;
  }
  // A broken file cannot be read, and is no reason to lose sight of what is in it.
  const left = store.databases();
  await store.purge();
  return { logout, problem, left };
}

/** Other failures are about what was asked for. */
function isNoReasonToKeep(error: unknown): error is TodoError {
  return [UnavailableError, NotConfiguredError, NotLoggedInError].some((kind) => error instanceof kind);
}
