import type { Context, OpenContext } from '../context.ts';
import { parseSelection, type Selection } from '../domain/selection.ts';
import { withExamples } from './help.ts';
import { formatOf, jsonlOption, notice, present, quietOption } from './present.ts';
import { dryRunOption } from './selection-options.ts';
import { type Program, parseLimit } from './settings.ts';
import { taskNumbers, tasksView } from './task-view.ts';
import { tellUndo } from './undo-hint.ts';

/** What a person can take in; `--limit` shows more. */
const ROWS_ON_A_TERMINAL = 50;

/** `trash` and `restore`: what is deleted, and the way back for a part of it. */
export function declareTrash(program: Program, open: OpenContext): void {
  program
    .command('trash')
    .summary('list deleted tasks')
    .description(
      withExamples('List the deleted tasks that can be restored, the latest first.', [
        'todo trash',
        'todo trash -q | xargs todo restore',
      ]),
    )
    .option(
      '-l, --limit <count>',
      `at most this many; on a terminal ${ROWS_ON_A_TERMINAL} if not said`,
      parseLimit,
    )
    .addOption(jsonlOption())
    .addOption(quietOption())
    .action(async (options) => {
      const context = await open();
      const forPerson = formatOf(context, options) === 'human';
      const { readTrash } = await import('../commands/read-trash.ts');
      const deleted = await readTrash(options.limit ?? (forPerson ? ROWS_ON_A_TERMINAL : undefined), context);
      const documents = async () => {
        const { deletedTaskJson } = await import('../render/history-json.ts');
        return deleted.map(deletedTaskJson);
      };
      await present(
        context,
        {
          human: async (style) => {
            const { trashTable } = await import('../render/trash-table.ts');
            return deleted.length === 0 ? 'The trash is empty' : trashTable(deleted, style);
          },
          plain: async () => {
            const { trashLine } = await import('../render/trash-line.ts');
            return deleted.map(trashLine).join('\n');
          },
          json: documents,
          jsonl: documents,
          quiet: () => taskNumbers(deleted.map(({ task }) => task)),
        },
        options,
      );
    });

  program
    .command('restore')
    .summary('put deleted tasks back')
    .description(
      withExamples('Put deleted tasks back as they were, with their numbers. See them with todo trash.', [
        'todo restore 3',
        'todo restore 3 8-11',
      ]),
    )
    .argument('[tasks...]', 'numbers and ranges (3 5 8-11 4,6), or the first 8 or more characters of an id')
    .addOption(dryRunOption())
    .addOption(jsonlOption())
    .addOption(quietOption())
    .action(async (words, options) => {
      const context = await open();
      const selection = words.length > 0 ? parseSelection(words) : await pickDeleted(context);
      const isDryRun = options.dryRun === true;
      if (selection === undefined)
        return present(
          context,
          tasksView([], () => []),
          options,
        );
      const { restoreTasks } = await import('../commands/restore-tasks.ts');
      const { tasks, problem } = await restoreTasks(selection, { apply: !isDryRun }, context);
      const view = tasksView(
        tasks.map(({ task }) => task),
        async (style) => {
          const { notDeletedLine, restoredLine, wouldRestoreLine } = await import('../render/task-change.ts');
          const restored = isDryRun ? wouldRestoreLine : restoredLine;
          return tasks.map(({ task, effect }) =>
            effect === 'restored' ? restored(task, style) : notDeletedLine(task),
          );
        },
      );
      await present(context, view, options);
      if (!isDryRun && tasks.some(({ effect }) => effect === 'restored')) tellUndo(context, options);
      if (problem !== undefined) throw problem;
    });
}

/** The deleted task that a person picks. Undefined: there is none. One request. */
async function pickDeleted(context: Context): Promise<Selection | undefined> {
  const { MOST_CHOICES, pickTask, requirePicker } = await import('./pick.ts');
  const prompter = await requirePicker(context, 'todo restore 3');
  const { readTrash } = await import('../commands/read-trash.ts');
  const deleted = await readTrash(MOST_CHOICES, context);
  if (deleted.length === 0) {
    notice(context, 'The trash is empty');
    return undefined;
  }
  return pickTask(
    deleted.map(({ task }) => task),
    'Restore which task?',
    context,
    prompter,
  );
}
