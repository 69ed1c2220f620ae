import type { Context } from '../context.ts';
import { toTask } from '../data/task-row.ts';
import { lockNamedTasks, updateTasks } from '../data/tasks.ts';
import type { Selection } from '../domain/selection.ts';
import type { Task } from '../domain/task.ts';
import type { TaskChange } from '../domain/task-change.ts';
import { asCurrentUser } from './as-current-user.ts';
import { type NamedTasks, sortOut } from './named-tasks.ts';

export interface EditedTasks extends NamedTasks {
  /** What `found` was before. */
  readonly before: readonly Task[];
}

/** Changes the fields that `change` names, and no other, of each of the named tasks. One request. */
export async function editTasks(
  selection: Selection,
  change: TaskChange,
  context: Pick<Context, 'gateway' | 'login'>,
): Promise<EditedTasks> {
  const { write, userId } = await asCurrentUser(context, 'edit');
  const [locked, updated] = await write((database) => [
    lockNamedTasks(database, userId, selection),
    updateTasks(database, userId, selection, change),
  ]);
  const { found: before, problem } = sortOut(selection, locked.map(toTask));
  const found = updated.map(toTask).toSorted((a, b) => a.number - b.number);
  return { before, found, problem };
}
