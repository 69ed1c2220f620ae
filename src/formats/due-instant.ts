import { today, wallClock } from '../domain/due-date.ts';
import type { Due } from '../domain/task.ts';

const FOUR_DIGITS = /^[1-9]\d{3}-/;

/**
 * The date and the time of an instant where this process runs. The beginning of a day and its last second stand for the day alone, as
 * programs without dates write it. Undefined in a year that a task cannot be due in.
 */
export function dueOf(instant: Date): Due | undefined {
  const on = today(instant);
  if (!FOUR_DIGITS.test(on)) return undefined;
  const isDay = instant.getTime() === instantOf({ on, at: null }).getTime() || isLastSecond(instant);
  return { on, at: isDay ? null : wallClock(instant) };
}

/** The instant where this process runs; the beginning of the day if it is a date alone. */
export function instantOf({ on, at }: Due): Date {
  return new Date(`${on}T${at ?? '00:00'}:00`);
}

function isLastSecond(instant: Date): boolean {
  return instant.getHours() === 23 && instant.getMinutes() === 59 && instant.getSeconds() === 59;
}
