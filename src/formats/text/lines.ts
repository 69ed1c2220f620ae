/** The lines of a text, whichever way they are ended; separators of Unicode end none. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n?|\n/);
}
