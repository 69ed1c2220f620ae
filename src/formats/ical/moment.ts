import ICAL from 'ical.js';
import { dateOf, dayOf, FIRST_DAY, LAST_DAY } from '../../domain/calendar.ts';
import { today, wallClock } from '../../domain/due-date.ts';
import type { Due } from '../../domain/task.ts';
import type { Property } from './property.ts';
import type { Zone, Zones } from './zones.ts';

/** What DUE and its like say. */
export interface Moment {
  /** What the clocks of its zone show, in milliseconds since 1970 as if they were those of UTC. */
  readonly clock: number;
  readonly zone: Zone;
  readonly isDate: boolean;
  /** Whether nobody knows its zone, so that it is read as a time of here. */
  readonly isElsewhere: boolean;
}

const DAY_MS = 86_400_000;
const FORM = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)?(Z)?)?$/;

const UTC: Zone = (clock) => clock;

/** Where this process runs. */
const HERE: Zone = (clock) => {
  const date = new Date(clock);
  const here = new Date(
    date.getUTCFullYear(),
    date.getUTCMonth(),
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  );
  return here.getTime();
};

/** Undefined for what is no date or time of the calendar. */
export function readMoment({ values, parameters }: Property, zones: Zones): Moment | undefined {
  const [matched, year, month, day, hour, minute, second = '0', utc] = FORM.exec(values[0] ?? '') ?? [];
  if (matched === undefined) return undefined;
  const number = dayOf({ year: Number(year), month: Number(month), day: Number(day) });
  const time = [Number(hour ?? 0), Number(minute ?? 0), Number(second)] as const;
  // A leap second is the last one of its minute.
  const isTime = time[0] <= 23 && time[1] <= 59 && time[2] <= 60;
  if (number === undefined || !isTime) return undefined;
  const clock = number * DAY_MS + ((time[0] * 60 + time[1]) * 60 + Math.min(time[2], 59)) * 1_000;
  if (!isInRange(clock)) return undefined;
  const isDate = hour === undefined;
  const identifier = parameters['tzid'];
  if (isDate || utc !== undefined || typeof identifier !== 'string') {
    return { clock, zone: utc === undefined ? HERE : UTC, isDate, isElsewhere: false };
  }
  const zone = zones.find(identifier);
  return { clock, zone: zone ?? HERE, isDate, isElsewhere: zone === undefined };
}

/** Undefined for what is no duration, or leads out of the calendar. */
export function laterBy(moment: Moment, duration: string): Moment | undefined {
  let parts: ICAL.Duration;
  try {
    parts = ICAL.Duration.fromString(duration);
  } catch {
    return undefined;
  }
  const sign = parts.isNegative ? -1 : 1;
  const seconds = sign * ((parts.hours * 60 + parts.minutes) * 60 + parts.seconds);
  // Days keep the time of day over a change of the clocks, hours do not.
  const clock = moment.clock + sign * (parts.weeks * 7 + parts.days) * DAY_MS;
  if (!isInRange(clock)) return undefined;
  if (seconds === 0) return { ...moment, clock };
  const instant = moment.zone(clock) + seconds * 1_000;
  return isInRange(instant) ? { ...moment, clock: instant, zone: UTC, isDate: false } : undefined;
}

export function instantOf({ clock, zone }: Moment): Date {
  return new Date(zone(clock));
}

/** Midnight and the last second of a day are the day alone. Undefined for a day that no task can be due on. */
export function dueOf(moment: Moment): Due | undefined {
  const [on, time] = localTime(moment)?.split('T') ?? [];
  return on === undefined ? undefined : { on, at: time === undefined ? null : timeOfDay(time) };
}

/** Here: `2026-11-27` or `2026-11-27T17:00:00`. Undefined for a day that no task can be due on. */
export function localTime(moment: Moment): string | undefined {
  const { clock, zone, isDate } = moment;
  if (isDate) return dateOf(clock / DAY_MS);
  // As its clocks show it, and not as an instant, which the same hour may not have here.
  if (zone === HERE) return new Date(clock).toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length);
  const instant = instantOf(moment);
  const on = today(instant);
  const seconds = String(instant.getSeconds()).padStart(2, '0');
  return /^[1-9]\d{3}-/.test(on) ? `${on}T${wallClock(instant)}:${seconds}` : undefined;
}

function timeOfDay(time: string): string | null {
  return time === '00:00:00' || time === '23:59:59' ? null : time.slice(0, 5);
}

function isInRange(clock: number): boolean {
  return clock >= FIRST_DAY * DAY_MS && clock < (LAST_DAY + 1) * DAY_MS;
}
