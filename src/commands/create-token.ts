import { hashSecret, newSecret } from '../auth/secret.ts';
import { formatToken } from '../auth/session-token.ts';
import type { Context } from '../context.ts';
import { createToken as createTokenQuery } from '../data/accounts.ts';
import { toInstant } from '../data/task-row.ts';
import { InternalError } from '../domain/errors.ts';
import { asCurrentUser } from './as-current-user.ts';

export interface TokenRequest {
  readonly name: string;
  readonly lifetimeSeconds: number;
  readonly readOnly: boolean;
}

/** A session for scripts. `token` is known from here on to whoever reads it, and is not stored anywhere. */
export interface CreatedToken {
  readonly id: string;
  readonly device: string;
  readonly readOnly: boolean;
  readonly expiresAt: Date;
  readonly token: string;
}

/** Makes a token for TODO_TOKEN, which expires on a fixed day. One request. */
export async function createToken(
  { name, lifetimeSeconds, readOnly }: TokenRequest,
  context: Pick<Context, 'gateway' | 'login'>,
): Promise<CreatedToken> {
  const { write, userId } = await asCurrentUser(context);
  const secret = newSecret();
  const session = { tokenHash: hashSecret(secret), device: name, lifetimeSeconds };
  const [[row]] = await write((database) => [createTokenQuery(database, session, readOnly)]);
  if (row === undefined) {
    throw new InternalError('The database did not say whether the token was created');
  }
  return {
    id: row.sessionId,
    device: name,
    readOnly,
    expiresAt: toInstant(row.expiresAt),
    token: formatToken({ userId, secret }),
  };
}
