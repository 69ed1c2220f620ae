import ICAL from 'ical.js';
import type { Component } from './components.ts';
import { parseProperty, splitLine } from './property.ts';

/** The instant at which the clocks of a zone show this, both in milliseconds since 1970, the clocks as if they were those of UTC. */
export type Zone = (wallClock: number) => number;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** More than there are, with all their names. */
const MOST_ZONES = 1_000;
/** Of zones of a file, ical.js counts each change from first to last, which takes it long: what comes later is as in the last year. */
const FIRST_YEAR = 1_970;
const LAST_YEAR = 2_060;
/** Of what a file says of its zones, as many characters are read. */
const MOST_CHARACTERS = 10_000;
/** Longer than any name of a zone. */
const LONGEST_NAME = 100;
/** `Europe/Berlin` in `/freeassociation.sourceforge.net/Tzfile/Europe/Berlin`. */
const PLACE = /[A-Za-z_]+\/[A-Za-z_-]+$/;

/** Finds zones by their TZID: what is known here as that, or else what the file says of it. */
export class Zones {
  readonly #definitions: ReadonlyMap<string, Component>;
  readonly #zones = new Map<string, Zone | undefined>();
  #charactersLeft = MOST_CHARACTERS;

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
      if (this.#zones.size === MOST_ZONES || identifier.length > LONGEST_NAME) return undefined;
      const place = PLACE.exec(identifier)?.[0] ?? '';
      this.#zones.set(identifier, knownZone(identifier) ?? this.#defined(identifier) ?? knownZone(place));
    }
    return this.#zones.get(identifier);
  }

  #defined(identifier: string): Zone | undefined {
    const definition = this.#definitions.get(identifier);
    if (definition === undefined) return undefined;
    const observances = definition.within.map((lines) => lines.map(({ text }) => text));
    this.#charactersLeft -= observances.flat().reduce((sum, { length }) => sum + length, 0);
    return this.#charactersLeft < 0 ? undefined : definedZone(observances);
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

const RULE = /^RRULE:/i;
const RULE_PART =
  /^(?:FREQ=YEARLY|INTERVAL=1|BYMONTH=\d+|BYDAY=[+-]?\d?[A-Z]{2}|BYMONTHDAY=-?\d+(?:,-?\d+){0,6}|UNTIL=\w+|WKST=\w+)$/i;

/** @param observances the lines of its parts for standard time and others; undefined if the rule of one is none of a day a year */
function definedZone(observances: readonly (readonly string[])[]): Zone | undefined {
  const rules = observances.flat().filter((line) => RULE.test(line));
  if (
    !rules.every((rule) =>
      rule
        .replace(RULE, '')
        .split(';')
        .every((part) => RULE_PART.test(part)),
    )
  ) {
    return undefined;
  }
  const lines = ['BEGIN:VTIMEZONE', ...observances.flatMap(withLaterStart), 'END:VTIMEZONE'];
  try {
    const timezone = new ICAL.Timezone({ component: lines.join('\r\n') });
    const offsetAt = (wallClock: number): number => timezone.utcOffset(timeOf(wallClock)) * 1_000;
    // It reads all of its lines only when it is asked the first time.
    offsetAt(Date.UTC(LAST_YEAR, 0));
    return (wallClock) => wallClock - offsetAt(wallClock);
  } catch {
    return undefined;
  }
}

/** Of a rule that is older, as it may be from 1601 on. */
function withLaterStart(observance: readonly string[]): readonly string[] {
  if (!observance.some((line) => RULE.test(line))) return observance;
  return observance.map((line) =>
    line.replace(
      /^(DTSTART[^:]{0,100}:)(\d{4})/i,
      (_, name: string, year: string) => `${name}${Math.max(Number(year), FIRST_YEAR)}`,
    ),
  );
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
