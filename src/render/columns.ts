import stringWidth from 'string-width';

const graphemes = new Intl.Segmenter();
const PRINTABLE_ASCII = /^[ -~]*$/;

/** Terminal cells that a text takes, counted up to `most`: wide characters and emoji two, combining marks none. */
export function cells(text: string, most = Infinity): number {
  if (PRINTABLE_ASCII.test(text)) return Math.min(text.length, most);
  let taken = 0;
  for (const { width } of characters(text)) {
    taken += width;
    if (taken >= most) return most;
  }
  return taken;
}

export interface Fitted {
  readonly text: string;
  /** In terminal cells. */
  readonly width: number;
}

/**
 * The text if it takes at most `width` cells, otherwise as much of it as leaves room for the ellipsis. It never cuts within
 * what is seen as one character, such as a flag or a family.
 */
export function fit(text: string, width: number, ellipsis: string): Fitted {
  const mark = ellipsis.slice(0, Math.max(width, 0));
  const room = width - mark.length;
  let taken = 0;
  let kept = { end: 0, width: 0 };
  for (const character of characters(text)) {
    taken += character.width;
    if (taken > width) return { text: text.slice(0, kept.end) + mark, width: kept.width + mark.length };
    if (taken <= room) kept = { end: character.end, width: taken };
  }
  return { text, width: taken };
}

/**
 * What is seen as one character each: the index behind it, and the cells it takes. Finding them by Unicode's rules takes about
 * 1 µs each, so letters that never join their neighbours are taken one by one as far as there are no others.
 */
function* characters(text: string): Generator<{ readonly end: number; readonly width: number }> {
  let start = 0;
  while (start < text.length && letterWidth(text, start) > 0 && letterWidth(text, start + 1) > 0) {
    yield { end: start + 1, width: letterWidth(text, start) };
    start += 1;
  }
  for (const { segment, index } of graphemes.segment(text.slice(start))) {
    yield { end: start + index + segment.length, width: widthOf(segment) };
  }
}

/** The width of a letter or sign that stands for itself whatever follows, except combining marks; 0: anything else. */
function letterWidth(text: string, index: number): number {
  const code = index < text.length ? text.charCodeAt(index) : 0x20;
  if (code < 0x300) return (code >= 0x20 && code < 0x7f) || (code > 0xa0 && code !== 0xad) ? 1 : 0;
  // Cyrillic and general punctuation; kana; CJK punctuation and Han; Hangul syllables and full-width forms.
  if ((code >= 0x400 && code <= 0x481) || (code >= 0x2010 && code <= 0x2027)) return 1;
  if ((code >= 0x3041 && code <= 0x3096) || (code >= 0x30a1 && code <= 0x30ff)) return 2;
  if ((code >= 0x3001 && code <= 0x3029) || (code >= 0x4e00 && code <= 0x9fff)) return 2;
  return (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xff01 && code <= 0xff5e) ? 2 : 0;
}

/** string-width takes about 5 µs for a character, and a list uses the same ones again and again. */
function widthOf(character: string): number {
  const known = widths.get(character);
  if (known !== undefined) return known;
  const width = stringWidth(character);
  widths.set(character, width);
  return width;
}

const widths = new Map<string, number>();
