import { UsageError } from './errors.ts';
import { quoted } from './quoted.ts';
import type { Due } from './task.ts';

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const DAY_MS = 86_400_000;

const HINT = 'Write 2026-11-27, today or tomorrow; a time may follow, as in "2026-11-27 17:00".';

/**
 * Reads the whole of `YYYY-MM-DD`, `today` or `tomorrow`, each with an optional time (`17:00`, `9:30`) after a space or a `T`.
 * Anything else is a UsageError, as is a date that the calendar does not have.
 */
export function parseDue(text: string, now: Date): Due {
  const [, day, hours, minutes] = /^(\S+?)(?:(?:\s+|T)(\d{1,2}):(\d\d))?$/i.exec(text.trim()) ?? [];
  if (day === undefined) throw notUnderstood(text);
  const on = parseDay(day, now);
  if (on === undefined) throw notUnderstood(text);
  if (hours === undefined || minutes === undefined) return { on, at: null };
  if (Number(hours) > 23 || Number(minutes) > 59) {
    throw new UsageError(`The time in ${quoted(text)} does not exist`, {
      hint: 'Times run from 0:00 to 23:59.',
    });
  }
  return { on, at: `${hours.padStart(2, '0')}:${minutes}` };
}

function parseDay(word: string, now: Date): string | undefined {
  switch (word.toLowerCase()) {
    case 'today':
      return today(now);
    case 'tomorrow':
      return parseIsoDate(toDate(dayNumber(today(now)) + 1));
    default:
      return parseIsoDate(word);
  }
}

function parseIsoDate(word: string): string | undefined {
  if (!/^[1-9]\d{3}-\d\d-\d\d$/.test(word)) return undefined;
  // Date.parse refuses month 13 and day 32 and rolls 31 June over to 1 July: only a date that comes back as it went exists.
  const day = dayNumber(word);
  if (Number.isNaN(day) || toDate(day) !== word) {
    throw new UsageError(`The date ${quoted(word)} does not exist`, {
      hint: 'Check the day and the month: YYYY-MM-DD.',
    });
  }
  return word;
}

function notUnderstood(text: string): UsageError {
  return new UsageError(`The date ${quoted(text)} cannot be understood`, { hint: HINT });
}

/** The calendar date of an instant where this process runs: `YYYY-MM-DD`. */
export function today(now: Date): string {
  return `${now.getFullYear()}-${twoDigits(now.getMonth() + 1)}-${twoDigits(now.getDate())}`;
}

/** The time of an instant where this process runs: `HH:MM`. */
export function wallClock(now: Date): string {
  return `${twoDigits(now.getHours())}:${twoDigits(now.getMinutes())}`;
}

/** `2026-11-27` or `2026-11-27 17:00`, which parseDue reads back. */
export function formatDue(due: Due): string {
  return withTime(due.on, due);
}

/** For people: `today`, `tomorrow 17:00`, `yesterday`, `Fri 27 Nov`, and with the year if it is another: `Wed 6 Jan 2027`. */
export function describeDue(due: Due, now: Date): string {
  const day = today(now);
  return withTime(nameDay(due.on, day) ?? longDate(due.on, day), due);
}

/** The same in at most 11 characters: `27 Nov`, `2027-01-06`, `today 17:00`; the time of another day is left out. */
export function abbreviateDue(due: Due, now: Date): string {
  const day = today(now);
  if (due.on === day) return withTime('today', due);
  return nameDay(due.on, day) ?? (isSameYear(due.on, day) ? dayAndMonth(due.on) : due.on);
}

/** How far away, in words that complete describeDue: `in 4 days`, `3 weeks ago`; null from yesterday to tomorrow. */
export function describeDistance(due: Due, now: Date): string | null {
  const days = dayNumber(due.on) - dayNumber(today(now));
  const distance = Math.abs(days);
  if (distance <= 1) return null;
  const words = inWords(distance);
  return days > 0 ? `in ${words}` : `${words} ago`;
}

/** Whether the day, or on that day the time, has passed where this process runs. */
export function isOverdue(due: Due, now: Date): boolean {
  const day = today(now);
  return due.on < day || (due.on === day && due.at !== null && due.at < wallClock(now));
}

function nameDay(on: string, day: string): string | undefined {
  switch (dayNumber(on) - dayNumber(day)) {
    case -1:
      return 'yesterday';
    case 0:
      return 'today';
    case 1:
      return 'tomorrow';
    default:
      return undefined;
  }
}

function weekday(on: string): string | undefined {
  return WEEKDAYS[new Date(dayNumber(on) * DAY_MS).getUTCDay()];
}

function dayAndMonth(on: string): string {
  return `${Number(on.slice(8))} ${MONTHS[Number(on.slice(5, 7)) - 1]}`;
}

function longDate(on: string, day: string): string {
  const date = `${weekday(on)} ${dayAndMonth(on)}`;
  return isSameYear(on, day) ? date : `${date} ${on.slice(0, 4)}`;
}

function isSameYear(on: string, day: string): boolean {
  return on.slice(0, 4) === day.slice(0, 4);
}

function inWords(days: number): string {
  if (days < 14) return `${days} days`;
  if (days < 60) return `${Math.round(days / 7)} weeks`;
  return days < 730 ? `${Math.round(days / 30.44)} months` : `${Math.round(days / 365.25)} years`;
}

function withTime(day: string, due: Due): string {
  return due.at === null ? day : `${day} ${due.at}`;
}

/** Days since 1970-01-01: calendar arithmetic is done in UTC, where every day has 24 hours. */
function dayNumber(on: string): number {
  return Date.parse(`${on}T00:00:00Z`) / DAY_MS;
}

function toDate(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
