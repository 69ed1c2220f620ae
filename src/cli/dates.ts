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

/** Where a rule begins that no due date was given for: today, if it admits that. */
export async function readFirstDue(rule: string, now: Date): Promise<Due | null> {
  const { firstOccurrence } = await import('../domain/recurrence.ts');
  const on = firstOccurrence(rule, today(now));
  return on === undefined ? null : { on, at: null };
}
