import type { Context } from '../context.ts';
import {
  deleteUntouchedSuccessors,
  lockNamedOccurrences,
  reopenLastOccurrences,
  selectSuccessors,
} from '../data/occurrences.ts';
import { selectEditedBy } from '../data/journal.ts';
import { imageToTask } from '../data/task-image.ts';
import { toTask } from '../data/task-row.ts';
import { completeTasks as completeQuery, lockNamedTasks } from '../data/tasks.ts';
import { selectDeletedBy } from '../data/trash.ts';
import { TodoError } from '../domain/errors.ts';
import type { Selection } from '../domain/selection.ts';
import type { Task } from '../domain/task.ts';
import { asCurrentUser } from './as-current-user.ts';
import { sortOut } from './named-tasks.ts';
import { type Refusal, reopeningConflict } from './reopening-conflict.ts';

export interface Completion {
  readonly task: Task;
  /**
   * `unchanged`: it was so before; `added`: it is the next occurrence of the one before it; `removed`: it was that, and is gone now
   * that the one before it is open again.
   */
  readonly effect: 'changed' | 'unchanged' | 'added' | 'removed';
}

export interface Completions {
  /** By number, with next occurrences right behind the ones that they follow. */
  readonly completions: readonly Completion[];
  /** Why not every name led to one task, or not every task could be changed. */
  readonly problem: TodoError | undefined;
}

/** What is sent in one request: of the longest patterns well below what Neon takes. */
const MOST_OCCURRENCES = 1_000;

/** Completes the named tasks. One request, and one more for all recurring ones, whose next occurrences are added with it. */
export async function completeTasks(
  selection: Selection,
  context: Pick<Context, 'gateway' | 'login' | 'now'>,
): Promise<Completions> {
  const { completions, problem: first } = await completeSingle(selection, context);
  const recurring = completions.filter(({ task }) => !task.completed).map(({ task }) => task);
  const done = new Map<string, readonly Completion[]>();
  let problem = first;
  try {
    for (let start = 0; start < recurring.length; start += MOST_OCCURRENCES) {
      const { completeOccurrences } = await import('./complete-occurrences.ts');
      const part = await completeOccurrences(recurring.slice(start, start + MOST_OCCURRENCES), context);
      problem = part.problem ?? problem;
      for (const { task, next } of part.completed) {
        const added = next === undefined ? [] : [{ task: next, effect: 'added' as const }];
        done.set(task.id, [{ task, effect: 'changed' }, ...added]);
      }
    }
  } catch (error) {
    // What was completed before is told all the same.
    if (!(error instanceof TodoError)) throw error;
    problem = error;
  }
  return {
    completions: completions.flatMap((completion) =>
      completion.task.completed ? [completion] : (done.get(completion.task.id) ?? []),
    ),
    problem,
  };
}

/**
 * Makes the named tasks open again. An occurrence of a recurring task takes the place of the one that follows it, which is removed if
 * nobody has touched it; otherwise the task stays done and `problem` says why. One request.
 */
export async function reopenTasks(
  selection: Selection,
  context: Pick<Context, 'gateway' | 'login'>,
): Promise<Completions> {
  const { write, userId, commandId } = await asCurrentUser(context, 'reopen');
  const [before, , reopened, successors, deleted, edited] = await write((database) => [
    lockNamedOccurrences(database, userId, selection),
    deleteUntouchedSuccessors(database, userId, selection),
    reopenLastOccurrences(database, userId, selection),
    selectSuccessors(database, userId, selection),
    // Also what a first try did, whose answer was lost.
    selectDeletedBy(database, userId, commandId),
    selectEditedBy(database, userId, commandId),
  ]);
  const removed = new Map(deleted.map(({ image }) => [image.spawned_from, imageToTask(image)]));
  const gone = new Set(deleted.map(({ image }) => image.id));
  const there = before.filter(({ id }) => !gone.has(id)).map(toTask);
  const { found, problem } = sortOut(selection, [...there, ...removed.values()]);
  const changed = new Map(reopened.map((row) => [row.id, toTask(row)]));
  const ours = new Set(edited.map(({ id }) => id));
  const following = new Map(successors.map((successor) => [successor.spawnedFrom, successor]));

  const completions: Completion[] = [];
  const refused: Refusal[] = [];
  for (const task of found) {
    const next = removed.get(task.id);
    // Open already, where a first try reopened it.
    const now = changed.get(task.id) ?? (ours.has(task.id) ? task : undefined);
    const successor = following.get(task.id);
    if (now !== undefined) {
      completions.push({ task: now, effect: 'changed' });
      if (next !== undefined) completions.push({ task: next, effect: 'removed' });
    } else if (task.completed && successor !== undefined) {
      refused.push({ number: task.number, successor });
    } else if (!gone.has(task.id)) {
      completions.push({ task, effect: 'unchanged' });
    }
  }
  return { completions, problem: refused.length === 0 ? problem : reopeningConflict(refused, problem) };
}

/** Completes those of the named tasks that do not recur, and returns all that were named. */
async function completeSingle(
  selection: Selection,
  context: Pick<Context, 'gateway' | 'login'>,
): Promise<Completions> {
  const { write, userId, commandId } = await asCurrentUser(context, 'done');
  const [before, after, edited] = await write((database) => [
    lockNamedTasks(database, userId, selection),
    completeQuery(database, userId, selection),
    // Also what a first try completed, whose answer was lost.
    selectEditedBy(database, userId, commandId),
  ]);
  const { found, problem } = sortOut(selection, before.map(toTask));
  const changed = new Map(after.map((row) => [row.id, toTask(row)]));
  const ours = new Set(edited.map(({ id }) => id));
  const completions = found.map((task): Completion => {
    const now = changed.get(task.id) ?? (ours.has(task.id) ? task : undefined);
    return now === undefined ? { task, effect: 'unchanged' } : { task: now, effect: 'changed' };
  });
  return { completions, problem };
}
