import type { Context } from '../context.ts';
import { reviseTask as reviseQuery } from '../data/task-revision.ts';
import { toTask } from '../data/task-row.ts';
import { selectNamedTasks, selectTasksById } from '../data/tasks.ts';
import { ConflictError } from '../domain/errors.ts';
import { requireOne, type Selection } from '../domain/selection.ts';
import type { Task } from '../domain/task.ts';
import type { TaskDraft } from '../domain/task-change.ts';
import { asCurrentUser } from './as-current-user.ts';
import { noSuchTask, sortOut } from './named-tasks.ts';

/** A task that a person is about to change, as it was read. */
export interface TaskVersion {
  readonly task: Task;
  /** When it was changed last, as the database wrote it: more exact than `task.updatedAt`. */
  readonly version: string;
}

/** One request. Throws UsageError if several tasks are named, and NotFoundError if there is no such task. */
export async function readToRevise(
  selection: Selection,
  context: Pick<Context, 'gateway' | 'login'>,
): Promise<TaskVersion> {
  requireOne(selection, 'edited this way', 'todo edit 3');
  const { read, userId } = await asCurrentUser(context);
  const [rows] = await read((database) => [selectNamedTasks(database, userId, selection)]);
  const { found, problem } = sortOut(selection, rows.map(toTask));
  const [task] = found;
  const row = rows.find(({ id }) => id === task?.id);
  if (task === undefined || row === undefined) {
    throw problem;
  }
  return { task, version: row.updatedAt };
}

/**
 * Changes the fields that are named, if nobody changed the task since it was read. One request. Throws ConflictError, or NotFoundError
 * if it was deleted.
 */
export async function reviseTask(
  { task, version }: TaskVersion,
  change: Partial<TaskDraft>,
  context: Pick<Context, 'gateway' | 'login'>,
): Promise<Task> {
  const { write, userId } = await asCurrentUser(context, 'edit');
  const [[revised], [found]] = await write((database) => [
    reviseQuery(database, userId, { id: task.id, version }, change),
    selectTasksById(database, userId, [task.id]),
  ]);
  if (revised !== undefined) {
    return toTask(revised);
  }
  if (found === undefined) {
    throw noSuchTask([`#${task.number}`]);
  }
  const present = toTask(found);
  // An answer that was lost leads here as well: what is wanted is there, whoever wrote it.
  if (holds(present, change)) {
    return present;
  }
  throw new ConflictError(`#${task.number} was changed on another machine meanwhile`, {
    hint: `It was left as it is there. Look at it with \`todo show ${task.number}\`, then edit it again.`,
  });
}

function holds(task: Task, change: Partial<TaskDraft>): boolean {
  return JSON.stringify({ ...task, ...change }) === JSON.stringify(task);
}
