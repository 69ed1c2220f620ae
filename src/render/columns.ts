import { characters } from './characters.ts';

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
