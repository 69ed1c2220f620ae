import type { Context } from '../context.ts';
import { formatToken } from '../auth/session-token.ts';
import { type AccountRow, toSession, toUser } from '../data/accounts.ts';
import type { Gateway } from '../data/gateway.ts';
import type { Account } from '../domain/user.ts';

export function toAccount(row: AccountRow, readOnly: boolean, gateway: Gateway): Account {
  return { user: toUser(row), database: gateway.connection.name, session: toSession(row, readOnly) };
}

/** Remembers a new session on this machine, and with it the file that named the database. */
export async function rememberLogin(
  account: Account,
  secret: string,
  context: Pick<Context, 'sessions' | 'databaseUrl'>,
): Promise<void> {
  const store = await context.sessions();
  const { envFile } = await context.databaseUrl();
  const token = formatToken({ userId: account.user.id, secret });
  await store.save(account.database, { token, username: account.user.username, envFile });
}

/** Forgets on this machine the login to the database that applies, which is over. */
export async function forgetLogin(context: Pick<Context, 'gateway' | 'sessions'>): Promise<void> {
  const { connection } = await context.gateway();
  await (await context.sessions()).forget(connection.name);
}
