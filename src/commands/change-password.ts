import { deriveKey, newVerifier } from '../auth/password.ts';
import type { Context } from '../context.ts';
import { changePassword as changePasswordQuery } from '../data/accounts.ts';
import type { Account } from '../domain/user.ts';
import { asCurrentUser } from './as-current-user.ts';
import { askChallenge, requireProof } from './proof.ts';

export interface PasswordChange {
  readonly present: string;
  readonly next: string;
}

/**
 * Changes the password of who is logged in, which ends every other session. Two requests, the salt and the proof, with about
 * 200 ms of hashing between them. Throws WrongCredentialsError, and LockedError after too many guesses.
 */
export async function changePassword(
  { present, next }: PasswordChange,
  context: Pick<Context, 'gateway' | 'login'>,
): Promise<Account> {
  const { account, challenge } = await askChallenge(context);
  const key = await deriveKey(present, challenge);
  const verifier = await newVerifier(next);
  const { write } = await asCurrentUser(context);
  const [[row]] = await write((database) => [changePasswordQuery(database, key, verifier)]);
  requireProof(
    row?.status,
    `The present password of ${account.user.username} at ${account.database} is another one`,
    'The password was not changed. Try again.',
  );
  return account;
}
