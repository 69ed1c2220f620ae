import type { Context, OpenContext } from '../context.ts';
import { UsageError } from '../domain/errors.ts';
import { parseSelection, requireOne } from '../domain/selection.ts';
import type { Task } from '../domain/task.ts';
import { changesNothing, isChanged, isSameTag, type TaskChange, withChange } from '../domain/task-change.ts';
import { readTaskWords, type TaskWords } from '../domain/task-words.ts';
import { chooseTasks } from './chosen-tasks.ts';
import { type FormatOptions, notice, present, type View } from './present.ts';
import type { ChoiceOptions, Purpose } from './selection-options.ts';
import { type ChangeOptions, readChange, refuseContradictions } from './task-fields.ts';
import { tasksView } from './task-view.ts';
import { tellUndo } from './undo-hint.ts';

const PURPOSE: Purpose = {
  verb: 'Edit',
  gerund: 'Editing',
  state: 'open',
  example: 'todo edit 3 due:tomorrow',
};

interface EditOptions extends ChangeOptions, ChoiceOptions, FormatOptions {
  readonly editor?: true | undefined;
}

/** What `edit` does with its words and options. */
export async function edit(args: readonly string[], options: EditOptions, open: OpenContext): Promise<void> {
  const words = readTaskWords(args, { edits: true });
  refuseContradictions(words, options);
  const names = taskNames(words);
  const context = await open();
  const change = await readChange(words, options, context.now());
  if (changesNothing(change)) return editByHand(names, options, context);
  if (options.editor === true) {
    throw new UsageError('--editor shows all fields and cannot be combined with a change', {
      hint: 'Leave out one of the two.',
    });
  }
  const selection = await chooseTasks(names, options, context, PURPOSE);
  if (selection === undefined) return present(context, editedView([]), options);
  if (change.title !== undefined) requireOne(selection, 'given a title', 'todo edit 3 --title "Pay rent"');
  if (options.dryRun === true) {
    const { findTasks } = await import('../commands/find-tasks.ts');
    const { found, problem } = await findTasks(selection, context);
    const changed = found.map((task) => withChange(task, change));
    await present(context, editedView(changed, { isDryRun: true }), options);
    if (problem !== undefined) throw problem;
    return;
  }
  const { editTasks } = await import('../commands/edit-tasks.ts');
  const { found, before, problem } = await editTasks(selection, change, context);
  await present(context, editedView(found), options);
  const old = new Map(before.map((task) => [task.id, task]));
  if (found.some((task) => isChanged(old.get(task.id) ?? task, task))) tellUndo(context, options);
  tellMissingTags(change, before, context);
  if (problem !== undefined) throw problem;
}

/** What is no marker must name tasks; a word that does not was most likely meant as a title. */
function taskNames({ text }: TaskWords): string[] {
  const names = text.split(/\s+/).filter((name) => name !== '');
  try {
    if (names.length > 0) parseSelection(names);
  } catch (error) {
    throw error instanceof UsageError ? error.advise('A new title goes with --title.') : error;
  }
  return names;
}

/** With a form, or in an editor: for a person, and for one task. */
async function editByHand(names: readonly string[], options: EditOptions, context: Context): Promise<void> {
  const inEditor = options.editor === true;
  const prompter = await context.prompter();
  if ((prompter === undefined && !inEditor) || options.where !== undefined || options.dryRun === true) {
    throw new UsageError('Nothing to change was given', {
      hint: 'Name what changes: +tag, -tag, due:, pri:, every:, note:, --title, --tag or --clear.',
    });
  }
  const selection = await chooseTasks(names, options, context, PURPOSE);
  if (selection === undefined) return;
  requireOne(selection, 'edited by hand', 'todo edit 3');
  let task: Task | undefined;
  if (inEditor) {
    const { editInEditor } = await import('./edit-in-editor.ts');
    task = await editInEditor(selection, context);
  } else if (prompter !== undefined) {
    const { editByForm } = await import('./edit-form.ts');
    task = await editByForm(selection, context, prompter);
  }
  if (task === undefined) notice(context, 'Nothing was changed');
  await present(context, editedView(task === undefined ? [] : [task]), options);
  if (task !== undefined) tellUndo(context, options);
}

function editedView(tasks: readonly Task[], { isDryRun = false } = {}): View {
  return tasksView(tasks, async (style) => {
    const { editedLine, wouldEditLine } = await import('../render/task-change.ts');
    return tasks.map((task) => (isDryRun ? wouldEditLine : editedLine)(task, style));
  });
}

/** A tag that was to be taken off and was on none of the tasks is most likely mistyped. */
function tellMissingTags({ removeTags }: TaskChange, before: readonly Task[], context: Context): void {
  const missing = removeTags.filter(
    (tag) => !before.some(({ tags }) => tags.some((own) => isSameTag(own, tag))),
  );
  if (missing.length > 0 && before.length > 0) {
    const names = missing.map((tag) => `+${tag}`).join(' ');
    notice(
      context,
      `Note: ${before.length === 1 ? 'the task was not' : 'none of the tasks was'} tagged ${names}`,
    );
  }
}
