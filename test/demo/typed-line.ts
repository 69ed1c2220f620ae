/** `todo list | cat` or `todo add - < list.txt`, taken apart. */
export interface TypedLine {
  readonly programs: readonly (readonly string[])[];
  /** The file behind `<`. */
  readonly file: string | undefined;
}

/**
 * As much of a shell's grammar as the tour needs, the same on every platform: words, quotes, `|`, `<` at the end,
 * and a backslash that continues on the next line.
 */
export function parseLine(line: string): TypedLine {
  const words: readonly string[] = line.replaceAll('\\\n', '').match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
  const end = words.indexOf('<');
  const programs: string[][] = [[]];
  for (const word of end === -1 ? words : words.slice(0, end)) {
    if (word === '|') programs.push([]);
    else programs.at(-1)?.push(word.replaceAll(/'([^']*)'|"([^"]*)"/g, '$1$2'));
  }
  return { programs, file: end === -1 ? undefined : words[end + 1] };
}
