import { characters } from './characters.ts';

/** Letters and signs of a cell each at the beginning; the last of them is left out, as a combining mark may follow it. */
const LATIN_AHEAD = /^[ -~\u00a1-\u00ac\u00ae-\u024f]*(?=[ -~\u00a1-\u00ac\u00ae-\u024f])/;

/** Terminal cells that a text takes, counted up to `most`: wide characters and emoji two, combining marks none. */
export function cells(text: string, most = Infinity): number {
  const ahead = latinAhead(text);
  let taken = ahead;
  if (taken >= most) return most;
  for (const { width } of characters(text.slice(ahead))) {
    taken += width;
    if (taken >= most) return most;
  }
  return taken;
}

/** How many characters at the beginning take a cell each, seen without looking at them one by one. */
function latinAhead(text: string): number {
  return LATIN_AHEAD.exec(text)?.[0].length ?? 0;
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
  const ahead = latinAhead(text);
  const keptAhead = Math.max(Math.min(ahead, room), 0);
  let taken = ahead;
  let kept = { end: keptAhead, width: keptAhead };
  if (taken <= width) {
    for (const character of characters(text.slice(ahead))) {
      taken += character.width;
      if (taken > width) break;
      if (taken <= room) kept = { end: ahead + character.end, width: taken };
    }
  }
  if (taken <= width) return { text, width: taken };
  return { text: text.slice(0, kept.end) + mark, width: kept.width + mark.length };
}
