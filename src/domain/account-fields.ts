import { UsageError } from './errors.ts';
import { quoted } from './quoted.ts';
import { codePoints, composed, requireStorable } from './storable-text.ts';

const LONGEST_EMAIL = 254;
const LONGEST_SESSION_NAME = 100;
const SHORTEST_PASSWORD = 8;
const LONGEST_PASSWORD = 256;

/** In lower case: 2 to 32 of `a-z 0-9 _ . -`, the first one a letter or digit. */
export function parseUsername(text: string): string {
  const username = text.trim();
  // Before it is lower-cased: letters such as the Kelvin sign only become ASCII by that.
  if (!/^[a-z0-9][a-z0-9_.-]{1,31}$/i.test(username)) {
    throw new UsageError(`The username ${quoted(text)} is not possible`, {
      hint: 'It has 2 to 32 of a-z, 0-9, _ . and -, and starts with a letter or digit.',
    });
  }
  return username.toLowerCase();
}

/**
 * In lower case, at most 254 characters (RFC 5321 section 4.5.3.1.3 as corrected). Only its outline is checked: whether
 * mail arrives there is for its owner to know.
 */
export function parseEmail(text: string): string {
  const email = text.trim().toLowerCase();
  if (!/^[^@\s\p{Cc}\p{Surrogate}]+@[^@\s\p{Cc}\p{Surrogate}]+$/u.test(email)) {
    throw new UsageError(`The e-mail address ${quoted(text)} is not possible`, {
      hint: 'It looks like ada@example.org.',
    });
  }
  if (codePoints(email) > LONGEST_EMAIL) {
    throw new UsageError(`The e-mail address is longer than ${LONGEST_EMAIL} characters`, {
      hint: 'Give a shorter one.',
    });
  }
  return email;
}

/** A password in Unicode's composed form (NFC): the same letters typed on another system may be other code points (NFD on macOS). */
export function composedPassword(text: string): string {
  return composed(text, LONGEST_PASSWORD);
}

/** A new password in its composed form; 8 to 256 characters. No error holds the password or tells its length. */
export function checkPassword(text: string): string {
  requireStorable(text, 'The password');
  const password = composedPassword(text);
  const length = codePoints(password);
  if (length < SHORTEST_PASSWORD) {
    throw new UsageError('The password is too short', {
      hint: `At least ${SHORTEST_PASSWORD} characters are needed.`,
    });
  }
  if (length > LONGEST_PASSWORD) {
    throw new UsageError('The password is too long', {
      hint: `At most ${LONGEST_PASSWORD} characters are possible.`,
    });
  }
  return password;
}

/** What a session is called in the list: 1 to 100 characters. `whose` says whether it is a device or a token. */
export function parseSessionName(text: string, whose: 'device' | 'token'): string {
  requireStorable(text, `The name of the ${whose}`);
  const name = text.trim();
  if (name === '' || codePoints(name) > LONGEST_SESSION_NAME) {
    throw new UsageError(`A name for a ${whose} has 1 to ${LONGEST_SESSION_NAME} characters`, {
      hint: whose === 'token' ? 'For example: --name ci' : 'For example: --device phone',
    });
  }
  return name;
}
