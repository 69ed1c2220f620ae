/** What is seen as one character, within a text. */
export interface Character {
  /** The index behind it. */
  readonly end: number;
  /** Terminal cells that it takes. */
  readonly width: number;
}

/** Letters, digits and signs that never join a neighbour of their kind; the exceptions are parts of syllables and of emoji. */
const STANDS_ALONE =
  /(?![\u{11000}-\u{11fff}\u{16d40}-\u{16d7f}\u0d4e\u0e33\u0eb3\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb\uff9e\uff9f\p{Regional_Indicator}\p{Emoji_Modifier}])[\p{L}\p{N}\p{P}\p{S} ]/u;

/** What takes two cells: East_Asian_Width W and F of Unicode 17, with gaps closed that nothing is assigned to. */
const WIDE =
  /(?!\p{Regional_Indicator})[\p{Emoji_Presentation}\u1100-\u115f\u2329\u232a\u2630-\u2637\u268a-\u268f\u2e80-\u303e\u3041-\u3247\u3250-\ua4c6\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe6b\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{1b2fb}\u{1d300}-\u{1d376}\u{1f200}-\u{1f265}\u{1f6d5}-\u{1f6df}\u{1f7da}-\u{1f7f0}\u{1fa70}-\u{1faff}\u{20000}-\u{3fffd}]/u;

const INVISIBLE =
  /[\p{Default_Ignorable_Code_Point}\p{Control}\p{Format}\p{Nonspacing_Mark}\p{Enclosing_Mark}\p{Surrogate}]/u;
/** What takes cells of its own although it joins what precedes it. */
const ADDS = /[\p{Spacing_Mark}\uff00-\uffef]/u;
/** Parts of Korean syllables: those that make one take two cells together, all others their own. */
const JAMO = /^\p{Format}*[\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb]/u;
const SYLLABLE = /[\u1100-\u115f\ua960-\ua97c][\u1160-\u11a7\ud7b0-\ud7c6][\u11a8-\u11ff\ud7cb-\ud7fb]?/g;

/** Emoji that are wide as a whole: made so by a variation selector, a skin tone, or a key's frame; and flags. */
const EMOJI =
  /^(?:(?![0-9#*\p{Regional_Indicator}])\p{Emoji}\ufe0f|\p{Emoji_Modifier_Base}\p{Emoji_Modifier}|[0-9#*]\ufe0f?\u20e3|\p{Regional_Indicator}{2})$/u;
const PICTOGRAPH = /\p{Extended_Pictographic}/gu;
const JOINER = '\u200d';

/**
 * The characters of a text with the widths that the string-width package gives them. Our own, as that package costs every command
 * that prints a table 20 ms to load and 40 ms more for the first character that is not ASCII, and each character 5 µs
 * (measured with Node 20). A test compares the two.
 */
export function* characters(text: string): Generator<Character> {
  let start = 0;
  let character = characterAt(text, start);
  while (character !== '') {
    const next = characterAt(text, start + character.length);
    if (!standsAlone(character) || !(next === '' || standsAlone(next))) break;
    start += character.length;
    yield { end: start, width: widthOf(character) };
    character = next;
  }
  if (start < text.length) yield* joined(text, start);
}

/** By Unicode's rules for grapheme clusters, whose tables take 20 ms to load: therefore only from where they are needed. */
function* joined(text: string, start: number): Generator<Character> {
  segmenter ??= new Intl.Segmenter();
  for (const { segment, index } of segmenter.segment(text.slice(start))) {
    yield { end: start + index + segment.length, width: widthOf(segment) };
  }
}

let segmenter: Intl.Segmenter | undefined;
const known = new Map<string, number>();
const alone = new Map<string, boolean>();

function characterAt(text: string, index: number): string {
  const code = text.codePointAt(index);
  return code === undefined ? '' : String.fromCodePoint(code);
}

function standsAlone(character: string): boolean {
  let answer = alone.get(character);
  if (answer === undefined) {
    answer = STANDS_ALONE.test(character);
    alone.set(character, answer);
  }
  return answer;
}

function widthOf(character: string): number {
  let width = known.get(character);
  if (width === undefined) {
    width = measure(character);
    known.set(character, width);
  }
  return width;
}

function measure(character: string): number {
  if (EMOJI.test(character) || isJoinedEmoji(character)) return 2;
  const allAdd = JAMO.test(character);
  let width = 0;
  for (const part of character.replaceAll(SYLLABLE, '가')) {
    if (INVISIBLE.test(part) || !(width === 0 || allAdd || ADDS.test(part))) continue;
    width += WIDE.test(part) ? 2 : 1;
  }
  return width;
}

function isJoinedEmoji(character: string): boolean {
  return character.includes(JOINER) && (character.match(PICTOGRAPH)?.length ?? 0) >= 2;
}
