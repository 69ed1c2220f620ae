import type { Context, Prompter } from '../context.ts';
import { UsageError } from '../domain/errors.ts';
import { parseSelection, type Selection } from '../domain/selection.ts';
import type { ListedTask } from '../domain/task.ts';
import { NO_CONDITIONS, type TaskState } from '../domain/task-filter.ts';
import { notice, styleOf } from './present.ts';

/** What fits into one answer, and what a person can still search by typing. */
export const MOST_CHOICES = 500;
/** The pointer and the space behind it, and one cell that stays free, as some terminals wrap after the last one. */
const MARGIN = 3;

const NOTHING: Readonly<Record<TaskState, string>> = {
  open: 'No open tasks',
  done: 'No task is done',
  all: 'No tasks',
};

interface Question {
  /** `Complete` */
  readonly verb: string;
  /** The tasks to choose from. */
  readonly state: TaskState;
  /** What to type instead: `todo done 3`. */
  readonly example: string;
}

/**
 * The selection that words name; without words, the one task that a person picks at the terminal, which takes one request. Undefined:
 * there is no task to pick, which the person was told. Throws UsageError where nobody can be asked.
 */
export async function namedOrPicked(
  words: readonly string[],
  context: Context,
  { verb, state, example }: Question,
): Promise<Selection | undefined> {
  if (words.length > 0) {
    return parseSelection(words);
  }
  const prompter = await requirePicker(context, example);
  const { listTasks } = await import('../commands/list-tasks.ts');
  const { tasks, total } = await listTasks(
    {
      filter: { ...NO_CONDITIONS, state, either: [] },
      // What was done by mistake was mostly done just now.
      order: state === 'done' ? { by: 'updated', reverse: true } : { by: 'due', reverse: false },
      limit: MOST_CHOICES,
    },
    context,
  );
  if (tasks.length === 0) {
    notice(context, NOTHING[state]);
    return undefined;
  }
  const question = `${verb} which task?`;
  return pickTask(
    tasks,
    tasks.length < total ? `${question} (the first ${tasks.length} of ${total})` : question,
    context,
    prompter,
  );
}

/** Throws UsageError, with what to type instead, where nobody can be asked. */
export async function requirePicker(context: Context, example: string): Promise<Prompter> {
  const prompter = await context.prompter();
  if (prompter === undefined) {
    throw new UsageError('No task is named, and nobody can be asked here', {
      hint: `Give the number of a task: ${example}`,
    });
  }
  return prompter;
}

/** The one of these tasks that a person picks. */
export async function pickTask(
  tasks: readonly ListedTask[],
  question: string,
  context: Context,
  prompter: Prompter,
): Promise<Selection> {
  const { searchTasks } = await import('../domain/task-search.ts');
  const { taskChoices } = await import('../render/task-choices.ts');
  const style = styleOf(context, 'err');
  const choices = taskChoices(tasks, { ...style, width: style.width - MARGIN });
  const number = await prompter.pick(question, (typed) => {
    // The Tab key types a whole line.
    const line = [...choices.values()].filter(({ name }) => name === typed);
    return line.length > 0
      ? line
      : searchTasks(tasks, typed).flatMap((task) => choices.get(task.number) ?? []);
  });
  return { numbers: [number], idPrefixes: [] };
}
