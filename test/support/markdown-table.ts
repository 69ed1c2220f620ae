import stringWidth from 'string-width';

/** A table as the formatter of this project writes it. */
export function markdownTable(head: readonly string[], body: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(3, ...[head, ...body].map((line) => stringWidth(line[column] ?? ''))),
  );
  const [first = '', ...rest] = [head, ...body].map((line) =>
    joined(line.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - stringWidth(cell)))),
  );
  return [first, joined(widths.map((each) => '-'.repeat(each))), ...rest].join('\n');
}

function joined(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
