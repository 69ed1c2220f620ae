import type { Context } from '../context.ts';
import { isLive, logOut as logOutQuery } from '../data/accounts.ts';
import { ForbiddenError, NotLoggedInError } from '../domain/errors.ts';
import { forgetLogin } from './account.ts';

export interface LogoutRequest {
  /** Ends every session of the account. */
  readonly everywhere: boolean;
}

export interface Logout {
  readonly database: string;
  /** Sessions that the database ended; 0 where it had none of this login any more. */
  readonly ended: number;
}

/**
 * Ends the session in the database and forgets it on this machine; in that order, so that a session which could not be ended is
 * not lost sight of. Undefined if nobody was logged in. One request. Throws NotLoggedInError if all sessions were to be ended by
 * one that was over itself.
 */
export async function logOut(
  { everywhere }: LogoutRequest,
  context: Pick<Context, 'gateway' | 'login' | 'sessions'>,
): Promise<Logout | undefined> {
  let login;
  try {
    login = await context.login();
  } catch (error) {
    if (error instanceof NotLoggedInError) {
      return undefined;
    }
    throw error;
  }
  const gateway = await context.gateway();
  const { secret } = login;
  let lostAnAnswer = false;
  const [[session], [row]] = await gateway
    .asGuest()
    .write((database, mayHaveRun) => {
      lostAnAnswer = mayHaveRun;
      return [isLive(database, secret), logOutQuery(database, secret, everywhere)];
    })
    .catch((error: unknown) => {
      throw everywhere && error instanceof ForbiddenError ? mayEndItselfAlone(error) : error;
    });
  if (login.source === 'login') {
    await forgetLogin(context);
  }
  if (everywhere && session?.live !== true && !lostAnAnswer) {
    throw new NotLoggedInError(
      `The session at ${gateway.connection.name} was over already, and could not end the others`,
      { hint: 'Run `todo login`, then `todo logout --all`.' },
    );
  }
  return { database: gateway.connection.name, ended: row?.ended ?? 0 };
}

/** Asked for as a guest, it is refused in words about the role of the database. */
function mayEndItselfAlone(cause: ForbiddenError): ForbiddenError {
  return new ForbiddenError('A token that was made with --read-only can end itself, but no other session', {
    hint: 'Leave out --all, or log in yourself with `todo login`, without TODO_TOKEN.',
    cause,
  });
}
