import type { OpenContext } from '../context.ts';
import { withExamples } from './help.ts';
import { isForReaders, jsonlOption, present, quietOption } from './present.ts';
import { collect, type Program } from './settings.ts';
import { taskDocuments, taskNumbers } from './task-view.ts';
import { tellUndo } from './undo-hint.ts';

export function declareAdd(program: Program, open: OpenContext): void {
  program
    .command('add')
    .summary('add a task')
    .description(
      withExamples(
        'Add a task. Its words are the title, among which +tag, due:, pri:, every: and note: say more; after -- all of them are text.',
        [
          'todo add Buy oat milk +home due:tomorrow',
          'todo add Pay rent due:fri pri:high every:month note:"the new account"',
          'todo add Pay rent --due fri --priority high --repeat monthly',
          'todo add - < list.txt',
        ],
      ),
    )
    .argument('<words...>', 'the task; or - to take one task a line from stdin, all in one request')
    .option(
      '-d, --due <date>',
      'today, fri, next-friday, in-3-days, 27-nov or YYYY-MM-DD, with a time or without: "fri 17:00"',
    )
    .option('-p, --priority <priority>', 'high, medium or low')
    .option('-t, --tag <tag>', 'a tag; repeat it for several', collect)
    .option('-n, --note <text>', 'more about the task')
    .option(
      '-r, --repeat <rule>',
      'daily, weekdays, 2w, mon,thu, "every month on the last friday" or an RRULE; done adds the next one',
    )
    .addOption(jsonlOption())
    .addOption(quietOption())
    .action(async (words, options) => {
      const context = await open();
      const { readDrafts } = await import('./task-drafts.ts');
      const { drafts, fromStdin } = await readDrafts(words, options, context);
      const { addTasks } = await import('../commands/add-tasks.ts');
      if (isForReaders(context, options)) context.whileWaiting(() => import('../render/task-change.ts'));
      const tasks = await addTasks(drafts, context);
      await present(
        context,
        {
          human: async (style) => {
            const { addedLine } = await import('../render/task-change.ts');
            return tasks.map((task) => addedLine(task, style)).join('\n');
          },
          json: async () => {
            const documents = await taskDocuments(tasks);
            return fromStdin ? documents : documents[0];
          },
          jsonl: () => taskDocuments(tasks),
          quiet: () => taskNumbers(tasks),
        },
        options,
      );
      if (tasks.length > 0) tellUndo(context, options);
    });
}
