import { describeDistance, describeDue, today, wallClock } from './due-date.ts';

/** An instant for people, where this process runs: `today 10:00`, `Fri 27 Nov 10:00`. */
export function describeInstant(instant: Date, now: Date): string {
  return describeDue({ on: today(instant), at: wallClock(instant) }, now);
}

/** The same without the time of days that are further away than yesterday and tomorrow: `Fri 27 Nov`. */
export function describeInstantBriefly(instant: Date, now: Date): string {
  const day = { on: today(instant), at: null };
  return describeDistance(day, now) === null ? describeInstant(instant, now) : describeDue(day, now);
}
