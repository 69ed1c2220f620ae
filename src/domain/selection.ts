import { UsageError } from './errors.ts';
import { parseIdPrefix } from './id-prefix.ts';
import { quoted } from './quoted.ts';

/** The tasks that a command line names, not yet looked up. */
export interface Selection {
  /** Ascending, without duplicates; each from 1 to 2147483647. */
  readonly numbers: readonly number[];
  /** Beginnings of uuids as Postgres prints them, in lower case with dashes: `01987654-32`; 8 to 32 hex digits each. */
  readonly idPrefixes: readonly string[];
}

/** The database's numbers are of type int4. */
const LARGEST_NUMBER = 2_147_483_647;
export const LARGEST_SELECTION = 10_000;
const HINT = 'Name tasks by number (3), range (8-11) or the first 8 or more characters of their id.';

const NUMBER = /^#?\d+$/;
const RANGE = /^#?(\d+)-#?(\d+)$/;
/** Uuids of version 7 start with 0 until the year 2527, and no number does: so digits alone can be told apart. */
const ID_OF_DIGITS = /^0[\d-]{7,}$/;

/** For commands on a single task: `done` is "shown" or "edited", `example` what to type. Throws UsageError for several. */
export function requireOne({ numbers, idPrefixes }: Selection, done: string, example: string): void {
  if (numbers.length + idPrefixes.length !== 1) {
    throw new UsageError(`Only one task can be ${done} at a time`, { hint: `Give one number: ${example}` });
  }
}

/**
 * Reads `3 5 8-11 4,6 #7 01987654-32`: numbers, ranges of at most 10,000 numbers, and beginnings of uuids, separated by
 * commas or given as words of their own. Digits alone are a number, and `8-11` is a range, unless they start with 0 and have
 * the form of a uuid's beginning.
 */
export function parseSelection(words: readonly string[]): Selection {
  const numbers = new Set<number>();
  const idPrefixes = new Set<string>();
  for (const word of words.flatMap((text) => text.split(/[\s,]+/)).filter((text) => text !== '')) {
    const range = RANGE.exec(word);
    const idPrefix = parseIdPrefix(word);
    if (idPrefix !== undefined && (ID_OF_DIGITS.test(word) || !(NUMBER.test(word) || range !== null))) {
      idPrefixes.add(idPrefix);
    } else if (range !== null) {
      addRange(numbers, word, parseNumber(range[1] ?? ''), parseNumber(range[2] ?? ''));
    } else if (NUMBER.test(word)) {
      numbers.add(parseNumber(word));
    } else {
      throw new UsageError(`${quoted(word)} names no task`, { hint: HINT });
    }
    if (numbers.size + idPrefixes.size > LARGEST_SELECTION) throw tooMany();
  }
  if (numbers.size + idPrefixes.size === 0) throw new UsageError('No task is named', { hint: HINT });
  return { numbers: [...numbers].toSorted((a, b) => a - b), idPrefixes: [...idPrefixes] };
}

function parseNumber(text: string): number {
  const number = Number(text.replace('#', ''));
  if (number < 1)
    throw new UsageError(`${quoted(text)} names no task`, { hint: 'Numbers of tasks start at 1.' });
  if (number > LARGEST_NUMBER) {
    throw new UsageError(`The number ${quoted(text)} is too large for a task`, { hint: HINT });
  }
  return number;
}

function addRange(numbers: Set<number>, word: string, first: number, last: number): void {
  if (first > last) {
    throw new UsageError(`The range ${quoted(word)} runs backwards`, { hint: `Write ${last}-${first}.` });
  }
  if (last - first >= LARGEST_SELECTION) throw tooMany();
  for (let number = first; number <= last; number += 1) numbers.add(number);
}

function tooMany(): UsageError {
  return new UsageError(`More than ${LARGEST_SELECTION} tasks are named`, { hint: 'Name fewer at a time.' });
}
