import { UsageError } from './errors.ts';
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

/** `high`, `medium` or `low`, or `h`, `m`, `l`, or `1`, `2`, `3`, in any case. */
export function parsePriority(text: string): Priority {
  const priority = BY_WORD.get(text.trim().toLowerCase());
  if (priority === undefined) {
    throw new UsageError(`The priority ${quoted(text)} is none of high, medium and low`, {
      hint: 'Write high, medium or low (or h, m, l, or 1, 2, 3).',
    });
  }
  return priority;
}
