/**
 * The word that was probably meant: the nearest by letters left out, put in, changed or swapped with their neighbour. At most one of
 * these in words of up to five letters and two in longer ones; undefined if there is no such word.
 */
export function nearestWord(typed: string, words: readonly string[]): string | undefined {
  let nearest: string | undefined;
  let fewest = typed.length <= 5 ? 1 : 2;
  for (const word of words) {
    if (Math.abs(word.length - typed.length) > fewest) continue;
    const edits = countEdits(typed, word);
    if (edits < fewest || (edits === fewest && nearest === undefined)) {
      nearest = word;
      fewest = edits;
    }
  }
  return nearest;
}

/** The optimal string alignment distance. */
function countEdits(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current.push(
        Math.min(
          at(last, column) + 1,
          at(current, column - 1) + 1,
          at(last, column - 1) + (same ? 0 : 1),
          swapped ? at(beforeLast, column - 2) + 1 : Infinity,
        ),
      );
    }
    beforeLast = last;
    last = current;
  }
  return at(last, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
