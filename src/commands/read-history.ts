import type { Context } from '../context.ts';
import { selectChanges, selectCommands } from '../data/journal.ts';
import { toFields } from '../data/task-image.ts';
import { toInstant, toTask } from '../data/task-row.ts';
import { selectNamedTasks } from '../data/tasks.ts';
import type { CommandOnTask, CommandOnTasks } from '../domain/journal.ts';
import { requireOne, type Selection } from '../domain/selection.ts';
import { adviseLimit } from './advise-limit.ts';
import { asCurrentUser } from './as-current-user.ts';
import { noSuchTask, severalTasks, sortOut } from './named-tasks.ts';

type Needed = Pick<Context, 'gateway' | 'login'>;

/** The latest commands that changed tasks, on all machines, newest first; `limit` undefined: all that are remembered. One request. */
export async function readHistory(
  limit: number | undefined,
  context: Needed,
): Promise<readonly CommandOnTasks[]> {
  const { read, userId } = await asCurrentUser(context);
  const [rows] = await read((database) => [selectCommands(database, userId, limit)]).catch(adviseLimit);
  return rows.map(({ id, name, kind, device, at, takenBack, tasks }) => ({
    id,
    name,
    kind,
    device,
    at: toInstant(at),
    takenBack,
    tasks: tasks ?? [],
  }));
}

export interface TaskHistory {
  readonly number: number;
  /** The present title, or the last one of a deleted task; null where nothing tells. */
  readonly title: string | null;
  /** Newest first. */
  readonly commands: readonly CommandOnTask[];
}

/** What is remembered of one task, also of a deleted one. One request. Throws UsageError for several, NotFoundError for none. */
export async function readTaskHistory(
  selection: Selection,
  limit: number | undefined,
  context: Needed,
): Promise<TaskHistory> {
  requireOne(selection, 'looked up', 'todo history 3');
  const { read, userId } = await asCurrentUser(context);
  const [rows, present] = await read((database) => [
    selectChanges(database, userId, selection, limit),
    selectNamedTasks(database, userId, selection),
  ]).catch(adviseLimit);
  const ids = new Set([...rows.map(({ taskId }) => taskId), ...present.map(({ id }) => id)]);
  if (ids.size > 1) throw severalTasks(selection.idPrefixes);
  const [row] = rows;
  if (row === undefined) {
    const { found, problem } = sortOut(selection, present.map(toTask));
    const [task] = found;
    if (task === undefined) throw problem ?? noSuchTask([]);
    return { number: task.number, title: task.title, commands: [] };
  }
  return {
    number: row.number,
    title: present[0]?.title ?? rows.find(({ before }) => before?.title !== undefined)?.before?.title ?? null,
    commands: rows.map(({ id, name, kind, device, at, takenBack, before, after }) => ({
      id,
      name,
      kind,
      device,
      at: toInstant(at),
      takenBack,
      before: before && toFields(before),
      after: after && toFields(after),
    })),
  };
}
