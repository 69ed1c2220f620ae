import type { Context } from '../context.ts';
import { ownChallenge, type ProofStatus } from '../data/accounts.ts';
import { ForbiddenError, InternalError, LockedError, WrongCredentialsError } from '../domain/errors.ts';
import type { Account } from '../domain/user.ts';
import { toAccount } from './account.ts';
import { asCurrentUser } from './as-current-user.ts';

/** An account that is about to be changed as a whole, and what deriveKey needs for its password. */
export interface Challenge {
  readonly account: Account;
  readonly challenge: string;
}

/** Of the login that applies, which with TODO_TOKEN does not know the name. One request. Throws ForbiddenError for a read-only token. */
export async function askChallenge(context: Pick<Context, 'gateway' | 'login'>): Promise<Challenge> {
  const { read } = await asCurrentUser(context);
  const [[row]] = await read((database) => [ownChallenge(database)]);
  if (row === undefined) {
    throw new InternalError('The database accepted the session and then did not know its user');
  }
  // The database would refuse it as well, but only after passwords were typed and hashed.
  if (row.readOnly) {
    throw new ForbiddenError('A token that was made with --read-only cannot change the account', {
      hint: 'Log in yourself with `todo login`, without TODO_TOKEN.',
    });
  }
  return { account: toAccount(row, row.readOnly, await context.gateway()), challenge: row.challenge };
}

/** Throws WrongCredentialsError with this message and hint, or LockedError, unless the proof was accepted. */
export function requireProof(status: ProofStatus | undefined, message: string, hint: string): void {
  switch (status) {
    case 'ok':
      return;
    case 'wrong':
      throw new WrongCredentialsError(message, { hint });
    case 'locked':
      throw new LockedError('Too many wrong passwords for this account', { hint: 'Try again in an hour.' });
    case undefined:
      throw new InternalError('The database did not say whether the password is right');
  }
}
