import type { OpenContext } from '../context.ts';
import { parseSelection, requireOne } from '../domain/selection.ts';
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
    .argument('<task>', 'its number, or the first 8 or more characters of its id')
    .addOption(quietOption('print the number of the task only'))
    .action(async (word, options) => {
      const selection = parseSelection([word]);
      requireOne(selection, 'shown', 'todo show 3');
      const context = await open();
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
