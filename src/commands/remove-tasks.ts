import type { Context } from '../context.ts';
import { selectDeletedBy } from '../data/trash.ts';
import { imageToTask } from '../data/task-image.ts';
import { toTask } from '../data/task-row.ts';
import { deleteTasks, lockNamedTasks } from '../data/tasks.ts';
import type { Selection } from '../domain/selection.ts';
import { asCurrentUser } from './as-current-user.ts';
import { type NamedTasks, sortOut } from './named-tasks.ts';

/** Deletes the named tasks and returns them as they were. One request. */
export async function removeTasks(
  selection: Selection,
  context: Pick<Context, 'gateway' | 'login'>,
): Promise<NamedTasks> {
  const { write, userId, commandId } = await asCurrentUser(context, 'rm');
  const [before, , deleted] = await write((database) => [
    lockNamedTasks(database, userId, selection),
    deleteTasks(database, userId, selection),
    // What a first try deleted, whose answer was lost, is not there to be deleted again; the journal tells of both.
    selectDeletedBy(database, userId, commandId),
  ]);
  const found = deleted.map(({ image }) => imageToTask(image));
  const gone = new Set(found.map(({ id }) => id));
  const others = before.filter(({ id }) => !gone.has(id)).map(toTask);
  return { found, problem: sortOut(selection, [...others, ...found]).problem };
}
