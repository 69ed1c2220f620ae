import type { Format } from './file-format.ts';
import type { ImportedRow, ImportedTask } from './imported-task.ts';

/** What the database says of a task of a file. */
export interface TaskOutcome {
  /** Null where it would be added. */
  readonly number: number | null;
  /** False: it was there already, or the file has it twice. */
  readonly isNew: boolean;
}

/** What became of a place in a file, or would become of it. */
export type ImportedLine =
  | HandledTask<'added'>
  | HandledTask<'there'>
  | LeftOut<'skipped'>
  | LeftOut<'problem'>;

interface HandledTask<K> {
  readonly kind: K;
  readonly line: number;
  /** Null before it is there. */
  readonly number: number | null;
  readonly task: ImportedTask;
  readonly remarks: readonly string[];
}

interface LeftOut<K> {
  readonly kind: K;
  readonly line: number;
  readonly reason: string;
}

export interface ImportReport {
  /** Null for an empty file. */
  readonly format: Format | null;
  readonly isDryRun: boolean;
  /** In the order of the file, without those that nothing has become of yet. */
  readonly lines: readonly ImportedLine[];
}

/** @param outcomes of the tasks among the rows, in their order; there may be fewer */
export function importedLines(
  rows: readonly ImportedRow[],
  outcomes: readonly TaskOutcome[],
): ImportedLine[] {
  let next = 0;
  return rows.flatMap((row): ImportedLine[] => {
    const { line } = row;
    if ('skipped' in row) return [{ line, kind: 'skipped', reason: row.skipped }];
    if ('problem' in row) return [{ line, kind: 'problem', reason: row.problem }];
    const outcome = outcomes[next++];
    if (outcome === undefined) return [];
    const { task, remarks } = row;
    return [{ line, kind: outcome.isNew ? 'added' : 'there', number: outcome.number, task, remarks }];
  });
}

type Kind = ImportedLine['kind'];

/** The lines that came to the same, in their order. */
export function linesOf<K extends Kind>(
  { lines }: Pick<ImportReport, 'lines'>,
  kind: K,
): Extract<ImportedLine, { readonly kind: K }>[] {
  return lines.filter((line): line is Extract<ImportedLine, { readonly kind: K }> => line.kind === kind);
}
