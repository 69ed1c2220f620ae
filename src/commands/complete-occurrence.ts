import { v7 as timeOrderedUuid } from 'uuid';
import type { Context } from '../context.ts';
import {
  completeOccurrence as completeQuery,
  insertNextOccurrence,
  selectOccurrences,
} from '../data/occurrences.ts';
import { toTask } from '../data/task-row.ts';
import { today } from '../domain/due-date.ts';
import { ConflictError, InternalError } from '../domain/errors.ts';
import type { Task } from '../domain/task.ts';
import { asCurrentUser } from './as-current-user.ts';

/**
 * Completes one occurrence of a recurring task and adds the next one, both or neither; exactly once, however often it is repeated
 * and whatever other machines do. One request. `next` is undefined when the series is over.
 * Throws ConflictError if another machine changed the rule or the date since `task` was read.
 */
export async function completeOccurrence(
  task: Task,
  context: Pick<Context, 'gateway' | 'login' | 'now'>,
): Promise<{ readonly task: Task; readonly next: Task | undefined }> {
  if (task.recursionPattern === null) {
    throw new InternalError('A task without a recurrence has no next occurrence');
  }
  const { nextOccurrence } = await import('../domain/recurrence.ts');
  const following = nextOccurrence(task.recursionPattern, task.due?.on ?? null, today(context.now()));
  const { write, userId } = await asCurrentUser(context);
  let rows;
  if (following === undefined) {
    [, rows] = await write((database) => [
      completeQuery(database, userId, task),
      selectOccurrences(database, userId, task.id),
    ]);
  } else {
    const next = { ...following, id: timeOrderedUuid() };
    [, , rows] = await write((database) => [
      completeQuery(database, userId, task),
      insertNextOccurrence(database, userId, task.id, next),
      selectOccurrences(database, userId, task.id),
    ]);
  }
  const occurrences = rows.map(toTask);
  const completed = occurrences.find(({ id }) => id === task.id);
  if (completed?.completed !== true) {
    throw new ConflictError(`#${task.number} was changed on another machine just now`, {
      hint: 'It was left as it is. Look at it, then run the command again.',
    });
  }
  return { task: completed, next: occurrences.find(({ id }) => id !== task.id) };
}
