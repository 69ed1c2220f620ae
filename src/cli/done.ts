import type { OpenContext } from '../context.ts';
import { withExamples } from './help.ts';
import { jsonlOption, present, quietOption } from './present.ts';
import { dryRunOption, type Purpose, whereOption, yesOption } from './selection-options.ts';
import type { Program } from './settings.ts';
import { tasksView } from './task-view.ts';
import { tellUndo } from './undo-hint.ts';

/** `done` and `reopen`: they set rather than toggle, so that repeating one is safe. */
export function declareDone(program: Program, open: OpenContext): void {
  declareCompletion(program, open, {
    name: 'done',
    completes: true,
    summary: 'complete tasks',
    description:
      'Mark tasks as done. One that is done already stays as it is; one that recurs is added again with its next date.',
    where: '+home due:today',
    purpose: { verb: 'Complete', gerund: 'Completing', state: 'open', example: 'todo done 3' },
  });
  declareCompletion(program, open, {
    name: 'reopen',
    completes: false,
    summary: 'make tasks open again',
    description:
      'Make tasks open again. One that is open already stays as it is. What a recurring task was continued by is removed, unless it was changed.',
    where: '+home',
    purpose: { verb: 'Reopen', gerund: 'Reopening', state: 'done', example: 'todo reopen 3' },
  });
}

interface CompletionCommand {
  readonly name: string;
  readonly completes: boolean;
  readonly summary: string;
  readonly description: string;
  readonly where: string;
  readonly purpose: Purpose;
}

function declareCompletion(
  program: Program,
  open: OpenContext,
  { name, completes, summary, description, where, purpose }: CompletionCommand,
) {
  program
    .command(name)
    .summary(summary)
    .description(
      withExamples(description, [
        `todo ${name} 3`,
        `todo ${name} 3 5 8-11`,
        `todo ${name} --where '${where}' --dry-run`,
      ]),
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
      const selection = await chooseTasks(words, options, context, purpose);
      if (selection === undefined)
        return present(
          context,
          tasksView([], () => []),
          options,
        );
      const isDryRun = options.dryRun === true;
      const change = await loadChange(completes, isDryRun);
      const { completions, problem } = await change(selection, context);
      // What there is not yet, or no more, is shown to people alone.
      const tasks = completions.flatMap(({ task, effect }) =>
        effect === 'removed' || (isDryRun && effect === 'added') ? [] : [task],
      );
      const view = tasksView(tasks, async (style) => {
        const line = await import('../render/task-change.ts');
        const lines = {
          changed: completes ? line.doneLine : line.reopenedLine,
          unchanged: completes ? line.alreadyDoneLine : line.alreadyOpenLine,
          added: line.nextLine,
          removed: line.removedLine,
        };
        const dryLines = {
          ...lines,
          changed: completes ? line.wouldCompleteLine : line.wouldReopenLine,
          added: line.wouldAddLine,
          removed: line.wouldRemoveLine,
        };
        return completions.map(({ task, effect }) => (isDryRun ? dryLines : lines)[effect](task, style));
      });
      await present(context, view, options);
      if (!isDryRun && completions.some(({ effect }) => effect !== 'unchanged')) tellUndo(context, options);
      if (problem !== undefined) throw problem;
    });
}

async function loadChange(completes: boolean, isDryRun: boolean) {
  if (isDryRun) {
    const { previewCompletion, previewReopening } = await import('../commands/completion-preview.ts');
    return completes ? previewCompletion : previewReopening;
  }
  const { completeTasks, reopenTasks } = await import('../commands/completion.ts');
  return completes ? completeTasks : reopenTasks;
}
