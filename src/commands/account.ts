import type { Context } from '../context.ts';
import { formatToken } from '../auth/session-token.ts';
import { type AccountRow, logOut, toSession, toUser } from '../data/accounts.ts';
import type { Gateway } from '../data/gateway.ts';
import { TodoError } from '../domain/errors.ts';
import type { Account } from '../domain/user.ts';

export function toAccount(row: AccountRow, readOnly: boolean, gateway: Gateway): Account {
  return { user: toUser(row), database: gateway.connection.name, session: toSession(row, readOnly) };
}

/**
 * Remembers a new session on this machine, and with it the file that named the database. A session that cannot be remembered is ended
 * again, by one more request: nobody would know of it.
 */
export async function rememberLogin(
  account: Account,
  secret: string,
  context: Pick<Context, 'gateway' | 'sessions' | 'databaseUrl'>,
): Promise<void> {
  const store = await context.sessions();
  const { envFile } = await context.databaseUrl();
  const token = formatToken({ userId: account.user.id, secret });
  try {
    await store.save(account.database, { token, username: account.user.username, envFile });
  } catch (error) {
    const isEnded = await endSession(secret, context);
    if (error instanceof TodoError && !isEnded) {
      error.advise('The new session could not be ended again: see `todo sessions` once you are logged in.');
    }
    throw error;
  }
}

/** False if the database could not be told. */
async function endSession(secret: string, context: Pick<Context, 'gateway'>): Promise<boolean> {
  const gateway = await context.gateway();
  try {
    await gateway.asGuest().write((database) => [logOut(database, secret, false)]);
    return true;
  } catch {
    return false;
  }
}

/** Forgets on this machine the login that applies, which is over. */
export async function forgetLogin(context: Pick<Context, 'gateway' | 'login' | 'sessions'>): Promise<void> {
  const { connection } = await context.gateway();
  const store = await context.sessions();
  await store.forget(connection.name, formatToken(await context.login()));
}
