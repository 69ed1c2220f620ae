import type { Context, OpenContext } from '../context.ts';
import type { TaskDraft } from '../domain/task-change.ts';
import { UsageError } from '../domain/errors.ts';
import { parseNote } from '../domain/note.ts';
import { parsePriority } from '../domain/priority.ts';
import { parseTags } from '../domain/tag.ts';
import { parseTitle } from '../domain/title.ts';
import { jsonlOption, present, quietOption } from './present.ts';
import { taskDocuments, taskNumbers } from './task-view.ts';
import { readDue, readSeries } from './dates.ts';
import { withExamples } from './help.ts';
import { collect, type Program } from './settings.ts';

export function declareAdd(program: Program, open: OpenContext): void {
  program
    .command('add')
    .summary('add a task')
    .description(
      withExamples(
        'Add a task. The words are its title; quotes are needed only for what your shell would change.',
        [
          'todo add Buy oat milk',
          'todo add Pay rent --due fri --priority high --tag home --repeat monthly',
          'todo add - < list.txt',
        ],
      ),
    )
    .argument('<words...>', 'the title; or - to take one title a line from stdin, all in one request')
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
      const now = context.now();
      const due = options.due === undefined ? null : await readDue(options.due, now);
      const series =
        options.repeat === undefined
          ? { due, recursionPattern: null }
          : await readSeries(options.repeat, due, now);
      const fields: Omit<TaskDraft, 'title'> = {
        ...series,
        description: options.note === undefined ? null : parseNote(options.note),
        priority: options.priority === undefined ? 'Medium' : parsePriority(options.priority),
        tags: parseTags(options.tag ?? []),
      };
      const fromStdin = words.length === 1 && words[0] === '-';
      const titles = fromStdin ? await readTitles(context) : [parseTitle(words.join(' '))];
      const drafts = titles.map((title) => Object.assign({ title }, fields));

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

/** One title a line; empty lines are passed over. The error for a bad line names its number, and nothing is added. */
async function readTitles(context: Context): Promise<string[]> {
  const text = await context.readInput('one task a line');
  const titles = text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') {
      return [];
    }
    try {
      return [parseTitle(line)];
    } catch (error) {
      throw error instanceof UsageError
        ? new UsageError(`Line ${index + 1}: ${error.message}`, {
            hint: `Nothing was added. ${error.hint ?? ''}`,
            cause: error,
          })
        : error;
    }
  });
  if (titles.length === 0) {
    throw new UsageError('Expected one task a line on stdin, but stdin was empty', {
      hint: 'printf "%s\\n" "Buy milk" | todo add -',
    });
  }
  return titles;
}
