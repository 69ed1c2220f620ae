import { LONGEST_NOTE } from '../domain/note.ts';
import type { Kept } from './kept.ts';

/** Of the characters that a note can have: what names, escapes and what is kept besides may take. */
const RESERVED = 500;
/** `ical.`, or the name of another format, a colon, a space and the end of the line. */
const AROUND_NAME = 20;

/**
 * What a note has room for of what is to be kept in it, and what would be too long.
 * @param texts what else is in the note
 */
export function withinRoom(
  texts: readonly string[],
  kept: readonly Kept[],
): { kept: Kept[]; tooLong: Kept[] } {
  let room = LONGEST_NOTE - RESERVED - texts.reduce((sum, { length }) => sum + length, 0);
  const tooLong: Kept[] = [];
  const fitting = kept.filter((one) => {
    // Of each line of the note, with what stands around the name; each character may need another one that escapes it.
    const size = AROUND_NAME + one.name.length + 2 * one.value.length;
    const fits = size <= room;
    if (fits) room -= size;
    else tooLong.push(one);
    return fits;
  });
  return { kept: fitting, tooLong };
}
