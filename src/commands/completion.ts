import type { Context } from '../context.ts';
import { toTask } from '../data/task-row.ts';
import { completeTasks as completeQuery, lockNamedTasks, reopenTasks as reopenQuery } from '../data/tasks.ts';
import { TodoError } from '../domain/errors.ts';
import type { Selection } from '../domain/selection.ts';
import type { Task } from '../domain/task.ts';
import { asCurrentUser } from './as-current-user.ts';
import { sortOut } from './named-tasks.ts';

export interface Completion {
  readonly task: Task;
  /** `unchanged`: it was so before; `added`: it is the next occurrence of the one before it. */
  readonly effect: 'changed' | 'unchanged' | 'added';
}

export interface Completions {
  /** By number, with next occurrences right behind the ones that they follow. */
  readonly completions: readonly Completion[];
  /** Why not every name led to one task. */
  readonly problem: TodoError | undefined;
}

/** Completes the named tasks. One request, and one more for each recurring task, whose next occurrence is added with it. */
export async function completeTasks(
  selection: Selection,
  context: Pick<Context, 'gateway' | 'login' | 'now'>,
): Promise<Completions> {
  const { completions, problem } = await change(completeQuery, selection, context);
  const all: Completion[] = [];
  for (const completion of completions) {
    if (completion.task.completed) {
      all.push(completion);
      continue;
    }
    try {
      const { completeOccurrence } = await import('./complete-occurrence.ts');
      const { task, next } = await completeOccurrence(completion.task, context);
      all.push(
        { task, effect: 'changed' },
        ...(next === undefined ? [] : [{ task: next, effect: 'added' as const }]),
      );
    } catch (error) {
      // What was completed before is told all the same.
      if (error instanceof TodoError) {
        return { completions: all, problem: error };
      }
      throw error;
    }
  }
  return { completions: all, problem };
}

/** Makes the named tasks open again. One request. */
export async function reopenTasks(
  selection: Selection,
  context: Pick<Context, 'gateway' | 'login'>,
): Promise<Completions> {
  return change(reopenQuery, selection, context);
}

async function change(
  query: typeof completeQuery,
  selection: Selection,
  context: Pick<Context, 'gateway' | 'login'>,
): Promise<Completions> {
  const { write, userId } = await asCurrentUser(context);
  const [before, after] = await write((database) => [
    lockNamedTasks(database, userId, selection),
    query(database, userId, selection),
  ]);
  const { found, problem } = sortOut(selection, before.map(toTask));
  const changed = new Map(after.map((row) => [row.id, toTask(row)]));
  const completions = found.map((task): Completion => {
    const now = changed.get(task.id);
    return now === undefined ? { task, effect: 'unchanged' } : { task: now, effect: 'changed' };
  });
  return { completions, problem };
}
