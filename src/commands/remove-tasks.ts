import type { Context } from '../context.ts';
import { toTask } from '../data/task-row.ts';
import { deleteTasks, lockNamedTasks } from '../data/tasks.ts';
import { UnavailableError } from '../domain/errors.ts';
import type { Selection } from '../domain/selection.ts';
import { asCurrentUser } from './as-current-user.ts';
import { type NamedTasks, sortOut } from './named-tasks.ts';

/** Deletes the named tasks for good and returns them as they were. One request. */
export async function removeTasks(
  selection: Selection,
  context: Pick<Context, 'gateway' | 'login'>,
): Promise<NamedTasks> {
  const { write, userId } = await asCurrentUser(context);
  let lostAnAnswer = false;
  const [before, deleted] = await write((database, mayHaveRun) => {
    lostAnAnswer = mayHaveRun;
    return [lockNamedTasks(database, userId, selection), deleteTasks(database, userId, selection)];
  });
  const { problem } = sortOut(selection, before.map(toTask));
  if (problem !== undefined && lostAnAnswer) {
    // The first try may have deleted what the second one did not find.
    return {
      found: deleted.map(toTask),
      problem: new UnavailableError(
        'The connection broke while deleting, and some of the tasks are not there now',
        {
          hint: 'They were most likely deleted. Look with `todo list --all`.',
          cause: problem,
        },
      ),
    };
  }
  return { found: deleted.map(toTask).toSorted((a, b) => a.number - b.number), problem };
}
