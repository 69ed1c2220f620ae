import type { Context } from '../context.ts';
import {
  completeOccurrences as completeQuery,
  type Continuation,
  insertNextOccurrences,
  selectOccurrences,
} from '../data/occurrences.ts';
import { newId } from '../data/new-id.ts';
import { toTask } from '../data/task-row.ts';
import { today } from '../domain/due-date.ts';
import { ConflictError, InternalError, TodoError } from '../domain/errors.ts';
import { formatNumbers } from '../domain/number-list.ts';
import type { Task } from '../domain/task.ts';
import { asCurrentUser } from './as-current-user.ts';
import { nextOccurrenceOf } from './next-occurrence.ts';

interface CompletedOccurrence {
  readonly task: Task;
  /** Undefined when the series is over. */
  readonly next: Task | undefined;
}

/**
 * Completes occurrences of recurring tasks and adds the next ones, both or neither; exactly once, however often it is repeated and
 * whatever other machines do. One request. `problem` tells of those that stay as they are, because another machine changed their rule
 * or date since they were read, or because their rule cannot be understood.
 */
export async function completeOccurrences(
  tasks: readonly Task[],
  context: Pick<Context, 'gateway' | 'login' | 'now'>,
): Promise<{ readonly completed: readonly CompletedOccurrence[]; readonly problem: TodoError | undefined }> {
  const { continuations, problem } = await continuationsOf(tasks, today(context.now()));
  if (continuations.length === 0) return { completed: [], problem };
  const { write, userId } = await asCurrentUser(context, 'done');
  const ids = continuations.map(({ task }) => task.id);
  const [, , rows] = await write((database) => [
    completeQuery(database, userId, continuations),
    insertNextOccurrences(database, userId, continuations),
    selectOccurrences(database, userId, ids),
  ]);
  const byId = new Map<string, Task>();
  const following = new Map<string | null, Task>();
  for (const { spawnedFrom, ...row } of rows) {
    const task = toTask(row);
    byId.set(task.id, task);
    following.set(spawnedFrom, task);
  }
  const completed: CompletedOccurrence[] = [];
  const changed: number[] = [];
  for (const { task } of continuations) {
    const now = byId.get(task.id);
    if (now?.completed === true) completed.push({ task: now, next: following.get(task.id) });
    else changed.push(task.number);
  }
  return { completed, problem: changed.length === 0 ? problem : changedMeanwhile(changed) };
}

async function continuationsOf(
  tasks: readonly Task[],
  day: string,
): Promise<{ readonly continuations: readonly ContinuationOf[]; readonly problem: TodoError | undefined }> {
  const continuations: ContinuationOf[] = [];
  let problem: TodoError | undefined;
  for (const task of tasks) {
    if (task.recursionPattern === null) {
      throw new InternalError('A task without a recurrence has no next occurrence');
    }
    try {
      const next = await nextOccurrenceOf(task, task.recursionPattern, day);
      continuations.push({ task, next: next === undefined ? null : { ...next, id: newId() } });
    } catch (error) {
      if (!(error instanceof TodoError)) throw error;
      problem ??= error;
    }
  }
  return { continuations, problem };
}

interface ContinuationOf extends Continuation {
  readonly task: Task;
}

function changedMeanwhile(numbers: readonly number[]): ConflictError {
  const [were, they] = numbers.length === 1 ? ['was', 'it was'] : ['were', 'they were'];
  return new ConflictError(`#${formatNumbers(numbers)} ${were} changed on another machine just now`, {
    hint: `Left as ${they}. Look with \`todo list\`, then run the command again.`,
  });
}
