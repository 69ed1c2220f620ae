import type { Context } from '../context.ts';
import { selectTakenBack, takeBack as takeBackQuery } from '../data/taking-back.ts';
import { imageToTask, toFields } from '../data/task-image.ts';
import { toInstant } from '../data/task-row.ts';
import { NotFoundError } from '../domain/errors.ts';
import type { JournalEntry, TakingBack, TaskChanged } from '../domain/journal.ts';
import type { Task } from '../domain/task.ts';
import { asCurrentUser } from './as-current-user.ts';
import { readInPages } from './read-in-pages.ts';
import { type Obstacle, takingBackConflict } from './taking-back-conflict.ts';

/** What undo does to a task: the reverse of what the command did. */
interface TaskTakenBack extends TaskChanged {
  /** As it is now, or would be; one that is removed as it was. */
  readonly task: Task;
}

export interface TakenBack {
  /** What is undone; for redo, the undo. */
  readonly command: JournalEntry;
  /** By number, as many as were asked for. */
  readonly changes: readonly TaskTakenBack[];
  /** How many there are in all. */
  readonly total: number;
}

interface TakingBackRequest {
  readonly kind: TakingBack;
  /** False tells what would happen. */
  readonly apply: boolean;
  /** Of the changes that are told; undefined: all. */
  readonly limit?: number | undefined;
}

/**
 * Undoes the last command that changed tasks, whichever machine ran it, or redoes the last undo: as a whole or not at all. One request, and
 * more for what is told of thousands of tasks; its repeat after a lost answer finds what the first try did. Throws NotFoundError if there is
 * nothing, and ConflictError if somebody has changed since what would be changed back.
 */
export async function takeBack(
  { kind, apply, limit }: TakingBackRequest,
  context: Pick<Context, 'gateway' | 'login'>,
): Promise<TakenBack> {
  const { read, write, userId, commandId } = await asCurrentUser(context);
  let first: FirstRow | undefined;
  const rows = await readInPages<Row>(async (last, count) => {
    if (first !== undefined) {
      const page = { at: first.at, apply, behind: last?.task?.number ?? 0, limit: count };
      return read((database) => [selectTakenBack(database, userId, page)]);
    }
    const [page] = await (apply ? write : read)((database) => [
      takeBackQuery(database, commandId, { kind, apply, limit: count }),
    ]);
    [first] = page;
    refuse(kind, page);
    return [page];
  }, limit);
  if (first === undefined) {
    throw new NotFoundError(`There is nothing to ${kind}`, {
      hint: 'Look with `todo history`: changes are remembered for a time, not for ever.',
    });
  }
  const { name, device, at, total } = first;
  return { command: { name, device, at: toInstant(at) }, changes: rows.flatMap(toChange), total };
}

type FirstRow = Awaited<ReturnType<typeof takeBackQuery>>[number];
type Row = Pick<FirstRow, 'before' | 'after' | 'task'>;

/** Throws ConflictError if something stands in the way. */
function refuse(kind: TakingBack, rows: readonly FirstRow[]): void {
  const obstacles = rows.flatMap(({ obstacle, task }): Obstacle[] =>
    obstacle === null || task === null ? [] : [{ number: task.number, what: obstacle }],
  );
  if (obstacles.length > 0) throw takingBackConflict(kind, rows[0]?.name ?? '', obstacles);
}

function toChange({ before, after, task }: Row): TaskTakenBack[] {
  // What came and went with one command, or only lost the occurrence before it, is nothing to tell.
  const nothing =
    before === null ? after === null : after !== null && Object.keys(toFields(after)).length === 0;
  if (nothing || task === null) return [];
  return [{ before: after && toFields(after), after: before && toFields(before), task: imageToTask(task) }];
}
