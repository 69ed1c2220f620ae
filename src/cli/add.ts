import type { Context, OpenContext } from '../context.ts';
import { UsageError } from '../domain/errors.ts';
import type { TaskDraft } from '../domain/task-change.ts';
import { readTaskLine, readTaskWords } from '../domain/task-words.ts';
import { END_OF_MARKERS } from '../domain/words.ts';
import { withExamples } from './help.ts';
import { jsonlOption, present, quietOption } from './present.ts';
import { collect, type Program } from './settings.ts';
import { type FieldOptions, readDraft, refuseTwice } from './task-fields.ts';
import { taskDocuments, taskNumbers } from './task-view.ts';

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
      const fromStdin = words[0] === '-' && words.slice(1).every((word) => word === END_OF_MARKERS);
      const drafts = fromStdin
        ? await readLines(context, options, words.length === 1)
        : [await readWords(words, options, context.now())];

      const { addTasks } = await import('../commands/add-tasks.ts');
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
    });
}

async function readWords(words: readonly string[], options: FieldOptions, now: Date): Promise<TaskDraft> {
  const said = readTaskWords(words);
  refuseTwice(said, options);
  return readDraft(said, options, now);
}

/**
 * One task a line; empty lines are passed over. Options are for those lines that do not say otherwise. The error for a bad line names
 * its number, and nothing is added. With `markers` false, the lines are titles as they are.
 */
async function readLines(context: Context, options: FieldOptions, markers: boolean): Promise<TaskDraft[]> {
  const lines = (await context.readInput('one task a line')).split(/\r?\n/);
  const drafts: TaskDraft[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    try {
      const words = markers ? readTaskLine(line) : readTaskWords([END_OF_MARKERS, line]);
      drafts.push(await readDraft(words, options, context.now()));
    } catch (error) {
      throw error instanceof UsageError
        ? new UsageError(`Line ${index + 1}: ${error.message}`, {
            hint: `Nothing was added. ${error.hint ?? ''}`,
            cause: error,
          })
        : error;
    }
  }
  if (drafts.length === 0) {
    throw new UsageError('Expected one task a line on stdin, but stdin was empty', {
      hint: 'printf "%s\\n" "Buy milk" | todo add -',
    });
  }
  return drafts;
}
