import type { Context } from '../context.ts';
import { TooLargeError } from '../data/failure.ts';
import { unmapped } from '../data/gateway.ts';
import { selectNumbers, selectTasks } from '../data/task-list.ts';
import { LISTED, type ListedRow } from '../data/task-projections.ts';
import { countOpenTasks } from '../data/tasks.ts';
import type { ListedTask } from '../domain/task.ts';
import { asCurrentUser } from './as-current-user.ts';
import { type ListRequest, listQuery, streamListedTasks } from './stream-tasks.ts';

export interface TaskList {
  readonly tasks: readonly ListedTask[];
  /** How many match, of which `tasks` may be the first ones. */
  readonly total: number;
  /** Of the whole account. */
  readonly open: number;
  readonly overdue: number;
}

type CommandContext = Pick<Context, 'gateway' | 'login' | 'now'>;

/**
 * The tasks that match, filtered, sorted and cut in Postgres, with the counts that a person is told. One request, unless they are
 * more than Neon passes on in one answer (10 MiB, or 64 in its cloud): then the tasks come in pages, and the counts at the end.
 */
export async function listTasks(request: ListRequest, context: CommandContext): Promise<TaskList> {
  const { read, userId } = await asCurrentUser(context);
  const query = listQuery(request, userId, context.now());
  try {
    const [rows, [counts]] = await read((database) => [
      unmapped<ListedRow>(selectTasks(database, query)),
      countOpenTasks(database, userId, query.clock),
    ]);
    return {
      tasks: rows.map((row) => LISTED.read(row)),
      total: Number(rows[0]?.at(-1) ?? 0),
      open: counts?.open ?? 0,
      overdue: counts?.overdue ?? 0,
    };
  } catch (error) {
    if (!(error instanceof TooLargeError)) {
      throw error;
    }
  }
  const tasks: ListedTask[] = [];
  for await (const batch of streamListedTasks(request, context)) {
    tasks.push(...batch);
  }
  const [[all], [counts]] = await read((database) => [
    selectNumbers(database, { ...query, limit: undefined }),
    countOpenTasks(database, userId, query.clock),
  ]);
  return {
    tasks,
    total: all?.numbers?.length ?? 0,
    open: counts?.open ?? 0,
    overdue: counts?.overdue ?? 0,
  };
}
