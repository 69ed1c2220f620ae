import { UsageError } from './errors.ts';

/** Names that a colon makes markers of: `due:fri`. */
export type MarkerName = 'due' | 'pri' | 'every' | 'note' | 'is';

/** One word of a task or of a filter; tags as they were typed, not yet checked. */
export type Word =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tag' | 'no tag'; readonly tag: string }
  | { readonly kind: 'marker'; readonly name: MarkerName; readonly value: string };

/** Ends the markers: what follows is text. */
export const END_OF_MARKERS = '--';

const MARKER = /^(due|pri|every|note|is):([^]*)$/i;
/** With the white space ahead of it. The value of a marker may have spaces within double quotes. */
const WORD = /\s*(?:(?:due|pri|every|note|is):"[^"]*"(?=\s|$)|\S+)/gi;

const EXAMPLES: Readonly<Record<MarkerName, string>> = {
  due: 'due:fri',
  pri: 'pri:high',
  every: 'every:week',
  note: 'note:"second floor"',
  is: 'is:done',
};

/** Tells a tag or a marker from text: `+home`, `-home`, `due:fri`, in any case. Throws UsageError for a marker without a value. */
export function readWord(word: string, names: readonly MarkerName[]): Word {
  const [, typed = '', rest = ''] = MARKER.exec(word) ?? [];
  const name = names.find((known) => known === typed.toLowerCase());
  if (name !== undefined) {
    const value = rest.replace(/^"([^"]*)"$/, '$1').trim();
    if (value === '') {
      throw new UsageError(`The marker ${name}: has no value`, {
        hint: `Write it right behind the colon, such as ${EXAMPLES[name]}. To keep it as text, put -- ahead of it.`,
      });
    }
    return { kind: 'marker', name, value };
  }
  if (!isTag(word)) return { kind: 'text', text: word };
  return { kind: word.startsWith('+') ? 'tag' : 'no tag', tag: word.slice(1) };
}

/** A sign and a letter: `+1` and `--` are text, and a minus with a single letter is an option that was mistyped. */
function isTag(word: string): boolean {
  // Most words have no sign, and looking up what a letter is takes V8 0.2 ms.
  return /^[+-]/.test(word) && /^(?:\+(?=\p{L})|-(?=\p{L}.))/u.test(word);
}

/** The words of a line, each with the white space ahead of it, so that joining them gives the line. */
export function splitWords(line: string): string[] {
  // White space that no word follows is looked through anew from each of its places, which would take hours.
  return line.trimEnd().match(WORD) ?? [];
}
