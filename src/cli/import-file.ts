import type { Context, OpenContext } from '../context.ts';
import { counted, formatCount } from '../domain/count.ts';
import { CancelledError, TodoError, UsageError } from '../domain/errors.ts';
import type { Format } from '../domain/file-format.ts';
import { importedLines, type ImportReport, linesOf, type TaskOutcome } from '../domain/import-report.ts';
import type { ImportedRow, ImportedTask } from '../domain/imported-task.ts';
import { parseTags } from '../domain/tag.ts';
import { withTags } from './import-tags.ts';
import { readMap } from './import-map.ts';
import { type FormatOptions, formatOf, isForReaders, notice, present } from './present.ts';
import { tellUndo } from './undo-hint.ts';

interface ImportOptions extends FormatOptions {
  readonly format?: Format | undefined;
  readonly map?: readonly string[] | undefined;
  readonly tag?: readonly string[] | undefined;
  readonly strict?: true | undefined;
  readonly dryRun?: true | undefined;
}

/** Of more than these, --dry-run tells. */
const PROBLEMS_SHOWN = 20;

/** What `import` does: all is read and checked before the first request. */
export async function importFile(file: string, options: ImportOptions, open: OpenContext): Promise<void> {
  const context = await open();
  const { format, rows } = await readRows(file, options, context);
  const isDryRun = options.dryRun === true;
  const problem = problemIn(rows, options);
  if (options.strict === true && problem !== undefined && !isDryRun) {
    await refuse({ format, isDryRun, lines: importedLines(rows, []) }, options, context);
    throw problem;
  }
  const { outcomes, failure } = await bringIn(rows, options, context);
  if (outcomes.length > 0 || failure === undefined) {
    await tell({ format, isDryRun, lines: importedLines(rows, outcomes) }, options, context);
  }
  if (failure !== undefined) throw failure;
  if (problem !== undefined) throw problem;
}

interface File {
  readonly format: Format | null;
  readonly rows: readonly ImportedRow[];
}

/** Throws NotFoundError and UsageError. */
async function readRows(file: string, options: ImportOptions, context: Context): Promise<File> {
  const tags = parseTags(options.tag ?? []);
  const map = readMap(options.map);
  const text = file === '-' ? await context.readInput('a file with tasks') : await context.readFile(file);
  const { openReader, recognizeFormat } = await import('../formats/formats.ts');
  const isEmpty = text.trim() === '';
  const format = options.format ?? (isEmpty ? null : recognizeFormat(text, file === '-' ? undefined : file));
  if (format === undefined) {
    throw new UsageError('It cannot be told what the file is in', {
      hint: 'Say it with --format, such as --format todotxt for a task a line.',
    });
  }
  if (map !== undefined && format !== 'csv') {
    throw new UsageError('--map is for columns of CSV alone', { hint: 'Leave it out, or add --format csv.' });
  }
  if (format === null || isEmpty) return { format, rows: [] };
  const read = await openReader(format);
  const rows = read(text, { now: context.now(), map });
  return { format, rows: tags.length === 0 ? rows : withTags(rows, tags) };
}

/** What is wrong with the lines that cannot be read, once the others are in. */
function problemIn(rows: readonly ImportedRow[], { strict, dryRun }: ImportOptions): UsageError | undefined {
  const count = rows.filter((row) => 'problem' in row).length;
  if (count === 0) return undefined;
  const others =
    strict === true && dryRun !== true
      ? 'Nothing was added. Without --strict the others come in.'
      : `The others ${dryRun === true ? 'would come in' : 'are in'}. Mend it and import the file again: nothing is added twice.`;
  return new UsageError(`${counted(count, 'line')} of the file could not be read`, {
    hint: rows.some((row) => 'task' in row)
      ? others
      : 'There is no task in the others. If the file is in another format, say so with --format.',
  });
}

interface BroughtIn {
  /** Of the first tasks. */
  readonly outcomes: readonly TaskOutcome[];
  /** Why not of all. */
  readonly failure: TodoError | undefined;
}

