/** What is left on a screen, line by line, after a program wrote this: colours aside, what moves the cursor up and erases is done. */
export function screenAfter(shown: string): string {
  const lines = [''];
  let row = 0;
  let column = 0;
  for (const [token, erase = '', up] of shown.matchAll(TOKENS)) {
    if (token === '\n') {
      row += 1;
      lines[row] ??= '';
    } else if (token === '\r' || token === '\u001B[G') {
      column = 0;
    } else if (up !== undefined) {
      row = Math.max(row - Number(up === '' ? 1 : up), 0);
    } else if (erase !== '') {
      lines[row] = erase === '2K' ? '' : (lines[row] ?? '').slice(0, column);
    } else if (!token.startsWith('\u001B')) {
      const line = (lines[row] ?? '').padEnd(column);
      lines[row] = line.slice(0, column) + token + line.slice(column + token.length);
      column += token.length;
    }
  }
  return lines.join('\n');
}

const ESCAPE = String.fromCodePoint(0x1b);
const TOKENS = new RegExp(`\\n|\\r|${ESCAPE}\\[(?:(2K|K)|(\\d*)A|[?\\d;]*[a-zA-Z])|[^\\n\\r${ESCAPE}]+`, 'g');
