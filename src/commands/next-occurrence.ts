import { UsageError } from '../domain/errors.ts';
import { quoted } from '../domain/quoted.ts';
import type { NextOccurrence } from '../domain/recurrence.ts';
import type { Task } from '../domain/task.ts';

/**
 * What follows a recurring task that is completed on this day (`YYYY-MM-DD`); undefined: the series is over. Throws UsageError, which
 * names the task, for a rule that another program stored and that is none.
 */
export async function nextOccurrenceOf(
  { number, due }: Pick<Task, 'number' | 'due'>,
  pattern: string,
  day: string,
): Promise<NextOccurrence | undefined> {
  const { nextOccurrence } = await import('../domain/recurrence.ts');
  try {
    return nextOccurrence(pattern, due?.on ?? null, day);
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause;
    throw new UsageError(`The recurrence ${quoted(pattern)} of #${number} cannot be understood`, {
      hint: `Left as it was. Give it another, as in: todo edit ${number} every:week, or take it away with every:none.`,
      cause,
    });
  }
}
