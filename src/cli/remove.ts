import type { Context, OpenContext } from '../context.ts';
import { CancelledError, UsageError } from '../domain/errors.ts';
import { parseSelection, type Selection } from '../domain/selection.ts';
import type { Task } from '../domain/task.ts';
import { jsonlOption, notice, present, quietOption, styleOf } from './present.ts';
import { withExamples } from './help.ts';
import type { Program } from './settings.ts';
import { taskDocuments, taskNumbers } from './task-view.ts';

export function declareRemove(program: Program, open: OpenContext): void {
  program
    .command('rm')
    .summary('delete tasks')
    .description(
      withExamples('Delete tasks for good. Shows them and asks before it does.', [
        'todo rm 3',
        'todo rm 3 8-11 --yes',
      ]),
    )
    .argument('<tasks...>', 'numbers and ranges (3 5 8-11 4,6), or the first 8 or more characters of an id')
    .option('-y, --yes', 'do not ask')
    .addOption(jsonlOption())
    .addOption(quietOption())
    .action(async (words, options) => {
      const named = parseSelection(words);
      const context = await open();
      const selection = options.yes === true ? named : await confirmed(named, context);
      const { removeTasks } = await import('../commands/remove-tasks.ts');
      const { found, problem } = await removeTasks(selection, context);
      await present(
        context,
        {
          human: async (style) => {
            const { removedLine } = await import('../render/task-change.ts');
            return found.map((task) => removedLine(task, style)).join('\n');
          },
          json: () => taskDocuments(found),
          jsonl: () => taskDocuments(found),
          quiet: () => taskNumbers(found),
        },
        options,
      );
      if (problem !== undefined) {
        throw problem;
      }
    });
}

/** Shows what is meant and asks. No number is ever given to another task, so what was shown is what is deleted. */
async function confirmed(selection: Selection, context: Context): Promise<Selection> {
  const prompter = await context.prompter();
  if (prompter === undefined) {
    throw new UsageError('Deleting needs a confirmation, and nobody can be asked here', {
      hint: 'Nothing was deleted. Add --yes to delete without being asked.',
    });
  }
  const { findTasks } = await import('../commands/find-tasks.ts');
  const { found, problem } = await findTasks(selection, context);
  if (found.length === 0) {
    throw problem;
  }
  await showTasks(found, context);
  const what = found.length === 1 ? 'this task' : `these ${found.length} tasks`;
  if (!(await prompter.confirm(`Delete ${what} for good?`))) {
    throw new CancelledError('Cancelled, nothing was deleted');
  }
  return selection;
}

async function showTasks(tasks: readonly Task[], context: Context): Promise<void> {
  const { taskTable } = await import('../render/task-table.ts');
  notice(context, taskTable(tasks, styleOf(context, 'err')));
}
