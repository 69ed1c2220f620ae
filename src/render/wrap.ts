import { cells } from './columns.ts';

/**
 * A line as lines of at most `width` cells, broken at spaces. A word that is longer, such as an address, stays in one piece, so
 * that it can be copied; spaces at the beginning stay, too.
 */
export function wrap(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  let taken = 0;
  for (const piece of line.match(/^ *[^ ]*| +[^ ]*/g) ?? []) {
    const added = cells(piece);
    if (current !== '' && taken + added > width) {
      lines.push(current);
      current = piece.trimStart();
      taken = cells(current);
    } else {
      current += piece;
      taken += added;
    }
  }
  return [...lines, current];
}
