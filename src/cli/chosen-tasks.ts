import type { Context, Prompter } from '../context.ts';
import { CancelledError, UsageError } from '../domain/errors.ts';
import { parseTerms, splitTerms } from '../domain/filter-terms.ts';
import { LARGEST_SELECTION, type Selection } from '../domain/selection.ts';
import type { ListedTask } from '../domain/task.ts';
import { NO_CONDITIONS } from '../domain/task-filter.ts';
import { readDue } from './dates.ts';
import { namedOrPicked } from './pick.ts';
import { notice, styleOf } from './present.ts';
import type { ChoiceOptions, Purpose } from './selection-options.ts';

/**
 * The tasks that a command is for: those that its words name, those that --where matches, or one that is picked at the terminal. Shows
 * them and asks first where the purpose wants it, unless --yes or --dry-run is there. Undefined: there is none, which the person was
 * told. Takes no request for named tasks without a question; otherwise one. Throws UsageError and CancelledError.
 */
export async function chooseTasks(
  words: readonly string[],
  { where, yes, dryRun }: ChoiceOptions,
  context: Context,
  purpose: Purpose,
): Promise<Selection | undefined> {
  const asks = yes !== true && dryRun !== true;
  if (where === undefined) {
    const selection = await namedOrPicked(words, context, purpose);
    if (selection === undefined || !asks || purpose.alwaysAsks !== true) return selection;
    const prompter = await requirePrompter(context, purpose);
    const { findTasks } = await import('../commands/find-tasks.ts');
    const { found, problem } = await findTasks(selection, context);
    if (found.length === 0) throw problem;
    await confirm(found, purpose, context, prompter);
    return selection;
  }
  if (words.length > 0) {
    throw new UsageError('Tasks are both named and selected with --where', {
      hint: 'Leave out one of the two.',
    });
  }
  const either = await parseTerms(splitTerms(where), (text) => readDue(text, context.now()));
  if (either.length === 0) {
    throw new UsageError('--where has no terms', {
      hint: `Write them as for list: --where '+home due:overdue', or --where is:any for all tasks.`,
    });
  }
  const prompter = asks ? await requirePrompter(context, purpose) : undefined;
  const { listTasks } = await import('../commands/list-tasks.ts');
  const { tasks, total } = await listTasks(
    {
      filter: { ...NO_CONDITIONS, state: purpose.state, either },
      order: { by: 'number', reverse: false },
      limit: LARGEST_SELECTION,
    },
    context,
  );
  if (total > tasks.length) {
    throw new UsageError(`${total} tasks match, the limit is ${LARGEST_SELECTION} at a time`, {
      hint: 'Nothing was changed. Add terms to --where.',
    });
  }
  if (tasks.length === 0) {
    notice(context, 'No task matches');
    return undefined;
  }
  if (prompter !== undefined) await confirm(tasks, purpose, context, prompter);
  return { numbers: tasks.map(({ number }) => number), idPrefixes: [] };
}

async function requirePrompter(context: Context, { gerund }: Purpose): Promise<Prompter> {
  const prompter = await context.prompter();
  if (prompter === undefined) {
    throw new UsageError(`${gerund} needs a confirmation, and nobody can be asked here`, {
      hint: 'Nothing was changed. Add --yes to go on without a question, or --dry-run to see what would be done.',
    });
  }
  return prompter;
}

/** No number is ever given to another task, so what is shown is what will be changed. */
async function confirm(
  tasks: readonly ListedTask[],
  { verb }: Purpose,
  context: Context,
  prompter: Prompter,
): Promise<void> {
  const { taskTable } = await import('../render/task-table.ts');
  notice(context, taskTable(tasks, styleOf(context, 'err')));
  const what = tasks.length === 1 ? 'this task' : `these ${tasks.length} tasks`;
  if (!(await prompter.confirm(`${verb} ${what}?`))) {
    throw new CancelledError('Cancelled, nothing was changed');
  }
}
