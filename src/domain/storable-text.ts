import { UsageError } from './errors.ts';

/** Characters as Postgres's `char_length` counts them: code points, so that an emoji of several of them is several. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** More code points than these are never composed into one: `ᾂ` is made of four. */
const MOST_COMPOSED = 4;

/**
 * The text in Unicode's composed form (NFC), or as it is if that would be longer than `longest` code points anyway: putting combining
 * marks in order takes time by the square of their number.
 */
export function composed(text: string, longest: number): string {
  const mostUnits = 2 * MOST_COMPOSED * longest;
  return text.length > mostUnits ? text : text.normalize('NFC');
}

/**
 * Throws a UsageError if Postgres could not store the text: it has no NUL in text, and UTF-8 has no lone surrogates.
 * @param what how the message names the text, such as `The title`
 */
export function requireStorable(text: string, what: string): void {
  if (text.includes('\0')) {
    throw new UsageError(`${what} holds a NUL character`, { hint: 'Remove it and try again.' });
  }
  if (!text.isWellFormed()) {
    throw new UsageError(`${what} is not valid Unicode: half of a character is missing`, {
      hint: 'Type or paste it again.',
    });
  }
}
