import { colors, type Style } from './style.ts';

/** A bar with what stands below it. */
export interface Bar {
  readonly value: number;
  /** Two lines in ASCII, of which the second may be empty. */
  readonly label: readonly [string, string];
}

export interface ColumnChart {
  readonly bars: readonly Bar[];
  readonly color: 'green' | 'cyan';
}

/** Lines that the highest bar has. */
const HEIGHT = 4;
/** What makes a cell full. */
const FULL = 8;
const PARTS = ['', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const GAP = ' ';
/** A wider one weighs more than what it says. */
const WIDEST_BAR = 4;

/**
 * Bars beside each other, with their numbers above and their labels below: of the last ones as many as fit, each with as much as can be seen
 * unless it is zero. Without a last newline.
 */
export function columnChart({ bars, color }: ColumnChart, style: Style): string {
  const column = Math.max(...bars.flatMap(({ value, label }) => [String(value), ...label].map(lengthOf)));
  const shown = bars.slice(-Math.max(Math.floor((style.width + GAP.length) / (column + GAP.length)), 1));
  const most = Math.max(...shown.map(({ value }) => value), 1);
  const { dim, [color]: paint } = colors(style);
  const line = (textOf: (bar: Bar) => string, paintText?: (text: string) => string): string =>
    shown.map((bar) => centred(textOf(bar), column, paintText)).join(GAP);
  const heights = new Map(shown.map((bar) => [bar, heightOf(bar.value / most, style)]));
  const heightIn = (bar: Bar): number => heights.get(bar) ?? 0;
  const rows = Array.from({ length: HEIGHT + 1 }, (_, above) => HEIGHT - above).map((row) =>
    shown
      .map((bar) => {
        const height = heightIn(bar);
        if (row === Math.ceil(height / FULL)) return centred(String(bar.value), column);
        const part = style.unicode
          ? PARTS[Math.min(Math.max(height - row * FULL, 0), FULL)]
          : height > row * FULL
            ? '#'
            : '';
        return centred((part ?? '').repeat(Math.min(column, WIDEST_BAR)), column, paint);
      })
      .join(GAP),
  );
  const labels = [line(({ label }) => label[0], dim), line(({ label }) => label[1], dim)];
  return [...rows, ...labels]
    .map((text) => text.trimEnd())
    .filter((text) => text !== '')
    .join('\n');
}

function lengthOf({ length }: string): number {
  return length;
}

/** In eighths of a line; in ASCII in whole ones. */
function heightOf(share: number, { unicode }: Style): number {
  if (share === 0) return 0;
  return unicode
    ? Math.max(Math.round(share * HEIGHT * FULL), 1)
    : Math.max(Math.round(share * HEIGHT), 1) * FULL;
}

function centred(text: string, width: number, paint?: (text: string) => string): string {
  const left = Math.floor((width - text.length) / 2);
  const shown = paint === undefined || text === '' ? text : paint(text);
  return ' '.repeat(left) + shown + ' '.repeat(width - left - text.length);
}
