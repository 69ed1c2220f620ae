import { dayOf } from '../domain/calendar.ts';

const BASIC =
  /^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)(?:T(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)(?<zone>Z)?)?$/;
const EXTENDED =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)(?:[T ](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.(?<fraction>\d{1,9}))?)?(?<zone>Z|[+-]\d\d:?\d\d)?)?$/;

/**
 * An instant in one of the forms of ISO 8601: `20261127T160000Z`, `2026-11-27T16:00:00.000Z`, `2026-11-27 17:00+01:00`. Without a zone it
 * is one of where this process runs, and a date alone is its beginning. Undefined for anything else, for a day or a time that does not
 * exist, and for years before 1000.
 */
export function readInstant(text: string): Date | undefined {
  const { groups } = BASIC.exec(text) ?? EXTENDED.exec(text) ?? {};
  if (groups === undefined) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = [
    groups['year'],
    groups['month'],
    groups['day'],
    groups['hour'],
    groups['minute'],
    groups['second'],
  ].map((digits) => Number(digits ?? 0));
  const exists = year >= 1000 && dayOf({ year, month, day }) !== undefined;
  if (!exists || hour > 23 || minute > 59 || second > 59) return undefined;
  const { zone, fraction = '0' } = groups;
  const milliseconds = Math.floor(Number(`0.${fraction}`) * 1000);
  if (zone === undefined) return new Date(year, month - 1, day, hour, minute, second, milliseconds);
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second, milliseconds) - offsetOf(zone));
}

/** In milliseconds east of UTC. */
function offsetOf(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -1 : 1) * minutes * 60_000;
}
