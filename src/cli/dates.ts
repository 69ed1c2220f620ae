import { today } from '../domain/due-date.ts';
import type { Due } from '../domain/task.ts';

// The language of dates and of recurrences is loaded by those who use it.

export async function readDue(text: string, now: Date): Promise<Due> {
  const { parseDueWords } = await import('../domain/date-language.ts');
  return parseDueWords(text, now);
}

/** `due` is what the rule will be counted from, if that is known. */
export async function readRecurrence(text: string, due: Due | null): Promise<string> {
  const { parseRecurrence } = await import('../domain/recurrence.ts');
  return parseRecurrence(text, due?.on ?? null);
}

/** A new recurring task: without a due date it begins on the first day that the rule admits, today included. */
export async function readSeries(
  text: string,
  due: Due | null,
  now: Date,
): Promise<{ readonly due: Due | null; readonly recursionPattern: string }> {
  const { firstOccurrence } = await import('../domain/recurrence.ts');
  const recursionPattern = await readRecurrence(text, due);
  const first = due === null ? firstOccurrence(recursionPattern, today(now)) : undefined;
  if (first === undefined) {
    return { due, recursionPattern };
  }
  // Read again, because a month's end is kept from the day on that a rule begins with.
  const start = { on: first, at: null };
  return { due: start, recursionPattern: await readRecurrence(text, start) };
}
