import { deriveKey } from '../auth/password.ts';
import { hashSecret, newSecret } from '../auth/secret.ts';
import type { Context } from '../context.ts';
import { loginChallenge, logIn as logInQuery } from '../data/accounts.ts';
import { InternalError } from '../domain/errors.ts';
import type { Account } from '../domain/user.ts';
import { rememberLogin, toAccount } from './account.ts';
import { requireProof } from './proof.ts';

export interface Credentials {
  /** Username or e-mail address. */
  readonly name: string;
  readonly password: string;
  readonly device: string;
  readonly lifetimeSeconds: number;
}

/**
 * Makes a session and remembers it on this machine. Two requests, the salt and the proof, with about 100 ms of hashing between
 * them. An unknown name and a wrong password are the same WrongCredentialsError; too many guesses are a LockedError.
 */
export async function logIn(
  { name, password, device, lifetimeSeconds }: Credentials,
  context: Pick<Context, 'gateway' | 'sessions' | 'databaseUrl'>,
): Promise<Account> {
  const gateway = await context.gateway();
  await (await context.sessions()).requireWritable();
  const [[salt]] = await gateway.asGuest().read((database) => [loginChallenge(database, name)]);
  if (salt === undefined) {
    throw new InternalError('The database did not answer the login');
  }
  const key = await deriveKey(password, salt.challenge);
  const secret = newSecret();
  const [[row]] = await gateway
    .asGuest()
    .write((database) => [
      logInQuery(database, name, key, { tokenHash: hashSecret(secret), device, lifetimeSeconds }),
    ]);
  if (row === undefined) {
    throw new InternalError('The database did not answer the login');
  }
  requireProof(
    row.status,
    `Wrong username, e-mail address or password for ${gateway.connection.name}`,
    'Try again, or create an account with `todo signup`.',
  );
  const account = toAccount(row, false, gateway);
  await rememberLogin(account, secret, context);
  return account;
}
