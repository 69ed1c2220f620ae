import type { Context, OpenContext } from '../context.ts';
import { parseSelection } from '../domain/selection.ts';
import { withExamples } from './help.ts';
import { type FormatOptions, formatOf, isForReaders, jsonlOption, present } from './present.ts';
import { type Program, parseLimit } from './settings.ts';

/** What a person can take in; `--limit` shows more. */
const ROWS_ON_A_TERMINAL = 20;

interface HistoryOptions extends FormatOptions {
  readonly limit?: number | undefined;
}

export function declareHistory(program: Program, open: OpenContext): void {
  program
    .command('history')
    .summary('show what was changed lately')
    .description(
      withExamples(
        'Show the commands that changed tasks, on all machines, the latest first; or all that happened to one task, field by field.',
        ['todo history', 'todo history 3', 'todo history 3 --json | jq ".[0].before"'],
      ),
    )
    .argument('[task]', 'its number, or the first 8 or more characters of its id; it may be deleted')
    .option(
      '-l, --limit <count>',
      `at most this many commands; on a terminal ${ROWS_ON_A_TERMINAL} if not said`,
      parseLimit,
    )
    .addOption(jsonlOption())
    .action(async (word, options) => {
      const selection = word === undefined ? undefined : parseSelection([word]);
      const context = await open();
      const forPerson = formatOf(context, options) === 'human';
      const limit = options.limit ?? (forPerson ? ROWS_ON_A_TERMINAL : undefined);
      await (selection === undefined
        ? showCommands(limit, context, options)
        : showTask(selection, limit, context, options));
    });
}

async function showCommands(
  limit: number | undefined,
  context: Context,
  options: HistoryOptions,
): Promise<void> {
  const { readHistory } = await import('../commands/read-history.ts');
  const commands = await readHistory({ limit, everyTitle: !isForReaders(context, options) }, context);
  const documents = async () => {
    const { commandJson } = await import('../render/history-json.ts');
    return commands.map(commandJson);
  };
  await present(
    context,
    {
      human: async (style) => {
        const { historyTable } = await import('../render/history-table.ts');
        return commands.length === 0 ? 'Nothing was changed yet' : historyTable(commands, style);
      },
      plain: async () => {
        const { historyLine } = await import('../render/history-line.ts');
        return commands.map(historyLine).join('\n');
      },
      json: documents,
      jsonl: documents,
    },
    options,
  );
}

async function showTask(
  selection: ReturnType<typeof parseSelection>,
  limit: number | undefined,
  context: Context,
  options: HistoryOptions,
): Promise<void> {
  const { readTaskHistory } = await import('../commands/read-history.ts');
  const history = await readTaskHistory(selection, limit, context);
  const documents = async () => {
    const { changeJson } = await import('../render/history-json.ts');
    return history.commands.map(changeJson);
  };
  await present(
    context,
    {
      human: async (style) => (await import('../render/task-history.ts')).taskHistory(history, style),
      plain: async () => {
        const { taskHistoryLines } = await import('../render/task-history.ts');
        return history.commands.flatMap(taskHistoryLines).join('\n');
      },
      json: documents,
      jsonl: documents,
    },
    options,
  );
}
