import { dayNumber, weekdayOf } from './calendar.ts';
import { shortMonth, shortWeekday } from './calendar-names.ts';
import type { Due } from './task.ts';
import type { Clock } from './task-filter.ts';

/** Distances from two weeks on are told in weeks, months and years. */
const COUNTED_IN_DAYS = 14;

/** The calendar date of an instant where this process runs: `YYYY-MM-DD`. */
export function today(now: Date): string {
  return `${now.getFullYear()}-${twoDigits(now.getMonth() + 1)}-${twoDigits(now.getDate())}`;
}

/** The time of an instant where this process runs: `HH:MM`. */
export function wallClock(now: Date): string {
  return `${twoDigits(now.getHours())}:${twoDigits(now.getMinutes())}`;
}

/** What today and overdue are measured against, where this process runs. */
export function clockAt(now: Date): Clock {
  return { date: today(now), time: wallClock(now) };
}

/** `2026-11-27` or `2026-11-27 17:00`, which date-language.ts reads back. */
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

/** `3 days ago` instead of a date, as far back as one counts in days; null for all other days. */
export function describeDaysAgo(due: Due, now: Date): string | null {
  const days = dayNumber(today(now)) - dayNumber(due.on);
  return days >= 2 && days < COUNTED_IN_DAYS ? `${days} days ago` : null;
}

/** Both: `Fri 27 Nov (in 4 days)`, `tomorrow`. */
export function describeDueWithDistance(due: Due, now: Date): string {
  const distance = describeDistance(due, now);
  return distance === null ? describeDue(due, now) : `${describeDue(due, now)} (${distance})`;
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

function dayAndMonth(on: string): string {
  return `${Number(on.slice(8))} ${shortMonth(Number(on.slice(5, 7)))}`;
}

function longDate(on: string, day: string): string {
  const date = `${shortWeekday(weekdayOf(dayNumber(on)))} ${dayAndMonth(on)}`;
  return isSameYear(on, day) ? date : `${date} ${on.slice(0, 4)}`;
}

function isSameYear(on: string, day: string): boolean {
  return on.slice(0, 4) === day.slice(0, 4);
}

function inWords(days: number): string {
  if (days < COUNTED_IN_DAYS) return `${days} days`;
  if (days < 60) return `${Math.round(days / 7)} weeks`;
  return days < 730 ? `${Math.round(days / 30.44)} months` : `${Math.round(days / 365.25)} years`;
}

function withTime(day: string, due: Due): string {
  return due.at === null ? day : `${day} ${due.at}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
