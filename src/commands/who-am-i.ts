import type { Context } from '../context.ts';
import { whoAmI as whoAmIQuery } from '../data/accounts.ts';
import { InternalError } from '../domain/errors.ts';
import type { Account } from '../domain/user.ts';
import { toAccount } from './account.ts';

/** The account of the login that applies, as the database has it now. One request. */
export async function whoAmI(context: Pick<Context, 'gateway' | 'login'>): Promise<Account> {
  const gateway = await context.gateway();
  const [[row]] = await gateway.asUser(await context.login()).read((database) => [whoAmIQuery(database)]);
  if (row === undefined) {
    throw new InternalError('The database accepted the session and then did not know its user');
  }
  return toAccount(row, row.readOnly, gateway);
}
