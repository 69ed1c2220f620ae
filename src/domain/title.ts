import { UsageError } from './errors.ts';
import { codePoints, requireStorable } from './storable-text.ts';

export const LONGEST_TITLE = 500;
/** What Unicode counts as the end of a line (UTS #18, RL1.6). */
const LINE_BREAK = /[\n\v\f\r\u0085\u2028\u2029]/;

/** Trimmed, one line of 1 to 500 characters; anything else is a UsageError, which does not repeat the text. */
export function parseTitle(text: string): string {
  const title = text.trim();
  if (isBlank(title)) {
    throw new UsageError('The title is empty', {
      hint: 'Say what is to be done, such as: todo add Pay rent',
    });
  }
  requireStorable(title, 'The title');
  if (LINE_BREAK.test(title)) {
    throw new UsageError('The title has more than one line', {
      hint: 'Put the rest into the note (--note), or give one task a line to: todo add -',
    });
  }
  const length = codePoints(title);
  if (length > LONGEST_TITLE) {
    throw new UsageError(`The title has ${length} characters, ${LONGEST_TITLE} are possible`, {
      hint: 'Put the details into the note (--note).',
    });
  }
  return title;
}

/** Nothing that could be seen, such as a zero-width space alone. */
function isBlank(text: string): boolean {
  // The first decides for nearly all titles, and looking up what is invisible takes V8 0.3 ms.
  return !/[!-~]/.test(text) && /^[\s\p{Default_Ignorable_Code_Point}]*$/u.test(text);
}
