import ICAL from 'ical.js';
import type { Component, Line } from './components.ts';
import { parseProperty, splitLine } from './property.ts';

/** The instant at which the clocks of a zone show this, both in milliseconds since 1970, the clocks as if they were those of UTC. */
export type Zone = (wallClock: number) => number;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** More than there are, with all their names. */
const MOST_ZONES = 1_000;
/** A zone of a file counts all its changes up to here: what comes later is as in this year. */
const LAST_YEAR = 2_100;
/** More lines than any zone has that is not made to keep programs busy. */
const MOST_LINES = 1_000;
/** `Europe/Berlin` in `/freeassociation.sourceforge.net/Tzfile/Europe/Berlin`. */
const PLACE = /[A-Za-z_]+\/[A-Za-z_-]+$/;

/** Finds zones by their TZID: what is known here as that, or else what the file says of it. */
export class Zones {
  readonly #definitions: ReadonlyMap<string, Component>;
  readonly #zones = new Map<string, Zone | undefined>();

  constructor(components: readonly Component[]) {
    this.#definitions = new Map(
      components
        .filter(({ name }) => name === 'VTIMEZONE')
        .map((component) => [identifierOf(component) ?? '', component]),
    );
  }

  /** Undefined if nobody knows it. */
  find(identifier: string): Zone | undefined {
    if (!this.#zones.has(identifier)) {
      if (this.#zones.size === MOST_ZONES) return undefined;
      const definition = this.#definitions.get(identifier);
      this.#zones.set(
        identifier,
        knownZone(identifier) ??
          (definition && definedZone(definition)) ??
          knownZone(PLACE.exec(identifier)?.[0] ?? ''),
      );
    }
    return this.#zones.get(identifier);
  }
}

function identifierOf({ lines }: Component): string | undefined {
  const properties = lines.map(({ text }) => splitLine(text));
  const property = properties.find((found) => found?.name === 'TZID');
  const [value] = (property && parseProperty(property)?.values) ?? [];
  return typeof value === 'string' ? value : undefined;
}

/** By its name in the IANA database. */
function knownZone(identifier: string): Zone | undefined {
  let clock: Intl.DateTimeFormat;
  try {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone: identifier,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return undefined;
  }
  const offsetAt = (instant: number): number => {
    const [month = 1, day = 1, year = 1970, hour = 0, minute = 0, second = 0] =
      clock.format(instant).match(/\d+/g)?.map(Number) ?? [];
    return Date.UTC(year, month - 1, day, hour, minute, second) - instant;
  };
  return (wallClock) => {
    const before = offsetAt(wallClock - DAY_MS);
    const after = offsetAt(wallClock + DAY_MS);
    // Of an hour that there is twice the first, and of one that there is not, the one that clocks would show that were not changed.
    const isLater = before !== after && offsetAt(wallClock - before) !== before;
    return wallClock - (isLater && offsetAt(wallClock - after) === after ? after : before);
  };
}

/** By what a file says of it; undefined if that is none of years. */
function definedZone({ lines, within }: Component): Zone | undefined {
  const all = [...lines, ...within.flat()];
  // ical.js counts each change, of which a rule of seconds would have billions.
  const isSmall = all.length <= MOST_LINES && all.every(({ text }) => isYearly(text));
  if (!isSmall) return undefined;
  const body = all.map(({ text }) => text).join('\r\n');
  try {
    const timezone = new ICAL.Timezone({ component: `BEGIN:VTIMEZONE\r\n${body}\r\nEND:VTIMEZONE` });
    const offsetAt = (wallClock: number): number => timezone.utcOffset(timeOf(wallClock)) * 1_000;
    // It reads all of its lines only when it is asked the first time.
    offsetAt(Date.UTC(LAST_YEAR, 0));
    return (wallClock) => wallClock - offsetAt(wallClock);
  } catch {
    return undefined;
  }
}

function isYearly(text: Line['text']): boolean {
  return !/^RRULE\b/i.test(text) || /\bFREQ=YEARLY\b/i.test(text);
}

function timeOf(wallClock: number): ICAL.Time {
  const date = new Date(wallClock);
  const time = {
    year: Math.min(date.getUTCFullYear(), LAST_YEAR),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
  return new ICAL.Time(time, ICAL.Timezone.localTimezone);
}
