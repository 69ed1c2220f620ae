const ESCAPE = '\u001B';

/** What this program colours with. */
const COLORS = new RegExp(String.raw`${ESCAPE}\[(?:1|2|22|3[1-69]|39)m`, 'g');
const UNSAFE = /[\p{Cc}\p{Bidi_Control}\u2028\u2029\p{Surrogate}]/u;

/** The first character of an output that could drive a terminal or turn its text; undefined: none. Tabs are where a pipe has them. */
export function unsafeIn(output: string): string | undefined {
  return UNSAFE.exec(output.replaceAll(COLORS, '').replaceAll(/[\n\t]/g, ''))?.[0];
}

/** Sequences with which neither this program nor its questions move the cursor. */
const FOREIGN = new RegExp(
  String.raw`${ESCAPE}(?:\[2J|\]|\[7m|\\)|(?![${ESCAPE}\b\r\n\t])[\p{Cc}\p{Bidi_Control}\u2028\u2029\p{Surrogate}]`,
  'u',
);

/** The same for what a terminal is sent while somebody is asked. */
export function foreignIn(output: string): string | undefined {
  return FOREIGN.exec(output)?.[0];
}
