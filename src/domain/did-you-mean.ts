import { UsageError } from './errors.ts';
import { nearestWord } from './nearest-word.ts';
import { unquotedForm } from './spoken-form.ts';

/**
 * The first of the guesses that `read` understands, as a question; undefined: none. A guess that `read` refuses with a UsageError, or
 * for which it returns undefined, is not understood.
 */
export function didYouMean(
  phrase: string,
  guesses: readonly string[],
  read: (guess: string) => unknown,
): string | undefined {
  const meant = guesses.find((guess) => guess !== phrase && understands(read, guess));
  return meant === undefined ? undefined : `Did you mean ${unquotedForm(meant)}?`;
}

/** A phrase with the nearest of the words in the place of each of its own that has three letters or more. */
export function correctWords(phrase: string, words: readonly string[]): string {
  return phrase.replace(/[a-z]{3,}/g, (word) => nearestWord(word, words) ?? word);
}

export function understands(read: (phrase: string) => unknown, phrase: string): boolean {
  try {
    return read(phrase) !== undefined;
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}
