import Table from 'cli-table3';
import { type Cell, cell, place, places, PLACES } from './grid.ts';
import { colors, type Style } from './style.ts';

/** The lines of a box. */
export type Box = readonly Cell[];

const ASCII = {
  top: '-',
  'top-mid': '+',
  'top-left': '+',
  'top-right': '+',
  bottom: '-',
  'bottom-mid': '+',
  'bottom-left': '+',
  'bottom-right': '+',
  left: '|',
  'left-mid': '+',
  mid: '-',
  'mid-mid': '+',
  right: '|',
  'right-mid': '+',
  middle: '|',
};

const EMPTY = cell('');
/** What looks like a box. */
const LOWEST = 2;

/**
 * Rows of boxes with borders around them, each box `width` cells wide, one of them free on the left, and as high as the highest of its
 * row. As in grid.ts, cli-table3 lays out a model, here two rows of a line, and its places are filled.
 */
export function boxes(rows: readonly (readonly Box[])[], width: number, style: Style): string {
  const { dim } = colors(style);
  const ellipsis = style.unicode ? '…' : '...';
  const inner = width - 1;
  const [top = '', model = '', between = '', , bottom = ''] = modelOf(rows[0]?.length ?? 0, inner, style);
  const borders = model.split(PLACES).map((border) => dim(border));
  const line = (cells: readonly Cell[]): string =>
    borders
      .map((border, index) => {
        const content = cells[index];
        return content === undefined ? border : border + place({ width: inner }, content, ellipsis);
      })
      .join('');
  const shown = rows.map((row) => linesOf(row).map(line).join('\n'));
  return [dim(top), shown.join(`\n${dim(between)}\n`), dim(bottom)].join('\n');
}

/** A row line by line. */
function linesOf(row: readonly Box[]): Cell[][] {
  const height = row.reduce((highest, { length }) => Math.max(highest, length), LOWEST);
  return Array.from({ length: height }, (_, line) => row.map((box) => box[line] ?? EMPTY));
}

function modelOf(columns: number, width: number, { unicode }: Style): string[] {
  const table = new Table({
    ...(unicode ? {} : { chars: ASCII }),
    style: { 'padding-left': 1, 'padding-right': 0, head: [], border: [] },
  });
  const row = Array.from({ length: columns }, () => places(width));
  table.push(row, row);
  return table.toString().split('\n');
}
