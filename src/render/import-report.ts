import { counted, formatCount } from '../domain/count.ts';
import { type ImportedLine, type ImportReport, linesOf } from '../domain/import-report.ts';
import type { ImportedTask } from '../domain/imported-task.ts';
import { formatNumbers } from '../domain/number-list.ts';
import { escapeControl } from './escape.ts';
import type { Style } from './style.ts';
import { described, details } from './task-change.ts';

/** Of more runs of numbers the first and the last are told. */
const LONGEST_NUMBERS = 40;

/** `Added 142 tasks (#12-153) · 3 were there already · 2 left out · 1 line could not be read` */
export function importSummary(report: ImportReport, style: Style): string {
  if (report.lines.length === 0) return 'There is no task in the file';
  const added = linesOf(report, 'added');
  const there = linesOf(report, 'there').length;
  const skipped = linesOf(report, 'skipped').length;
  const problems = linesOf(report, 'problem').length;
  const tasks = added.length === 0 ? 'no task' : counted(added.length, 'task');
  const parts = [
    `${report.isDryRun ? 'Would add' : 'Added'} ${tasks}${numbersOf(added)}`,
    ...(there === 0 ? [] : [thereAlready(there, report.isDryRun)]),
    ...(skipped === 0 ? [] : [`${formatCount(skipped)} left out`]),
    ...(problems === 0 ? [] : [`${counted(problems, 'line')} could not be read`]),
  ];
  return parts.join(style.unicode ? ' · ' : ' - ');
}

function thereAlready(count: number, isDryRun: boolean): string {
  const verb = isDryRun ? (count === 1 ? 'is' : 'are') : count === 1 ? 'was' : 'were';
  return `${formatCount(count)} ${verb} there already`;
}

function numbersOf(added: readonly { readonly number: number | null }[]): string {
  const numbers = added.flatMap(({ number }) => number ?? []).toSorted((a, b) => a - b);
  if (numbers.length === 0) return '';
  const all = formatNumbers(numbers);
  return all.length > LONGEST_NUMBERS ? ` (from #${numbers[0]} to #${numbers.at(-1)})` : ` (#${all})`;
}

/** What would become of a place in the file, and below it, indented, what is done to make a task of it. */
export function importedLine(line: ImportedLine, style: Style): string {
  const place = `Line ${line.line}: `;
  switch (line.kind) {
    case 'added': {
      const shown = described(line.task, style, facts(line.task, style));
      return [`${place}Would add ${shown}`, ...line.remarks.map((remark) => `    ${sentence(remark)}`)].join(
        '\n',
      );
    }
    case 'there':
      return `${place}There already${line.number === null ? '' : ` as #${line.number}`}: ${described(line.task, style, [])}`;
    case 'skipped':
      return `${place}Left out: ${escapeControl(line.reason)}`;
    case 'problem':
      return problemLine(line);
  }
}

/** `Line 17: The title is empty` */
export function problemLine({ line, reason }: { readonly line: number; readonly reason: string }): string {
  return `Line ${line}: ${sentence(reason)}`;
}

/** What was changed or left out on the way, each with the number of its tasks: `3 tasks: the whole title is in the note`. */
export function importRemarks(report: ImportReport): string[] {
  const remarks = tally(linesOf(report, 'added').flatMap((line) => line.remarks));
  const reasons = tally(linesOf(report, 'skipped').map(({ reason }) => reason));
  return [
    ...remarks.map(([remark, count]) => `${counted(count, 'task')}: ${escapeControl(remark)}`),
    ...reasons.map(([reason, count]) => `${formatCount(count)} left out: ${escapeControl(reason)}`),
  ];
}

/** For `cut`: number or `-`, what became of it, line, title or reason, remarks; tabs between. */
export function importedFields(line: ImportedLine): string {
  const isTask = line.kind === 'added' || line.kind === 'there';
  return [
    isTask ? (line.number ?? '-') : '-',
    line.kind,
    line.line,
    escapeControl(isTask ? line.task.title : line.reason),
    escapeControl(isTask ? line.remarks.join('; ') : ''),
  ].join('\t');
}

function facts(task: ImportedTask, style: Style): string[] {
  return [...(task.completed ? ['done'] : []), ...details(task, style)];
}

function tally(texts: readonly string[]): [text: string, count: number][] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts];
}

function sentence(clause: string): string {
  return escapeControl(clause.charAt(0).toUpperCase() + clause.slice(1));
}
