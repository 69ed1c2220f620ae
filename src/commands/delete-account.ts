import { deriveKey } from '../auth/password.ts';
import type { Context } from '../context.ts';
import { deleteAccount as deleteAccountQuery } from '../data/accounts.ts';
import { NotLoggedInError, UnavailableError } from '../domain/errors.ts';
import type { Account } from '../domain/user.ts';
import { forgetLogin } from './account.ts';
import { asCurrentUser } from './as-current-user.ts';
import { askChallenge, requireProof } from './proof.ts';

/**
 * Deletes the account of who is logged in, its tasks and sessions, and forgets the login on this machine. Two requests, the salt and the
 * proof, with about 100 ms of hashing between them. `confirm` is told which account it is, and returns its password or throws.
 */
export async function deleteAccount(
  confirm: (account: Account) => Promise<string>,
  context: Pick<Context, 'gateway' | 'login' | 'sessions'>,
): Promise<Account> {
  const { account, challenge } = await askChallenge(context);
  const key = await deriveKey(await confirm(account), challenge);
  const { source } = await context.login();
  const { write } = await asCurrentUser(context);
  const forget = async (): Promise<void> => {
    if (source === 'login') await forgetLogin(context);
  };
  let lostAnAnswer = false;
  let row;
  try {
    [[row]] = await write((database, mayHaveRun) => {
      lostAnAnswer = mayHaveRun;
      return [deleteAccountQuery(database, key)];
    });
  } catch (error) {
    if (!(error instanceof NotLoggedInError && lostAnAnswer)) throw error;
    await forget();
    throw mostLikelyDeleted(account, error);
  }
  requireProof(
    row?.status,
    `Wrong password for ${account.user.username} at ${account.database}`,
    'Nothing was deleted. Try again.',
  );
  await forget();
  return account;
}

/** The session that the first try asked as is over. That comes with the account; or somebody ended it at this very moment. */
function mostLikelyDeleted({ user, database }: Account, cause: NotLoggedInError): UnavailableError {
  return new UnavailableError(
    `The connection to ${database} broke while deleting, and the session is over now`,
    {
      hint: `The account was most likely deleted. To be sure, try \`todo login ${user.username}\`: it is refused if there is none.`,
      cause,
    },
  );
}
