import stringWidth from 'string-width';

const graphemes = new Intl.Segmenter();
const PRINTABLE_ASCII = /^[ -~]*$/;

/** Terminal cells that a text takes: wide characters and emoji two, combining marks none. */
export function cells(text: string): number {
  return stringWidth(text);
}

/**
 * The text if it takes at most `width` cells, otherwise as much of it as leaves room for the ellipsis. It never cuts within
 * what is seen as one character, such as a flag or a family.
 */
export function fit(text: string, width: number, ellipsis = '…'): string {
  if (text.length <= width && PRINTABLE_ASCII.test(text)) return text;
  if (width <= ellipsis.length) return cut(text, width).whole ? text : ellipsis.slice(0, width);
  const most = cut(text, width);
  return most.whole ? text : cut(text, width - ellipsis.length).text.trimEnd() + ellipsis;
}

/** As many of the first characters as fit, and whether that is all of them. Costs what is kept, not what is given. */
function cut(text: string, width: number): { text: string; whole: boolean } {
  let taken = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    taken += stringWidth(segment);
    if (taken > width) return { text: text.slice(0, index), whole: false };
  }
  return { text, whole: true };
}
