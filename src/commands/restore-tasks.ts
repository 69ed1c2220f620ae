import type { Context } from '../context.ts';
import { restoreTasks as restoreQuery, selectTrash } from '../data/trash.ts';
import { imageToTask } from '../data/task-image.ts';
import { toTask } from '../data/task-row.ts';
import { selectNamedTasks, selectTasksById } from '../data/tasks.ts';
import { NotFoundError, type TodoError } from '../domain/errors.ts';
import type { Selection } from '../domain/selection.ts';
import type { Task } from '../domain/task.ts';
import { asCurrentUser } from './as-current-user.ts';
import { sortOut } from './named-tasks.ts';

export interface Restoration {
  /** By number. */
  readonly tasks: readonly { readonly task: Task; readonly effect: 'restored' | 'unchanged' }[];
  /** Why not every name led to a deleted task. */
  readonly problem: TodoError | undefined;
}

/**
 * Puts deleted tasks back as they were, with their numbers and ids; one that is not deleted stays as it is. Two requests, or one if there
 * is nothing to put back; `apply: false` tells what would happen.
 */
export async function restoreTasks(
  selection: Selection,
  { apply }: { readonly apply: boolean },
  context: Pick<Context, 'gateway' | 'login'>,
): Promise<Restoration> {
  const { read, write, userId } = await asCurrentUser(context, 'restore');
  const [trash, present] = await read((database) => [
    selectTrash(database, userId, { selection }),
    selectNamedTasks(database, userId, selection),
  ]);
  const deleted = new Map(trash.map(({ image }) => [image.id, imageToTask(image)]));
  const { found, problem } = sortOut(selection, [...deleted.values(), ...present.map(toTask)]);
  const ids = found.filter(({ id }) => deleted.has(id)).map(({ id }) => id);
  let restored = deleted;
  if (apply && ids.length > 0) {
    const [, rows] = await write((database) => [
      restoreQuery(database, ids),
      selectTasksById(database, userId, ids),
    ]);
    restored = new Map(rows.map((row) => [row.id, toTask(row)]));
  }
  return {
    tasks: found.map((task) => ({
      task: restored.get(task.id) ?? task,
      effect: deleted.has(task.id) ? 'restored' : 'unchanged',
    })),
    problem:
      problem instanceof NotFoundError ? problem.advise('`todo trash` shows what can be restored.') : problem,
  };
}
