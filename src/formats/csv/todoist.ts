import type { ImportedRow } from '../../domain/imported-task.ts';
import type { Kept } from '../kept.ts';
import { plainName } from './columns.ts';
import type { CsvRow } from './table.ts';

/** The columns of what Todoist writes. Sections and comments have rows of their own among those of tasks. */
export interface Todoist {
  readonly type: number;
  readonly content: number;
  readonly indent: number;
}

/** What stands in other rows than the task's own, or is no column there. */
export interface Besides {
  readonly tags: readonly string[];
  readonly comments: readonly string[];
  readonly kept: readonly Kept[];
}

export interface TaskRow extends CsvRow {
  readonly besides: Besides;
}

export const NOTHING: Besides = { tags: [], comments: [], kept: [] };

export function findTodoist(headings: readonly string[]): Todoist | undefined {
  const names = headings.map(plainName);
  const [type, content, indent] = [names.indexOf('type'), names.indexOf('content'), names.indexOf('indent')];
  return Math.min(type, content, indent) === -1 ? undefined : { type, content, indent };
}

/** Its columns that others of them would be taken for. */
export function todoistMap(headings: readonly string[]): [field: string, heading: string][] {
  const date = headings.find((heading) => plainName(heading) === 'date');
  return date === undefined ? [] : [['due', date]];
}

/** Tasks with what other rows say of them, and in their places what becomes of those rows. */
export function foldTodoist(rows: readonly CsvRow[], columns: Todoist): (TaskRow | ImportedRow)[] {
  const folded: (TaskRow | ImportedRow)[] = [];
  let comments: string[] = [];
  let section: Kept[] = [];
  for (const { line, cells } of rows) {
    const text = cells?.[columns.content] ?? '';
    const type = cells?.[columns.type]?.trim().toLowerCase();
    if (cells === undefined || type === 'task') {
      comments = [];
      folded.push(toTaskRow(line, cells, columns, comments, section));
    } else if (type === 'section') {
      section = [{ name: 'section', value: text }];
      folded.push({ line, skipped: 'it is a section: its name is in the notes of its tasks' });
    } else if (type === 'note') {
      comments.push(text);
      folded.push({ line, skipped: 'it is a comment: it is in the note of its task' });
    } else if (cells.some((cell) => cell.trim() !== '')) {
      folded.push({ line, skipped: 'it is no task' });
    }
  }
  return folded;
}

/** Without what says that it is a task of its own, and without the labels behind the title: `Buy milk @shop`. */
function toTaskRow(
  line: number,
  cells: readonly string[] | undefined,
  { type, content, indent }: Todoist,
  comments: readonly string[],
  kept: readonly Kept[],
): TaskRow {
  const words = (cells?.[content] ?? '').trim().split(' ');
  const end = words.findLastIndex((word) => !/^@\S/.test(word)) + 1 || words.length;
  return {
    line,
    cells: cells?.map((cell, index) => {
      if (index === content) return words.slice(0, end).join(' ');
      return index === type || (index === indent && cell.trim() === '1') ? '' : cell;
    }),
    besides: { tags: words.slice(end).map((word) => word.slice(1)), comments, kept },
  };
}
