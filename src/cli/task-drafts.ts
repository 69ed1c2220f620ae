import type { Context } from '../context.ts';
import { UsageError } from '../domain/errors.ts';
import { MOST_NEW_TASKS, type TaskDraft } from '../domain/task-change.ts';
import { readTaskLine, readTaskWords } from '../domain/task-words.ts';
import { END_OF_MARKERS } from '../domain/words.ts';
import { type FieldOptions, readDraft, refuseTwice } from './task-fields.ts';

export interface TaskDrafts {
  readonly drafts: readonly TaskDraft[];
  /** One task a line, so that there may be any number of them. */
  readonly fromStdin: boolean;
}

/** The tasks that the words and options of `add` describe, or with a word `-` the lines of stdin. Throws UsageError. */
export async function readDrafts(
  words: readonly string[],
  options: FieldOptions,
  context: Context,
): Promise<TaskDrafts> {
  if (words[0] === '-' && words.slice(1).every((word) => word === END_OF_MARKERS)) {
    return { drafts: await readLines(context, options, words.length === 1), fromStdin: true };
  }
  const said = readTaskWords(words);
  const end = words.indexOf(END_OF_MARKERS);
  if (said.text === '-' && words.slice(0, end === -1 ? undefined : end).includes('-')) {
    throw new UsageError('Tasks from stdin take no words beside -', {
      hint: 'What holds for all of them goes into options: todo add - --tag shop --due fri',
    });
  }
  refuseTwice(said, options);
  return { drafts: [await readDraft(said, options, context.now())], fromStdin: false };
}

/**
 * One task a line; empty lines are passed over. Options are for those lines that do not say otherwise. The error for a bad line names
 * its number, and nothing is added. With `markers` false, the lines are titles as they are.
 */
async function readLines(context: Context, options: FieldOptions, markers: boolean): Promise<TaskDraft[]> {
  const lines = (await context.readInput('one task a line')).split(/\r?\n/);
  const count = lines.filter((line) => line.trim() !== '').length;
  if (count > MOST_NEW_TASKS) {
    throw new UsageError(`${count} tasks are too many at once, the limit is ${MOST_NEW_TASKS}`, {
      hint: `Nothing was added. Add them in parts: split -l ${MOST_NEW_TASKS}`,
    });
  }
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
