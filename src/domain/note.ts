import { UsageError } from './errors.ts';
import { codePoints, requireStorable } from './storable-text.ts';

export const LONGEST_NOTE = 10_000;

/**
 * A task's description of up to 10,000 characters, with lines ended by `\n` and without white space at its end; null if
 * nothing is left. A UsageError does not repeat the text.
 */
export function parseNote(text: string): string | null {
  const note = text.replaceAll(/\r\n?/g, '\n').trimEnd();
  if (note === '') return null;
  requireStorable(note, 'The note');
  const length = codePoints(note);
  if (length > LONGEST_NOTE) {
    throw new UsageError(`The note has ${length} characters, ${LONGEST_NOTE} are possible`, {
      hint: 'Shorten it, or keep the long text elsewhere and note where it is.',
    });
  }
  return note;
}
