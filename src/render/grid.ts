import Table from 'cli-table3';
import { cells, fit } from './columns.ts';
import { colors, type Style } from './style.ts';

type Paint = (text: string) => string;

export interface Cell {
  /** Plain: escaped and without colour. */
  readonly text: string;
  /** Terminal cells that the text takes. */
  readonly width: number;
  readonly paint: Paint | undefined;
}

/** @param most where measuring may stop, as no column is going to be as wide */
export function cell(text: string, paint?: Paint, most?: number): Cell {
  return { text, width: cells(text, most), paint };
}

export interface Column {
  readonly heading: string;
  readonly align?: 'right' | undefined;
  /** In terminal cells; longer texts are cut. */
  readonly width: number;
  readonly cells: readonly Cell[];
}

/** A column as wide as its widest text. */
export function columnOf(heading: string, content: readonly Cell[], align?: 'right'): Column {
  const width = content.reduce((most, text) => Math.max(most, text.width), cells(heading));
  return { heading, align, width, cells: content };
}

export const GAP = '  ';

/** One cell wide for cli-table3, and no part of a border. */
const PLACE = '.';
export const PLACES = /\.+/;

/** What a model of a table has where a text is going to be. */
export function places(width: number): string {
  return PLACE.repeat(width);
}

/** What is left of a line beside these columns. */
export function roomBeside(columns: readonly Pick<Column, 'width'>[], { width }: Style): number {
  return columns.reduce((left, taken) => left - taken.width - GAP.length, width);
}

/**
 * The first of these sets of columns that leaves the last column, of texts that can be cut, as much as it needs or at least `least`;
 * otherwise the last set.
 */
export function leadingColumns(
  sets: readonly (readonly Column[])[],
  last: Pick<Column, 'width'>,
  least: number,
  style: Style,
): readonly Column[] {
  const needed = Math.min(last.width, least);
  return sets.find((columns) => roomBeside(columns, style) >= needed) ?? sets.at(-1) ?? [];
}

/** The column cut to what is left beside the others, if it is wider. */
export function inRoom(column: Column, leading: readonly Column[], style: Style): Column {
  return { ...column, width: Math.max(Math.min(column.width, roomBeside(leading, style)), 1) };
}

const EMPTY = cell('');

const BORDERS =
  'top top-mid top-left top-right bottom bottom-mid bottom-left bottom-right left left-mid mid mid-mid right right-mid';
const NO_BORDERS = Object.fromEntries(BORDERS.split(' ').map((name) => [name, '']));

/** Columns side by side under their headings, without borders, without spaces at the ends of lines, without a last newline. */
export function grid(columns: readonly Column[], style: Style, gap = GAP): string {
  const ellipsis = style.unicode ? '…' : '...';
  const { bold } = colors(style);
  const gaps = modelRow(columns, gap).split(PLACES);
  const line = (cellOf: (column: Column) => Cell): string =>
    fill(
      gaps,
      columns.map((column) => place(column, cellOf(column), ellipsis)),
    );
  const rows = columns[0]?.cells.length ?? 0;
  return [
    line(({ heading }) => cell(heading, bold)),
    ...Array.from({ length: rows }, (_, row) => line((column) => column.cells[row] ?? EMPTY)),
  ].join('\n');
}

/**
 * cli-table3 lays out a single row, and its places are filled for every other one. Reasons, measured: it takes 0.3 s for
 * 1,000 rows, since it measures every cell about ten times and looks at all rows above it; and its string-width is years
 * behind in emoji, so that it would cut and pad them wrongly.
 */
function modelRow(columns: readonly Column[], gap: string): string {
  const table = new Table({
    chars: { ...NO_BORDERS, middle: gap },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  table.push(columns.map(({ width }) => places(width)));
  return table.toString();
}

/** The texts with the gaps around and between them. */
function fill(gaps: readonly string[], texts: readonly string[]): string {
  return gaps
    .map((gap, index) => gap + (texts[index] ?? ''))
    .join('')
    .trimEnd();
}

/** The text in exactly as many terminal cells as the column has. */
export function place(
  { width, align }: Pick<Column, 'width' | 'align'>,
  { paint, ...whole }: Cell,
  ellipsis: string,
): string {
  const shown = whole.width <= width ? whole : fit(whole.text, width, ellipsis);
  const padding = ' '.repeat(width - shown.width);
  const painted = paint === undefined || shown.text === '' ? shown.text : paint(shown.text);
  return align === 'right' ? padding + painted : painted + padding;
}
