import type { Context } from '../context.ts';
import { newId } from '../data/new-id.ts';
import { toTask } from '../data/task-row.ts';
import { insertTasks, selectTasksById } from '../data/tasks.ts';
import { InternalError } from '../domain/errors.ts';
import type { Task } from '../domain/task.ts';
import type { TaskDraft } from '../domain/task-change.ts';
import { asCurrentUser } from './as-current-user.ts';

/** Adds the tasks in their order, at most MOST_NEW_TASKS, all or none of them. One request. */
export async function addTasks(
  drafts: readonly TaskDraft[],
  context: Pick<Context, 'gateway' | 'login'>,
): Promise<Task[]> {
  const added = drafts.map((draft) => ({ ...draft, id: newId() }));
  const { write, userId } = await asCurrentUser(context, 'add');
  const ids = added.map(({ id }) => id);
  const [, rows] = await write((database) => [
    // It returns no row where it is a repeat; reading the rows back finds them in either case.
    insertTasks(database, userId, added),
    selectTasksById(database, userId, ids),
  ]);
  if (rows.length !== drafts.length) {
    throw new InternalError('The database did not give back the tasks that were added');
  }
  return rows.map(toTask);
}
