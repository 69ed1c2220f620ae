import { UsageError } from './errors.ts';
import { nearestWord } from './nearest-word.ts';
import { quoted } from './quoted.ts';
import type { Priority } from './task.ts';

const BY_WORD: ReadonlyMap<string, Priority> = new Map([
  ['high', 'High'],
  ['h', 'High'],
  ['1', 'High'],
  ['medium', 'Medium'],
  ['m', 'Medium'],
  ['2', 'Medium'],
  ['low', 'Low'],
  ['l', 'Low'],
  ['3', 'Low'],
]);

/** Of several words for the same, the ones to tell people. */
export const PRIORITY_WORDS = ['high', 'medium', 'low'] as const;

/** `high`, `medium` or `low`, or `h`, `m`, `l`, or `1`, `2`, `3`, in any case. */
export function parsePriority(text: string): Priority {
  const word = text.trim().toLowerCase();
  const priority = BY_WORD.get(word);
  if (priority === undefined) {
    const meant =
      nearestWord(word, PRIORITY_WORDS) ?? PRIORITY_WORDS.find((known) => isBeginning(word, known));
    throw new UsageError(`The priority ${quoted(text)} is none of high, medium and low`, {
      hint:
        meant === undefined
          ? 'Write high, medium or low (or h, m, l, or 1, 2, 3).'
          : `Did you mean ${meant}?`,
    });
  }
  return priority;
}

function isBeginning(text: string, word: string): boolean {
  return text.length > 1 && word.startsWith(text);
}
