import { Option } from '@commander-js/extra-typings';
import type { ListRequest } from '../commands/stream-tasks.ts';
import type { Context, OpenContext } from '../context.ts';
import { SORT_KEYS } from '../domain/task-filter.ts';
import { withFilters } from './filter-options.ts';
import { withExamples } from './help.ts';
import { formatOf, jsonlOption, quietOption, styleOf, writeInPieces, writeLines } from './present.ts';
import { parseLimit, type Program } from './settings.ts';

/** What a person can take in; `--limit` shows more. */
const ROWS_ON_A_TERMINAL = 50;

export function declareList(program: Program, open: OpenContext): void {
  withFilters(program.command('list'))
    .alias('ls')
    .summary('list tasks')
    .description(
      withExamples('List the open tasks, the one that is due soonest first.', [
        'todo list',
        'todo list +home -garden due:week',
        'todo list pri:high or due:overdue',
        'todo list --done milk --sort updated --reverse',
        'todo list --json | jq length',
      ]),
    )
    .addOption(new Option('--sort <key>', 'what to sort by').choices(SORT_KEYS).default('due' as const))
    .option('-r, --reverse', 'in reverse order')
    .option(
      '-l, --limit <count>',
      `at most this many; on a terminal ${ROWS_ON_A_TERMINAL} if not said`,
      parseLimit,
    )
    .addOption(jsonlOption())
    .addOption(quietOption())
    .action(async (words, options) => {
      const context = await open();
      const { readFilter } = await import('./list-filter.ts');
      const request = {
        filter: await readFilter(words, options, context.now()),
        order: { by: options.sort, reverse: options.reverse === true },
        limit: options.limit,
      };
      const format = formatOf(context, options);
      if (format === 'human') {
        await showList({ ...request, limit: request.limit ?? ROWS_ON_A_TERMINAL }, context);
      } else {
        const { listOutput } = await import('./list-output.ts');
        await writeInPieces(context, listOutput(format, request, context));
      }
    });
}

/** As a table with a footer. */
async function showList(request: ListRequest, context: Context): Promise<void> {
  const { listTasks } = await import('../commands/list-tasks.ts');
  context.whileWaiting(() => import('../render/task-table.ts'));
  const list = await listTasks(request, context);
  const { taskTable } = await import('../render/task-table.ts');
  const { listFooter } = await import('../render/list-footer.ts');
  const style = styleOf(context, 'out');
  const footer = listFooter({ ...list, shown: list.tasks.length }, style);
  writeLines(context, list.tasks.length === 0 ? [footer] : [taskTable(list.tasks, style), footer]);
}
