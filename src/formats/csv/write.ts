import type { TaskRecord } from '../../domain/task-record.ts';
import type { OpenWriter } from '../format.ts';
import { formulaFree } from './formula.ts';

const LINE_END = '\r\n';
/** The keys of a TaskRecord without the number, which an account gives anew. */
const OWN_HEADINGS = [
  'id',
  'title',
  'description',
  'dueDate',
  'dueTime',
  'priority',
  'tags',
  'recursionPattern',
  'completed',
  'completedAt',
  'createdAt',
  'updatedAt',
] as const satisfies readonly (keyof TaskRecord)[];

/** Of these, the one that no other program has. */
export const OWN_HEADING = 'recursionPattern';

/** A table as RFC 4180 has it. No text in it is one that a spreadsheet runs as a formula. */
export const csvWriter: OpenWriter = () => ({
  head: OWN_HEADINGS.join(',') + LINE_END,
  write: (task) => ({ text: OWN_HEADINGS.map((key) => cell(task[key])).join(',') + LINE_END, lost: [] }),
  foot: '',
});

function cell(value: TaskRecord[(typeof OWN_HEADINGS)[number]]): string {
  const text = formulaFree(value === null ? '' : String(value));
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
