import type { Finding, Row } from './row.ts';

const HEAD = ['', 'against', 'ours', 'ratio', 'quartiles', 'CPU', 'at most', 'met'];

/** For under the table. */
export const HOW_TO_READ = `\
"against" and "ours" are medians of runs in turn (npx: of a third as many), "ratio" is that of the medians. Each pair
of runs has a ratio, too: half of those lie between the quartiles. Where the quartiles are far apart, or a target lies
between them, the machine was too busy to tell. "CPU" is the ratio of processor time, which a busy machine blurs less.
The floor is a bare Node script that sends the same requests with node:http and prints the rows: docs/benchmarks.md.`;

/** A line for each row, as wide as it takes. */
export function findingsTable(rows: readonly (readonly [Row, Finding])[]): string {
  const lines = columns([HEAD, ...rows.map(([row, finding]) => cells(row, finding))]).split('\n');
  const width = Math.max(...rows.map(([{ what }]) => what.length));
  rows.forEach(([{ what }, finding], index) => {
    if (finding.kind === 'not measured') {
      lines[index + 1] = `${what.padEnd(width)}  not measured: ${finding.why}`;
    }
  });
  return lines.map((line) => line.trimEnd()).join('\n');
}

function cells({ what, atMost }: Row, finding: Finding): string[] {
  switch (finding.kind) {
    case 'comparison': {
      const { comparison, unit, cpuRatio } = finding;
      const { floor, ours, ratio, quartiles } = comparison;
      return [
        what,
        amount(floor, unit),
        amount(ours, unit),
        ratio.toFixed(2),
        quartiles.map((quartile) => quartile.toFixed(2)).join('–'),
        cpuRatio?.toFixed(2) ?? '',
        atMost?.toFixed(2) ?? '',
        met(ratio, atMost),
      ];
    }
    case 'figure': {
      const { figure, unit } = finding;
      const limit = atMost === undefined ? '' : amount(atMost, unit);
      return [what, '', amount(figure, unit), '', '', '', limit, met(figure, atMost)];
    }
    case 'not measured':
      return [what];
  }
}

function met(figure: number, atMost: number | undefined): string {
  if (atMost === undefined) return '';
  return figure <= atMost ? 'yes' : 'no';
}

/** With three digits where there are any behind the point. */
function amount(value: number, unit: string): string {
  const digits = Number.isInteger(value) || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${unit}`.trimEnd();
}

/** Rows side by side, the first column to the left and all others to the right. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((text, column) => {
          const width = widths[column] ?? 0;
          return column === 0 ? text.padEnd(width) : text.padStart(width);
        })
        .join('  '),
    )
    .join('\n');
}
