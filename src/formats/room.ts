import type { Kept } from './kept.ts';

/** Of the characters that a note can have: what names, escapes and what is kept besides may take. */
const RESERVED = 500;
const LONGEST_NOTE = 10_000;
/** `ical.`, or the name of another format, a colon, a space and the end of the line. */
const AROUND_NAME = 20;

/** What a note has room for of what is to be kept in it, and the names of what would be too long. Both in their order. */
export function withinRoom(
  texts: readonly string[],
  kept: readonly Kept[],
): { kept: Kept[]; tooLong: string[] } {
  let room = LONGEST_NOTE - RESERVED - texts.reduce((sum, { length }) => sum + length, 0);
  const fitting: Kept[] = [];
  const tooLong: string[] = [];
  for (const one of kept) {
    // Of each line of the note, with what stands around the name; each character may need another one that escapes it.
    const size = AROUND_NAME + one.name.length + 2 * one.value.length;
    if (size <= room) {
      fitting.push(one);
      room -= size;
    } else {
      tooLong.push(one.name);
    }
  }
  return { kept: fitting, tooLong };
}
