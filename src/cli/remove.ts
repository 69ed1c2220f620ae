import type { OpenContext } from '../context.ts';
import { withExamples } from './help.ts';
import { jsonlOption, present, quietOption } from './present.ts';
import { dryRunOption, type Purpose, whereOption, yesOption } from './selection-options.ts';
import type { Program } from './settings.ts';
import { tasksView } from './task-view.ts';
import { tellUndo } from './undo-hint.ts';

const PURPOSE: Purpose = {
  verb: 'Delete',
  gerund: 'Deleting',
  state: 'open',
  example: 'todo rm 3',
  alwaysAsks: true,
};

export function declareRemove(program: Program, open: OpenContext): void {
  program
    .command('rm')
    .summary('delete tasks')
    .description(
      withExamples(
        'Delete tasks. Shows them and asks before it does. They can be restored for a time: see todo trash.',
        ['todo rm 3', 'todo rm 3 8-11 --yes', `todo rm --where 'is:done +shopping'`],
      ),
    )
    .argument('[tasks...]', 'numbers and ranges (3 5 8-11 4,6), or the first 8 or more characters of an id')
    .addOption(whereOption())
    .addOption(yesOption())
    .addOption(dryRunOption())
    .addOption(jsonlOption())
    .addOption(quietOption())
    .action(async (words, options) => {
      const context = await open();
      const { chooseTasks } = await import('./chosen-tasks.ts');
      const selection = await chooseTasks(words, options, context, PURPOSE);
      if (selection === undefined)
        return present(
          context,
          tasksView([], () => []),
          options,
        );
      const { findTasks } = await import('../commands/find-tasks.ts');
      const { removeTasks } = await import('../commands/remove-tasks.ts');
      const isDryRun = options.dryRun === true;
      const { found, problem } = await (isDryRun ? findTasks : removeTasks)(selection, context);
      const view = tasksView(found, async (style) => {
        const { removedLine, wouldRemoveLine } = await import('../render/task-change.ts');
        return found.map((task) => (isDryRun ? wouldRemoveLine : removedLine)(task, style));
      });
      await present(context, view, options);
      if (!isDryRun && found.length > 0) tellUndo(context, options);
      if (problem !== undefined) throw problem;
    });
}
