import type { OpenContext } from '../context.ts';
import { requireOne } from '../domain/selection.ts';
import { present, quietOption } from './present.ts';
import { withExamples } from './help.ts';
import type { Program } from './settings.ts';
import { taskDocuments, taskNumbers } from './task-view.ts';

export function declareShow(program: Program, open: OpenContext): void {
  program
    .command('show')
    .summary('show all of a task')
    .description(
      withExamples('Show one task, all of it.', ['todo show 3', 'todo show 3 --json | jq -r .description']),
    )
    .argument(
      '[task]',
      'its number, or the first 8 or more characters of its id; at a terminal, you can pick one',
    )
    .addOption(quietOption('print the number of the task only'))
    .action(async (word, options) => {
      const context = await open();
      const { namedOrPicked } = await import('./pick.ts');
      const selection = await namedOrPicked(word === undefined ? [] : [word], context, {
        verb: 'Show',
        // Others are shown by their number: what is done would be in the way of what there is to do.
        state: 'open',
        example: 'todo show 3',
      });
      if (selection === undefined) {
        return;
      }
      requireOne(selection, 'shown', 'todo show 3');
      const { findTasks } = await import('../commands/find-tasks.ts');
      const { found, problem } = await findTasks(selection, context);
      const [task] = found;
      if (problem !== undefined || task === undefined) {
        throw problem;
      }
      await present(
        context,
        {
          human: async (style) => {
            const { taskCard } = await import('../render/task-card.ts');
            return taskCard(task, style);
          },
          json: async () => (await taskDocuments([task]))[0],
          quiet: () => taskNumbers([task]),
        },
        options,
      );
    });
}
