import type { Context } from '../context.ts';
import { completeTasks, lockNamedTasks, reopenTasks, toTask } from '../data/tasks.ts';
import type { TodoError } from '../domain/errors.ts';
import type { Selection } from '../domain/selection.ts';
import type { Task } from '../domain/task.ts';
import { asCurrentUser } from './as-current-user.ts';
import { sortOut } from './named-tasks.ts';

export interface CompletionChange {
  /** Those that are named, as they are now. */
  readonly tasks: readonly Task[];
  /** The ids of those among them that were so before. */
  readonly unchanged: ReadonlySet<string>;
  readonly problem: TodoError | undefined;
}

/** Makes the named tasks done, or open again; one that is so already is left alone. One request. */
export async function setCompletion(
  completed: boolean,
  selection: Selection,
  context: Pick<Context, 'gateway' | 'login'>,
): Promise<CompletionChange> {
  const { write, userId } = await asCurrentUser(context);
  const change = completed ? completeTasks : reopenTasks;
  const [before, after] = await write((database) => [
    lockNamedTasks(database, userId, selection),
    change(database, userId, selection),
  ]);
  const { found, problem } = sortOut(selection, before.map(toTask));
  const changed = new Map(after.map((row) => [row.id, toTask(row)]));
  return {
    tasks: found.map((task) => changed.get(task.id) ?? task),
    unchanged: new Set(found.filter(({ id }) => !changed.has(id)).map(({ id }) => id)),
    problem,
  };
}
