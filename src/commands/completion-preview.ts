import type { Context } from '../context.ts';
import { selectSuccessors } from '../data/occurrences.ts';
import { toTask } from '../data/task-row.ts';
import { selectNamedTasks } from '../data/tasks.ts';
import { today } from '../domain/due-date.ts';
import { TodoError } from '../domain/errors.ts';
import type { Selection } from '../domain/selection.ts';
import { asCurrentUser } from './as-current-user.ts';
import type { Completion, Completions } from './completion.ts';
import { findTasks } from './find-tasks.ts';
import { sortOut } from './named-tasks.ts';
import { nextOccurrenceOf } from './next-occurrence.ts';
import { type Refusal, reopeningConflict } from './reopening-conflict.ts';

/** What completing the named tasks would do; a next occurrence has the number of the one before it. One request. */
export async function previewCompletion(
  selection: Selection,
  context: Pick<Context, 'gateway' | 'login' | 'now'>,
): Promise<Completions> {
  const { found, problem: missing } = await findTasks(selection, context);
  const day = today(context.now());
  const completions: Completion[] = [];
  let problem: TodoError | undefined;
  for (const task of found) {
    if (task.completed || task.recursionPattern === null) {
      completions.push({ task, effect: task.completed ? 'unchanged' : 'changed' });
      continue;
    }
    try {
      const next = await nextOccurrenceOf(task, task.recursionPattern, day);
      completions.push({ task, effect: 'changed' });
      if (next !== undefined) {
        const due = { on: next.on, at: task.due?.at ?? null };
        completions.push({
          task: { ...task, due, recursionPattern: next.recursionPattern },
          effect: 'added',
        });
      }
    } catch (error) {
      if (!(error instanceof TodoError)) throw error;
      problem ??= error;
    }
  }
  return { completions, problem: problem ?? missing };
}

/** What reopening the named tasks would do. One request. */
export async function previewReopening(
  selection: Selection,
  context: Pick<Context, 'gateway' | 'login'>,
): Promise<Completions> {
  const { read, userId } = await asCurrentUser(context);
  const [rows, successors] = await read((database) => [
    selectNamedTasks(database, userId, selection),
    selectSuccessors(database, userId, selection),
  ]);
  const { found, problem } = sortOut(selection, rows.map(toTask));
  const following = new Map(successors.map((successor) => [successor.spawnedFrom, successor]));
  const completions: Completion[] = [];
  const refused: Refusal[] = [];
  const removed = new Set<number>();
  for (const task of found) {
    const successor = following.get(task.id);
    if (!task.completed) {
      completions.push({ task, effect: 'unchanged' });
    } else if (successor === undefined) {
      completions.push({ task, effect: 'changed' });
    } else if (successor.completed || !successor.untouched) {
      refused.push({ number: task.number, successor });
    } else {
      const { untouched: _, spawnedFrom: __, ...row } = successor;
      removed.add(successor.number);
      completions.push({ task, effect: 'changed' }, { task: toTask(row), effect: 'removed' });
    }
  }
  return {
    completions: completions.filter(
      ({ task, effect }) => effect !== 'unchanged' || !removed.has(task.number),
    ),
    problem: refused.length === 0 ? problem : reopeningConflict(refused, problem),
  };
}
