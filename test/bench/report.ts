import type { Cost } from './measure.ts';

/** The costs as columns: the first row is bare Node, the second one request with nothing else. */
export function costTable(costs: ReadonlyMap<string, Cost>): string {
  const [bare, request] = costs.values();
  const rows = [...costs].map(([name, { milliseconds, cpuMilliseconds, peakMebibytes }]) => [
    name,
    milliseconds.toFixed(0),
    ratio(milliseconds, bare?.milliseconds),
    ratio(milliseconds, request?.milliseconds),
    cpuMilliseconds.toFixed(0),
    ratio(cpuMilliseconds, bare?.cpuMilliseconds),
    ratio(cpuMilliseconds, request?.cpuMilliseconds),
    peakMebibytes.toFixed(0),
  ]);
  return columns([['', 'ms', '× Node', '× request', 'CPU ms', '× Node', '× request', 'peak MiB'], ...rows]);
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

function ratio(value: number, floor: number | undefined): string {
  return floor === undefined ? '' : (value / floor).toFixed(2);
}
