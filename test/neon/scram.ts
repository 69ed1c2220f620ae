import { createHash, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';

/** Asks a superuser for the verifier of the role $1. */
export const STORED_VERIFIER = 'select rolpassword from pg_authid where rolname = $1 and rolcanlogin';

const VERIFIER = /^SCRAM-SHA-256\$(\d+):([^$]+)\$([^:]+):/;

/** Whether the password belongs to a verifier of `pg_authid.rolpassword` (RFC 5802). Costs a few milliseconds. */
export function passwordMatches(verifier: string, password: Buffer): boolean {
  const [, iterations = '', salt = '', storedKey = ''] = VERIFIER.exec(verifier) ?? [];
  if (storedKey === '') return false;
  const salted = pbkdf2Sync(password, Buffer.from(salt, 'base64'), Number(iterations), 32, 'sha256');
  const clientKey = createHmac('sha256', salted).update('Client Key').digest();
  return timingSafeEqual(createHash('sha256').update(clientKey).digest(), Buffer.from(storedKey, 'base64'));
}
