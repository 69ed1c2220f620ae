import type { Context } from '../context.ts';
import { logOut as logOutQuery } from '../data/accounts.ts';
import { NotLoggedInError } from '../domain/errors.ts';
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
 * not lost sight of. Undefined if nobody was logged in. One request.
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
  const [[row]] = await gateway.asGuest().write((database) => [logOutQuery(database, secret, everywhere)]);
  if (login.source === 'login') {
    await forgetLogin(context);
  }
  return { database: gateway.connection.name, ended: row?.ended ?? 0 };
}
