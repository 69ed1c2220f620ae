import { createHash, randomBytes } from 'node:crypto';
import { SECRET_BYTES } from './session-token.ts';

// Apart from session-token.ts, which every command needs: loading node:crypto takes 2 ms.

/** 256 random bits, as base64url. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** SHA-256 of a secret as text, which is all that the database keeps of it. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest();
}
