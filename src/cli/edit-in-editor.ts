import type { Context, Draft } from '../context.ts';
import { TodoError, UsageError } from '../domain/errors.ts';
import type { Selection } from '../domain/selection.ts';
import type { Task } from '../domain/task.ts';
import type { TaskDraft } from '../domain/task-change.ts';
import { formatTaskDocument, readTaskDocument } from '../domain/task-document.ts';
import { notice } from './present.ts';

/**
 * Opens a task with its note in the person's editor, and writes the fields that were changed. Two requests. Undefined: nothing was
 * changed. If it fails after something was written, the text stays in its file, whose path the error tells. Throws ConflictError if the
 * task was changed elsewhere meanwhile.
 */
export async function editInEditor(selection: Selection, context: Context): Promise<Task | undefined> {
  if (!context.terminal.canAsk || !context.settings.input) {
    throw new UsageError('An editor needs a terminal and a person', {
      hint: 'Name what changes instead: --title, --due, --priority, --note, --repeat, --add-tag or --clear.',
    });
  }
  const { readToRevise, reviseTask } = await import('../commands/revise-task.ts');
  const version = await readToRevise(selection, context);
  const draft = await context.draft(`task-${version.task.number}.md`, formatTaskDocument(version.task));
  try {
    const change = await edit(draft, version.task, context);
    const isChanged = Object.keys(change).length > 0;
    const task = isChanged ? await reviseTask(version, change, context) : undefined;
    draft.remove();
    return task;
  } catch (error) {
    if (!draft.isChanged()) {
      draft.remove();
      throw error;
    }
    const kept = `Your text is kept in ${draft.keep()}`;
    if (error instanceof TodoError) {
      throw error.advise(kept);
    }
    notice(context, kept);
    throw error;
  }
}

/** Again and again, until the text can be read or the person gives up. */
async function edit(draft: Draft, task: Task, context: Context): Promise<Partial<TaskDraft>> {
  for (;;) {
    try {
      return readTaskDocument(await draft.edit(), task, context.now());
    } catch (error) {
      const prompter = await context.prompter();
      if (!(error instanceof UsageError) || !draft.isChanged() || prompter === undefined) {
        throw error;
      }
      const { escapeControl } = await import('../render/escape.ts');
      notice(
        context,
        `Error: ${escapeControl(error.message)}.\n${escapeControl(error.hint ?? '')}`.trimEnd(),
      );
      if (!(await prompter.confirm('Edit the text again?', true))) {
        throw error;
      }
    }
  }
}
