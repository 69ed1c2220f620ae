import type { Context } from '../context.ts';
import { TooLargeError } from '../data/failure.ts';
import { toTask } from '../data/task-row.ts';
import { countOpenTasks, selectTaskIds, selectTasks, selectTasksById } from '../data/tasks.ts';
import { today, wallClock } from '../domain/due-date.ts';
import type { Task } from '../domain/task.ts';
import type { Clock, TaskFilter, TaskOrder } from '../domain/task-filter.ts';
import { asCurrentUser } from './as-current-user.ts';

export interface ListRequest {
  readonly filter: TaskFilter;
  readonly order: TaskOrder;
  /** Undefined: all. */
  readonly limit: number | undefined;
}

export interface TaskList {
  readonly tasks: readonly Task[];
  /** How many match, of which `tasks` may be the first ones. */
  readonly total: number;
  /** Of the whole account. */
  readonly open: number;
  readonly overdue: number;
}

/**
 * The tasks that match, filtered, sorted and cut in Postgres. One request, unless they are more than Neon passes on in one
 * answer (10 MiB, or 64 in its cloud): then their ids, and the tasks in parts.
 */
export async function listTasks(
  { filter, order, limit }: ListRequest,
  context: Pick<Context, 'gateway' | 'login' | 'now'>,
): Promise<TaskList> {
  const { read, userId } = await asCurrentUser(context);
  const now = context.now();
  const clock: Clock = { date: today(now), time: wallClock(now) };
  try {
    const [rows, [counts]] = await read((database) => [
      selectTasks(database, userId, filter, clock, order, limit),
      countOpenTasks(database, userId, clock),
    ]);
    return {
      tasks: rows.map(({ total: _total, ...row }) => toTask(row)),
      total: rows[0]?.total ?? 0,
      open: counts?.open ?? 0,
      overdue: counts?.overdue ?? 0,
    };
  } catch (error) {
    if (!(error instanceof TooLargeError)) {
      throw error;
    }
  }
  const [rows, [counts]] = await read((database) => [
    selectTaskIds(database, userId, filter, clock, order),
    countOpenTasks(database, userId, clock),
  ]);
  const ids = rows.map(({ id }) => id);
  return {
    tasks: await readInParts(ids.slice(0, limit), context),
    total: ids.length,
    open: counts?.open ?? 0,
    overdue: counts?.overdue ?? 0,
  };
}

/** 100 tasks with the longest of notes are below 5 MiB, whatever characters they consist of. */
const PART = 100;
const LARGEST_PART = 5_000;

/** In the order of the ids. Parts grow while they fit, as most tasks are far smaller than the largest. */
async function readInParts(
  ids: readonly string[],
  context: Pick<Context, 'gateway' | 'login'>,
): Promise<Task[]> {
  const { read, userId } = await asCurrentUser(context);
  const found = new Map<string, Task>();
  let size = PART;
  for (let start = 0; start < ids.length;) {
    const part = ids.slice(start, start + size);
    try {
      const [rows] = await read((database) => [selectTasksById(database, userId, part)]);
      for (const row of rows) {
        found.set(row.id, toTask(row));
      }
      start += part.length;
      size = Math.min(2 * size, LARGEST_PART);
    } catch (error) {
      if (!(error instanceof TooLargeError) || size === PART) {
        throw error;
      }
      size = PART;
    }
  }
  // One that was deleted meanwhile is left out.
  return ids.flatMap((id) => found.get(id) ?? []);
}
