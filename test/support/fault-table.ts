import stringWidth from 'string-width';
import type { Trouble } from './troubles.ts';

/** What became of a command at each trouble, with one of its requests. */
export interface Row {
  readonly command: string;
  readonly place: number;
  readonly requests: number;
  /** By trouble. */
  readonly cells: ReadonlyMap<Trouble, string>;
}

/** A table in Markdown, as the formatter of this project writes it. */
export function faultTable(rows: readonly Row[], troubles: readonly Trouble[]): string {
  const lines = rows.map(({ command, place, requests, cells }) => [
    `\`${command}\``,
    requests === 1 ? '' : `${place} of ${requests}`,
    ...troubles.map((trouble) => cells.get(trouble) ?? '–'),
  ]);
  const table = [['todo', 'request', ...troubles.map(({ name }) => name)], ...lines];
  const widths = table[0]?.map((_, column) => Math.max(3, ...table.map((line) => width(line[column])))) ?? [];
  const [head = '', ...body] = table.map((line) =>
    join(line.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - width(cell)))),
  );
  return [head, join(widths.map((each) => '-'.repeat(each))), ...body].join('\n');
}

function join(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function width(cell: string | undefined): number {
  return stringWidth(cell ?? '');
}
