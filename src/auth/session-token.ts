import { parse as uuidBytes, stringify as uuidText } from 'uuid';
import { NotLoggedInError } from '../domain/errors.ts';

/**
 * A session token: `todo_` and the base64url of the user's id (16 bytes) and a secret (32 random bytes). The id is in it so
 * that TODO_TOKEN alone suffices to write queries for its user; the database believes the secret, not the id, and sees
 * its SHA-256 only.
 */
export interface SessionToken {
  readonly userId: string;
  /** base64url of the 32 secret bytes: what the database hashes and compares. */
  readonly secret: string;
}

const PREFIX = 'todo_';
const USER_ID_BYTES = 16;
export const SECRET_BYTES = 32;

export function formatToken({ userId, secret }: SessionToken): string {
  return PREFIX + Buffer.concat([uuidBytes(userId), Buffer.from(secret, 'base64url')]).toString('base64url');
}

/** Throws NotLoggedInError for a text that no login ever printed; `source` says where it was found. */
export function parseToken(text: string, source: string): SessionToken {
  const bytes = Buffer.from(text.slice(PREFIX.length), 'base64url');
  const userId = bytes.subarray(0, USER_ID_BYTES);
  const secret = bytes.subarray(USER_ID_BYTES).toString('base64url');
  try {
    const token = { userId: uuidText(userId), secret };
    if (bytes.length === USER_ID_BYTES + SECRET_BYTES && formatToken(token) === text) {
      return token;
    }
  } catch {
    // Not a uuid: the same answer as for every other text that is no token.
  }
  throw new NotLoggedInError(`${source} does not hold a token of this program`, {
    hint: 'A token starts with "todo_" and is 69 characters long. Run `todo login`, or put a whole token into TODO_TOKEN.',
  });
}
