import { deriveKey } from '../../src/auth/password.ts';
import { hashSecret } from '../../src/auth/secret.ts';
import { parseToken } from '../../src/auth/session-token.ts';

/** What somebody looks for who has got hold of an output or a file. */
export interface Secret {
  /** In words that may be shown. */
  readonly name: string;
  readonly value: string;
}

/** A text as it is, and as it may be written elsewhere. */
export function formsOf(name: string, text: string): Secret[] {
  const escaped = encodeURIComponent(text);
  const forms = [
    text,
    escaped,
    escaped.replaceAll('%20', '+'),
    JSON.stringify(text).slice(1, -1),
    Buffer.from(text).toString('hex'),
    ...[0, 1, 2].flatMap((offset) => insideBase64(text, offset)),
  ];
  return [...new Set(forms)].map((value) => ({ name, value }));
}

/** What of the base64 of a longer text does not depend on what stands around this one. @param offset of bytes before it, modulo 3 */
function insideBase64(text: string, offset: number): string[] {
  const bytes = Buffer.from(' '.repeat(offset) + text);
  const start = Math.ceil((offset * 4) / 3);
  const end = Math.floor((bytes.length * 4) / 3) - (bytes.length % 3 === 0 ? 0 : 1);
  return [bytes.toString('base64').slice(start, end), bytes.toString('base64url').slice(start, end)];
}

function formsOfBytes(name: string, bytes: Buffer): Secret[] {
  return [
    bytes.toString('hex'),
    bytes.toString('base64url'),
    bytes.toString('base64').replace(/=+$/, ''),
  ].map((value) => ({ name, value }));
}

/** The token, the secret in it, and what the database keeps of that. */
export function formsOfToken(token: string): Secret[] {
  const { secret } = parseToken(token, 'the test');
  return [
    ...formsOf('a token', token),
    ...formsOf('the secret of a token', secret),
    ...formsOfBytes('the secret of a token', Buffer.from(secret, 'base64url')),
    ...formsOfBytes('the hash of a token', hashSecret(secret)),
  ];
}

/** The connection string, and the password in it. */
export function formsOfUrl(url: string): Secret[] {
  const { protocol, username, password } = new URL(url);
  return [
    ...formsOf('a connection string', url),
    { name: 'a connection string', value: `${protocol}//${username}` },
    ...formsOf('the password of the database', decodeURIComponent(password)),
  ];
}

/** The key that is derived from a password. @param verifier as the database has it */
export async function formsOfKey(password: string, verifier: string): Promise<Secret[]> {
  const challenge = verifier.slice(0, verifier.lastIndexOf('$') + 1);
  return formsOfBytes('a derived key', await deriveKey(password, challenge));
}

/** Which secrets are in a text: their names alone, as what fails is printed. */
export function secretsIn(text: string, secrets: readonly Secret[]): string[] {
  return [...new Set(secrets.filter(({ value }) => text.includes(value)).map(({ name }) => name))];
}
