import { describeDistance, describeDue, today, wallClock } from './due-date.ts';

/** An instant for people, where this process runs: `today 10:00`, `tomorrow 08:30`; further away the day alone, `Fri 27 Nov`. */
export function describeInstant(instant: Date, now: Date): string {
  const day = { on: today(instant), at: null };
  const isNear = describeDistance(day, now) === null;
  return describeDue(isNear ? { ...day, at: wallClock(instant) } : day, now);
}
