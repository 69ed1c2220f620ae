import { markdownTable } from './markdown-table.ts';
import type { Trouble } from './troubles.ts';

/** What became of a command at each trouble, with one of its requests. */
export interface Row {
  readonly command: string;
  readonly place: number;
  readonly requests: number;
  /** By trouble. */
  readonly cells: ReadonlyMap<Trouble, string>;
}

export function faultTable(rows: readonly Row[], troubles: readonly Trouble[]): string {
  const lines = rows.map(({ command, place, requests, cells }) => [
    `\`${command}\``,
    requests === 1 ? '' : `${place} of ${requests}`,
    ...troubles.map((trouble) => cells.get(trouble) ?? '–'),
  ]);
  return markdownTable(['todo', 'request', ...troubles.map(({ name }) => name)], lines);
}
