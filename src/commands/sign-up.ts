import { newVerifier } from '../auth/password.ts';
import { hashSecret, newSecret } from '../auth/secret.ts';
import { type Context, migrationsFolder } from '../context.ts';
import { signUp as signUpQuery } from '../data/accounts.ts';
import { SchemaMissingError } from '../data/failure.ts';
import { migrate, readMigrations } from '../data/migrations.ts';
import { selectRole } from '../data/role.ts';
import { CancelledError, ForbiddenError, InternalError, TodoError } from '../domain/errors.ts';
import type { Account } from '../domain/user.ts';
import { rememberLogin, toAccount } from './account.ts';

export interface NewAccount {
  readonly username: string;
  readonly email: string;
  readonly password: string;
  readonly device: string;
  readonly lifetimeSeconds: number;
}

/** Where tables are about to be made. */
export interface FirstUse {
  readonly database: string;
  /** Where DATABASE_URL was found. */
  readonly source: string;
  /** How many tables of other programs are in the database. */
  readonly otherTables: number;
}

/**
 * Creates the account and logs in. One request and about 100 ms of hashing; at the first sign-up in a database it makes the
 * tables, after `confirmFirstUse` has agreed. Throws AlreadyExistsError if the name or the address is taken.
 */
export async function signUp(
  { username, email, password, device, lifetimeSeconds }: NewAccount,
  context: Pick<Context, 'gateway' | 'sessions' | 'databaseUrl'>,
  confirmFirstUse: (where: FirstUse) => Promise<boolean>,
): Promise<Account> {
  const gateway = await context.gateway();
  await (await context.sessions()).requireWritable();
  const verifier = await newVerifier(password);
  const secret = newSecret();
  const create = async (): Promise<Account> => {
    const session = { tokenHash: hashSecret(secret), device, lifetimeSeconds };
    const [[row]] = await gateway
      .asGuest()
      .write((database) => [signUpQuery(database, { username, email, verifier }, session)]);
    if (row === undefined) {
      throw new InternalError('The database did not say whether the account was created');
    }
    return toAccount(row, false, gateway);
  };

  let account: Account;
  try {
    account = await create();
  } catch (error) {
    if (error instanceof ForbiddenError) {
      throw new ForbiddenError(
        `${gateway.connection.name} takes no new accounts from ${gateway.connection.user}`,
        {
          hint: 'Sign-up may be closed there. Ask the owner of the database; `todo db status` shows what the role may do.',
          cause: error,
        },
      );
    }
    if (!(error instanceof SchemaMissingError)) {
      throw error;
    }
    await createTables(gateway, confirmFirstUse);
    account = await create();
  }
  try {
    await rememberLogin(account, secret, context);
  } catch (error) {
    throw error instanceof TodoError
      ? error.advise('The account was created: `todo login` is left to do.')
      : error;
  }
  return account;
}

/** Makes the tables after `confirmFirstUse` has agreed. Throws CancelledError if it does not. */
export async function createTables(
  gateway: Awaited<ReturnType<Context['gateway']>>,
  confirmFirstUse: (where: FirstUse) => Promise<boolean>,
): Promise<void> {
  const { name: database, source } = gateway.connection;
  const [[role]] = await gateway.asRole().read((queries) => [selectRole(queries)]);
  if (!(await confirmFirstUse({ database, source, otherTables: role?.otherTables ?? 0 }))) {
    throw new CancelledError('Cancelled, nothing was created');
  }
  await migrate(gateway, readMigrations(migrationsFolder()));
}
