/**
 * What could drive a terminal or reorder its line: C0, DEL and C1 controls, bidirectional controls, line and paragraph
 * separators, and lone surrogates. Joiners and variation selectors are not among them: emoji and Persian need them.
 */
const UNSAFE = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Surrogate}]/gu;
/** The same without what JSON.stringify escapes itself (C0 and lone surrogates), nor the line ends that it makes. */
const UNSAFE_IN_JSON = /[\u007f-\u009f\p{Bidi_Control}\p{Zl}\p{Zp}]/gu;

const SHORT: ReadonlyMap<string, string> = new Map([
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\r', '\\r'],
]);

/**
 * Makes stored text safe to show: every unsafe character becomes `\x1b`, `\u202e` or the like. A backslash stays one, so
 * this is for eyes and not reversible; programs take the JSON.
 */
export function escapeControl(
  text: string,
  { keepNewlines = false }: { keepNewlines?: boolean } = {},
): string {
  return text.replaceAll(UNSAFE, (character) =>
    keepNewlines && character === '\n' ? character : escapeCharacter(character),
  );
}

function escapeCharacter(character: string): string {
  const code = character.charCodeAt(0);
  const hex = code.toString(16);
  return SHORT.get(character) ?? (code < 0x100 ? `\\x${hex.padStart(2, '0')}` : `\\u${hex}`);
}

/** JSON as ever, with what else is unsafe on a terminal in its `\u` form: the same value for every reader. */
export function toJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replaceAll(
    UNSAFE_IN_JSON,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
