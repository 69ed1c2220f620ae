import { type ImportedLine, type ImportReport, linesOf } from '../domain/import-report.ts';
import type { ImportedTask } from '../domain/imported-task.ts';
import { fieldsJson } from './task-json.ts';

// The public shapes of an import. Keys may be added, none goes or changes.

/** The whole of an import. */
export function importJson(report: ImportReport) {
  return {
    format: report.format,
    dryRun: report.isDryRun,
    added: linesOf(report, 'added').map(bodyOf),
    there: linesOf(report, 'there').map(bodyOf),
    skipped: linesOf(report, 'skipped').map(bodyOf),
    problems: linesOf(report, 'problem').map(bodyOf),
  };
}

/** A place in the file by itself, with what became of it. */
export function importedLineJson(line: ImportedLine) {
  return { outcome: line.kind, ...bodyOf(line) };
}

function bodyOf(line: ImportedLine) {
  switch (line.kind) {
    case 'added':
      return { line: line.line, number: line.number, ...importedTaskJson(line.task), remarks: line.remarks };
    case 'there':
      return { line: line.line, number: line.number, title: line.task.title };
    case 'skipped':
      return { line: line.line, reason: line.reason };
    case 'problem':
      return { line: line.line, message: line.reason };
  }
}

/** The keys of a task that a file says something of. */
function importedTaskJson(task: ImportedTask) {
  return {
    ...fieldsJson(task),
    createdAt: task.createdAt?.toISOString() ?? null,
    updatedAt: task.updatedAt?.toISOString() ?? null,
  };
}
