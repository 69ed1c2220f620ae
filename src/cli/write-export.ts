import type { Context, OpenContext } from '../context.ts';
import { counted } from '../domain/count.ts';
import { TodoError, UsageError } from '../domain/errors.ts';
import { type Format, FORMAT_NAMES } from '../domain/file-format.ts';
import type { TaskFilter } from '../domain/task-filter.ts';
import { escapeUnsafe } from '../domain/unsafe-characters.ts';
import { type FilterOptions, readFilter } from './list-filter.ts';
import { notice, present, writeInPieces } from './present.ts';

interface ExportOptions extends FilterOptions {
  readonly open?: true | undefined;
  readonly format?: Format | undefined;
  readonly output?: string | undefined;
}

/** What was written so far. */
interface Tally {
  tasks: number;
  /** False where nobody read the rest. */
  isWhole: boolean;
  /** What the format had no place for, and of how many tasks. */
  readonly lost: Map<string, number>;
}

/** What `export` does. */
export async function writeExport(
  words: readonly string[],
  options: ExportOptions,
  open: OpenContext,
): Promise<void> {
  const context = await open();
  const file = options.output === '-' ? undefined : options.output;
  if (context.settings.json && file === undefined) {
    throw new UsageError('--json tells of a file, and --output names none', {
      hint: 'Tasks as JSON: todo export --format jsonl, or todo list --all --json',
    });
  }
  const { formatOfName } = await import('../formats/formats.ts');
  const format = options.format ?? formatOfName(file ?? '') ?? 'jsonl';
  const isAll = options.open !== true && options.done !== true;
  const filter = await readFilter(words, { ...options, ...(isAll ? { all: true } : {}) }, context.now());
  const tally: Tally = { tasks: 0, isWhole: false, lost: new Map() };
  const pieces = exportPieces(format, filter, tally, context);
  if (file === undefined) {
    await writeInPieces(context, context.terminal.out.isTerminal ? shown(pieces) : pieces);
  } else {
    await writeToFile(file, format, pieces, tally, context);
  }
  if (context.settings.json || !tally.isWhole) return;
  for (const [what, count] of tally.lost) {
    notice(context, `${FORMAT_NAMES[format]} has no place for: ${what} of ${counted(count, 'task')}`);
  }
}

/** The whole text, made while it is asked for. */
async function* exportPieces(
  format: Format,
  filter: TaskFilter,
  tally: Tally,
  context: Context,
): AsyncGenerator<string, void> {
  const { openWriter } = await import('../formats/formats.ts');
  const { exportTasks } = await import('../commands/export-tasks.ts');
  const writer = (await openWriter(format))({ now: context.now() });
  let before = writer.head;
  for await (const batch of exportTasks(filter, context)) {
    const texts = batch.map((task) => {
      const { text, lost } = writer.write(task, tally.tasks === 0);
      tally.tasks += 1;
      for (const what of new Set(lost)) tally.lost.set(what, (tally.lost.get(what) ?? 0) + 1);
      return text;
    });
    yield before + texts.join('');
    before = '';
  }
  yield before + writer.foot;
  tally.isWhole = true;
}

/** For eyes: what could drive a terminal is escaped. */
async function* shown(pieces: AsyncIterable<string>): AsyncGenerator<string, void> {
  for await (const piece of pieces) yield escapeUnsafe(piece.replaceAll('\r\n', '\n'), '\n');
}

async function writeToFile(
  file: string,
  format: Format,
  pieces: AsyncIterable<string>,
  tally: Tally,
  context: Context,
): Promise<void> {
  const name = escapeUnsafe(file);
  const output = await context.outputFile(file);
  const progress = context.settings.json ? undefined : await context.progress('Exporting');
  try {
    for await (const piece of pieces) {
      if (!output.write(piece)) break;
      progress?.update(tally.tasks);
    }
    progress?.hide();
    output.finish();
  } catch (error) {
    progress?.hide();
    output.discard();
    if (!(error instanceof TodoError)) throw error;
    throw error.advise(
      output.isDirect ? 'What was written is not all of it.' : `Nothing was put in the place of ${name}.`,
    );
  }
  // A pipe or a device may be where the sentence would go as well.
  if (output.isDirect) return;
  await present(context, {
    human: () => `Exported ${counted(tally.tasks, 'task')} to ${name}`,
    json: () => ({
      file,
      format,
      tasks: tally.tasks,
      lost: Array.from(tally.lost, ([what, tasks]) => ({ what, tasks })),
    }),
  });
}
