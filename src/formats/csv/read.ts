import type { ImportedRow } from '../../domain/imported-task.ts';
import type { ReadOptions } from '../format.ts';
import { findColumns } from './columns.ts';
import { orderOf } from './date.ts';
import { withoutApostrophe } from './formula.ts';
import { type InWords, readCsvTask, type TableContext } from './read-task.ts';
import { Row } from './row.ts';
import { readTable } from './table.ts';
import { findTodoist, foldTodoist, NOTHING, type TaskRow, todoistMap } from './todoist.ts';
import { scaleOf } from './values.ts';
import { OWN_HEADING } from './write.ts';

const DATES = ['due', 'done', 'completed', 'created', 'updated'] as const;
/** Of a heading, as much as the name has under which its values are kept. */
const LONGEST_NAME = 50;

/** A table with a heading for each column: our own, or one that says in any of many words what its columns are. */
export function readCsv(text: string, { now, map }: ReadOptions): readonly ImportedRow[] {
  const { delimiter, headings, rows } = readTable(text);
  if (headings.length === 0) return [];
  const todoist = findTodoist(headings);
  const columns = findColumns(headings, new Map([...(todoist ? todoistMap(headings) : []), ...(map ?? [])]));
  const valuesOf = (field: (typeof DATES)[number] | 'priority'): string[] =>
    rows.map(({ cells }) => cells?.[columns.get(field) ?? -1] ?? '');
  const context = {
    names: headings.map(keptName),
    order: orderOf(DATES.flatMap(valuesOf), delimiter),
    scale: todoist ? (4 as const) : scaleOf(valuesOf('priority')),
    words: new Map<string, InWords>(),
    now,
  } satisfies TableContext;
  const isOurs = headings.includes(OWN_HEADING);
  const readRow = ({ line, cells, besides }: TaskRow): ImportedRow[] => {
    if (cells === undefined) return [{ line, problem: 'A quote is not closed' }];
    if (cells.every((cell) => cell.trim() === '')) return [];
    if (cells.slice(headings.length).some((cell) => cell.trim() !== '')) {
      return [
        { line, problem: `The row has ${cells.length} fields, and the table ${headings.length} headings` },
      ];
    }
    const row = new Row(isOurs ? cells.map(withoutApostrophe) : cells, columns);
    if (cells.length < headings.length) row.remark('the row has fewer fields than there are headings');
    return [readCsvTask(line, row, context, besides)];
  };
  const all = todoist
    ? foldTodoist(rows, todoist)
    : rows.map((row) => Object.assign(row, { besides: NOTHING }));
  return all.flatMap((row) => ('besides' in row ? readRow(row) : row));
}

/** What stands in a kept line ahead of the colon, so without one and without spaces. */
function keptName(heading: string, index: number): string {
  const name = heading
    .trim()
    .slice(0, LONGEST_NAME)
    .replaceAll(/[\s:]+/g, '-');
  return name === '' ? `column-${index + 1}` : name;
}
