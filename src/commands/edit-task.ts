import type { Context } from '../context.ts';
import { toTask } from '../data/task-row.ts';
import { lockNamedTasks, updateTask } from '../data/tasks.ts';
import { requireOne, type Selection } from '../domain/selection.ts';
import type { Task } from '../domain/task.ts';
import type { TaskChange } from '../domain/task-change.ts';
import { asCurrentUser } from './as-current-user.ts';
import { noSuchTask, sortOut } from './named-tasks.ts';

/** Changes the fields that `change` names and no other. One request. Throws NotFoundError if there is no such task. */
export async function editTask(
  selection: Selection,
  change: TaskChange,
  context: Pick<Context, 'gateway' | 'login'>,
): Promise<Task> {
  requireOne(selection, 'edited', 'todo edit 3 --due tomorrow');
  const { write, userId } = await asCurrentUser(context);
  const [before, after] = await write((database) => [
    lockNamedTasks(database, userId, selection),
    updateTask(database, userId, selection, change),
  ]);
  const { problem } = sortOut(selection, before.map(toTask));
  if (problem !== undefined) {
    throw problem;
  }
  const [row] = after;
  if (row === undefined) {
    throw noSuchTask(selection.numbers.map((number) => `#${number}`));
  }
  return toTask(row);
}