/** In batches, of which Ctrl-C lets the one that is on its way come to its end. */
async function bringIn(
  rows: readonly ImportedRow[],
  options: ImportOptions,
  context: Context,
): Promise<BroughtIn> {
  const tasks = rows.flatMap((row) => ('task' in row ? [row.task] : []));
  if (tasks.length === 0) return { outcomes: [], failure: undefined };
  const apply = options.dryRun !== true;
  const outcomes: TaskOutcome[] = [];
  const { importTasks } = await import('../commands/import-tasks.ts');
  const progress = await openProgress(tasks, options, context);
  const interruption = apply
    ? await context.holdInterruption(
        () => {
          progress?.hide();
          notice(context, 'Stopping when the tasks on their way are in; Ctrl-C again stops at once.');
        },
        () => notice(context, lastWords(outcomes, tasks)),
      )
    : undefined;
  try {
    for await (const batch of importTasks(tasks, { apply }, context)) {
      for (const outcome of batch.outcomes) outcomes.push(outcome);
      progress?.update(outcomes.length);
      if (interruption?.isAskedFor === true && outcomes.length < tasks.length) {
        return { outcomes, failure: stopped(outcomes, tasks) };
      }
    }
    return { outcomes, failure: undefined };
  } catch (error) {
    if (!(error instanceof TodoError) || !apply) throw error;
    return { outcomes, failure: error };
  } finally {
    progress?.hide();
    interruption?.release();
  }
}

async function openProgress(tasks: readonly ImportedTask[], options: ImportOptions, context: Context) {
  if (!isForReaders(context, options)) return undefined;
  return context.progress(options.dryRun === true ? 'Comparing' : 'Importing', tasks.length);
}

function stopped(outcomes: readonly TaskOutcome[], tasks: readonly unknown[]): CancelledError {
  return new CancelledError(`Stopped: ${areIn(outcomes, tasks)}`, { hint: howToGoOn(outcomes) });
}

function lastWords(outcomes: readonly TaskOutcome[], tasks: readonly unknown[]): string {
  return `Stopped: ${areIn(outcomes, tasks)}, and perhaps those on their way.\n${howToGoOn(outcomes, true)}`;
}

function areIn(outcomes: readonly TaskOutcome[], tasks: readonly unknown[]): string {
  return `${formatCount(outcomes.length)} of ${counted(tasks.length, 'task')} are in`;
}

function howToGoOn(outcomes: readonly TaskOutcome[], mayBeMore = false): string {
  const added = outcomes.filter(({ isNew }) => isNew).length;
  const them = added === outcomes.length || mayBeMore ? 'them' : `the ${formatCount(added)} that were added`;
  const undo = added > 0 || mayBeMore ? `\`todo undo\` takes ${them} back; the` : 'The';
  return `${undo} same command goes on.`;
}

/** The result on stdout, and what is worth knowing besides on stderr. */
async function tell(report: ImportReport, options: ImportOptions, context: Context): Promise<void> {
  const { importedFields, importedLine, importRemarks, importSummary } =
    await import('../render/import-report.ts');
  const form = formatOf(context, options);
  await present(
    context,
    {
      human: (style) => {
        const lines = report.isDryRun ? report.lines.map((line) => importedLine(line, style)) : [];
        return [...lines, importSummary(report, style)].join('\n');
      },
      plain: () => report.lines.map(importedFields).join('\n'),
      json: async () => (await import('../render/import-json.ts')).importJson(report),
      jsonl: async () => {
        const { importedLineJson } = await import('../render/import-json.ts');
        return report.lines.map(importedLineJson);
      },
      quiet: () => linesOf(report, 'added').flatMap(({ number }) => number ?? []),
    },
    options,
  );
  if (form === 'json') return;
  if (report.lines.length === 0 && form !== 'human') notice(context, 'There is no task in the file');
  if (!(report.isDryRun && form === 'human')) await tellProblems(report, context);
  if (report.isDryRun || !isForReaders(context, options)) return;
  for (const remark of importRemarks(report)) notice(context, remark);
  if (linesOf(report, 'added').length > 0) tellUndo(context, options);
}

/** What is wrong, where nothing comes in because of that. */
async function refuse(report: ImportReport, options: ImportOptions, context: Context): Promise<void> {
  const problems = linesOf(report, 'problem');
  if (formatOf(context, options) === 'human') return tellProblems(report, context);
  await tell({ ...report, lines: problems }, options, context);
}

async function tellProblems(report: ImportReport, context: Context): Promise<void> {
  const { problemLine } = await import('../render/import-report.ts');
  const problems = linesOf(report, 'problem');
  const shown = report.isDryRun ? problems : problems.slice(0, PROBLEMS_SHOWN);
  for (const problem of shown) notice(context, problemLine(problem));
  if (shown.length < problems.length) {
    notice(context, `and ${formatCount(problems.length - shown.length)} more, which --dry-run shows`);
  }
}
