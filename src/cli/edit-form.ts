import type { Context, Prompter } from '../context.ts';
import type { Selection } from '../domain/selection.ts';
import { PRIORITIES, type Task } from '../domain/task.ts';
import type { TaskDraft } from '../domain/task-change.ts';
import { fillForm, readForm, type TaskForm } from '../domain/task-form.ts';
import { notice } from './present.ts';

/**
 * Asks for the fields of a task one by one, each on a line that holds what is there, and writes those that the person changed. Two
 * requests. Undefined: nothing was changed. Throws ConflictError if the task was changed elsewhere meanwhile.
 */
export async function editByForm(
  selection: Selection,
  context: Context,
  prompter: Prompter,
): Promise<Task | undefined> {
  const { readToRevise, reviseTask } = await import('../commands/revise-task.ts');
  const version = await readToRevise(selection, context);
  const now = context.now();
  notice(
    context,
    `Editing #${version.task.number}: Enter goes on, an empty line empties a field, Ctrl-C cancels.`,
  );
  let task = version.task;
  let change: Partial<TaskDraft> = {};
  const take = (answer: Partial<TaskDraft>): void => {
    // What is asked later goes by the earlier answers, as a recurrence does by the due date.
    task = { ...task, ...answer };
    change = { ...change, ...answer };
  };
  const ask = async (field: keyof TaskForm, question: string): Promise<void> =>
    take(
      await prompter.change(question, fillForm(task)[field], (answer) =>
        readForm({ [field]: answer }, task, now),
      ),
    );
  await ask('title', 'Title:');
  await ask('due', 'Due:');
  take(readForm({ priority: await prompter.choose('Priority:', PRIORITIES, task.priority) }, task, now));
  await ask('tags', 'Tags:');
  await ask('repeat', 'Repeat:');
  return Object.keys(change).length === 0 ? undefined : reviseTask(version, change, context);
}
