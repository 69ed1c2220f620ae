// What RFC 5545 has no place for. Programs keep such properties that they do not know.

/** The title or the note with the characters that iCalendar forbids, encoded as in a URL. */
export const WHOLE_TITLE = 'X-NEON-TODO-TITLE';
export const WHOLE_NOTE = 'X-NEON-TODO-NOTE';

/** `COMPLETION`: the next occurrence is counted from the day of completion. */
export const REPEAT_FROM = 'X-NEON-TODO-REPEAT-FROM';
export const COMPLETION = 'COMPLETION';

/** Of a task that is due at 0:00, `MIDNIGHT`, or that has a rule and is not due, `NONE`. */
export const DUE_IS = 'X-NEON-TODO-DUE-IS';
export const MIDNIGHT = 'MIDNIGHT';
export const NONE = 'NONE';

export const OWN_PROPERTIES = [WHOLE_TITLE, WHOLE_NOTE, REPEAT_FROM, DUE_IS];

/** The control characters that iCalendar forbids: those of ASCII. */
const FORBIDDEN = /(?![\t\n\u0080-\u009F])\p{Cc}/gu;

/** The text for programs that know no more of it: with the pictures of the characters that iCalendar forbids. */
export function withPictures(text: string): string {
  return text.replaceAll(FORBIDDEN, (character) =>
    character === '\u007F' ? '\u2421' : String.fromCharCode(0x24_00 + character.charCodeAt(0)),
  );
}
