import { UsageError } from './errors.ts';
import { codePoints, requireStorable } from './storable-text.ts';

/** As much as a note may have. */
const LONGEST = 10_000;

/** A text to look for, as it is. Throws UsageError for one that no task can hold. */
export function parseSearch(text: string): string {
  requireStorable(text, 'The text to look for');
  if (codePoints(text) > LONGEST) {
    throw new UsageError('The text to look for is longer than that of any task', {
      hint: 'Look for a part of it.',
    });
  }
  return text;
}
