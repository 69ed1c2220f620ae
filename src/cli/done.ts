import type { OpenContext } from '../context.ts';
import { parseSelection } from '../domain/selection.ts';
import { jsonlOption, present, quietOption } from './present.ts';
import { withExamples } from './help.ts';
import type { Program } from './settings.ts';
import { taskDocuments, taskNumbers } from './task-view.ts';

/** `done` and `reopen`: they set rather than toggle, so that repeating one is safe. */
export function declareDone(program: Program, open: OpenContext): void {
  declareCompletion(program, open, {
    name: 'done',
    completed: true,
    summary: 'complete tasks',
    description: 'Mark tasks as done. One that is done already stays as it is.',
  });
  declareCompletion(program, open, {
    name: 'reopen',
    completed: false,
    summary: 'make tasks open again',
    description: 'Make tasks open again. One that is open already stays as it is.',
  });
}

interface Completion {
  readonly name: string;
  readonly completed: boolean;
  readonly summary: string;
  readonly description: string;
}

function declareCompletion(
  program: Program,
  open: OpenContext,
  { name, completed, summary, description }: Completion,
) {
  program
    .command(name)
    .summary(summary)
    .description(withExamples(description, [`todo ${name} 3`, `todo ${name} 3 5 8-11`]))
    .argument('<tasks...>', 'numbers and ranges (3 5 8-11 4,6), or the first 8 or more characters of an id')
    .addOption(jsonlOption())
    .addOption(quietOption())
    .action(async (words, options) => {
      const selection = parseSelection(words);
      const context = await open();
      const { completeTasks, reopenTasks } = await import('../commands/completion.ts');
      const { completions, problem } = await (completed ? completeTasks : reopenTasks)(selection, context);
      const tasks = completions.flatMap(({ task, effect }) => (effect === 'removed' ? [] : [task]));
      await present(
        context,
        {
          human: async (style) => {
            const line = await import('../render/task-change.ts');
            const lines = {
              changed: completed ? line.doneLine : line.reopenedLine,
              unchanged: completed ? line.alreadyDoneLine : line.alreadyOpenLine,
              added: line.nextLine,
              removed: line.removedLine,
            };
            return completions.map(({ task, effect }) => lines[effect](task, style)).join('\n');
          },
          json: () => taskDocuments(tasks),
          jsonl: () => taskDocuments(tasks),
          quiet: () => taskNumbers(tasks),
        },
        options,
      );
      if (problem !== undefined) {
        throw problem;
      }
    });
}
