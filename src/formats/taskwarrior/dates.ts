import { readInstant } from '../instant-text.ts';

/** What Taskwarrior 2.6 takes; one date beyond them, and it imports nothing of the file. */
const FIRST = Date.UTC(1980, 0, 1);
const LAST = Date.UTC(9998, 11, 31);

/** A date as a field has it: a text in one of two forms, or the seconds since 1970. */
export function readDate(value: unknown): Date | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value);
  return /^\d{9,10}$/.test(text) ? new Date(Number(text) * 1000) : readInstant(text);
}

/** `20261127T160000Z` */
export function formatDate(instant: Date): string {
  return `${instant.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

export function hasDate(instant: Date): boolean {
  return instant.getTime() >= FIRST && instant.getTime() <= LAST;
}

/** The nearest date that Taskwarrior has. */
export function nearestDate(instant: Date): Date {
  return new Date(Math.min(Math.max(instant.getTime(), FIRST), LAST));
}
