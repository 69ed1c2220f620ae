import type { Context } from '../context.ts';
import { takeBack as takeBackQuery } from '../data/journal.ts';
import { imageToTask, toFields } from '../data/task-image.ts';
import { toInstant } from '../data/task-row.ts';
import { NotFoundError } from '../domain/errors.ts';
import type { JournalEntry, TakingBack, TaskChanged } from '../domain/journal.ts';
import type { Task } from '../domain/task.ts';
import { asCurrentUser } from './as-current-user.ts';
import { type Obstacle, takingBackConflict } from './taking-back-conflict.ts';

/** What undo does to a task: the reverse of what the command did. */
interface TaskTakenBack extends TaskChanged {
  /** As it is now, or would be; one that is removed as it was. */
  readonly task: Task;
}

export interface TakenBack {
  /** What is undone; for redo, the undo. */
  readonly command: JournalEntry;
  /** By number. */
  readonly changes: readonly TaskTakenBack[];
}

/**
 * Undoes the last command that changed tasks, whichever machine ran it, or redoes the last undo: as a whole or not at all. One request;
 * its repeat after a lost answer finds what the first try did. `apply: false` tells what would happen. Throws NotFoundError if there is
 * nothing, and ConflictError if somebody has changed since what would be changed back.
 */
export async function takeBack(
  request: { readonly kind: TakingBack; readonly apply: boolean },
  context: Pick<Context, 'gateway' | 'login'>,
): Promise<TakenBack> {
  const { read, write, commandId } = await asCurrentUser(context);
  const [rows] = await (request.apply ? write : read)((database) => [
    takeBackQuery(database, commandId, request),
  ]);
  const [first] = rows;
  if (first === undefined) {
    throw new NotFoundError(`There is nothing to ${request.kind}`, {
      hint: 'Look with `todo history`: changes are remembered for a time, not for ever.',
    });
  }
  const obstacles = rows.flatMap(({ obstacle, task }): Obstacle[] =>
    obstacle === null || task === null ? [] : [{ number: task.number, what: obstacle }],
  );
  if (obstacles.length > 0) throw takingBackConflict(request.kind, first.name, obstacles);
  const changes = rows.flatMap(({ before, after, task }): TaskTakenBack[] => {
    // What came and went with one command, or only lost the occurrence before it, is nothing to tell.
    const nothing =
      before === null ? after === null : after !== null && Object.keys(toFields(after)).length === 0;
    if (nothing || task === null) return [];
    return [{ before: after && toFields(after), after: before && toFields(before), task: imageToTask(task) }];
  });
  return { command: { name: first.name, device: first.device, at: toInstant(first.at) }, changes };
}
