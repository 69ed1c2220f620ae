import type { Context } from '../context.ts';
import { toTask } from '../data/task-row.ts';
import { selectNamedTasks } from '../data/tasks.ts';
import type { Selection } from '../domain/selection.ts';
import { asCurrentUser } from './as-current-user.ts';
import { type NamedTasks, sortOut } from './named-tasks.ts';

/** The tasks that are named. One request. */
export async function findTasks(
  selection: Selection,
  context: Pick<Context, 'gateway' | 'login'>,
): Promise<NamedTasks> {
  const { read, userId } = await asCurrentUser(context);
  const [rows] = await read((database) => [selectNamedTasks(database, userId, selection)]);
  return sortOut(selection, rows.map(toTask));
}
