import Table from 'cli-table3';
import { cells, fit } from './columns.ts';
import type { Style } from './style.ts';
import { colors } from './style.ts';

export interface Cell {
  /** Plain: escaped and without colour. */
  readonly text: string;
  readonly paint?: ((text: string) => string) | undefined;
}

export interface Column {
  readonly heading: string;
  readonly align?: 'left' | 'right';
  /** In terminal cells; longer texts are cut. */
  readonly width: number;
  readonly cells: readonly Cell[];
}

export const GAP = '  ';

/**
 * cli-table3 looks at every cell above for every cell, which takes 0.25 s for 1,000 rows; as all widths are given, a few
 * rows at a time look the same.
 */
const ROWS_AT_A_TIME = 20;

/**
 * Measured by cli-table3 as one cell wide. It stands for every cell that is not plain ASCII, as cli-table3 brings a
 * string-width that is years behind in emoji, and for every coloured one, which it would take apart.
 */
const STAND_IN = '\u{e000}';
const STAND_INS = /\u{e000}+/gu;
const PRINTABLE_ASCII = /^[ -~]*$/;

const BORDERS =
  'top top-mid top-left top-right bottom bottom-mid bottom-left bottom-right left left-mid mid mid-mid right right-mid';
const NO_BORDERS = { ...Object.fromEntries(BORDERS.split(' ').map((name) => [name, ''])), middle: GAP };

/** Columns side by side under their headings, without borders, without spaces at the ends of lines, without a last newline. */
export function grid(columns: readonly Column[], style: Style): string {
  const ellipsis = style.unicode ? '…' : '...';
  const heading = colors(style).bold;
  const finished: string[] = [];
  const place = (column: Column, { text, paint }: Cell): string => {
    const shown = fit(text, column.width, ellipsis);
    if (paint === undefined && PRINTABLE_ASCII.test(shown)) return shown;
    const width = cells(shown);
    if (width > 0) finished.push(paint?.(shown) ?? shown);
    return STAND_IN.repeat(width);
  };

  const rows = [columns.map((column) => place(column, { text: column.heading, paint: heading }))];
  for (let row = 0; row < (columns[0]?.cells.length ?? 0); row += 1) {
    rows.push(columns.map((column) => place(column, column.cells[row] ?? { text: '' })));
  }
  let next = 0;
  return layOut(columns, rows)
    .replaceAll(/ +$/gm, '')
    .replaceAll(STAND_INS, () => finished[next++] ?? '');
}

function layOut(columns: readonly Column[], rows: readonly string[][]): string {
  const parts: string[] = [];
  for (let first = 0; first < rows.length; first += ROWS_AT_A_TIME) {
    const table = new Table({
      chars: NO_BORDERS,
      colWidths: columns.map(({ width }) => width),
      colAligns: columns.map(({ align }) => align ?? 'left'),
      style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    });
    table.push(...rows.slice(first, first + ROWS_AT_A_TIME));
    parts.push(table.toString());
  }
  return parts.join('\n');
}
