import { MONTHS, WEEKDAYS, monthNamed, shortMonth, weekdayNamed } from './calendar-names.ts';
import { calendarDate, dayOf, firstOfMonth, monthLength, weekdayOf } from './calendar.ts';
import { UsageError } from './errors.ts';
import { quoted } from './quoted.ts';

const ISO_DATE = /^([1-9]\d{3})-(\d\d)-(\d\d)$/;
const DAY_FIRST = /^(\d{1,2})(?:st|nd|rd|th)?(?: of)? ?([a-z]+)(?: ([1-9]\d{3}))?$/;
const MONTH_FIRST = /^([a-z]+) ?(\d{1,2})(?:st|nd|rd|th)?(?: ([1-9]\d{3}))?$/;
const DAY_OF_MONTH = /^(?:the )?(\d{1,2})(?:st|nd|rd|th)$/;
const AFTER_WEEKDAY = /^([a-z]+) (.+)$/;

/** 29 February comes after eight years at the latest, as from 1896 to 1904. */
const LONGEST_WAIT_YEARS = 8;

interface NamedDate {
  /** Undefined: the coming one. */
  readonly year: number | undefined;
  /** Undefined: of the coming month that has such a day. */
  readonly month: number | undefined;
  readonly day: number;
}

/**
 * The day of `27 nov`, `nov 27`, `27 nov 2027`, `2026-11-27` or `15th`, each with a weekday in front or without. What has no year or
 * no month is the coming one, today included. Undefined for other phrases; throws UsageError for a date that does not exist or is
 * not on that weekday. Lower case, single spaces; days are numbered as in calendar.ts.
 */
export function readCalendarPhrase(phrase: string, today: number): number | undefined {
  const [, first = '', rest = ''] = AFTER_WEEKDAY.exec(phrase) ?? [];
  const weekday = weekdayNamed(first);
  const date = readDate(weekday === undefined ? phrase : rest);
  if (date === undefined) return undefined;
  const day = findDay(date, today);
  if (day === undefined) {
    throw new UsageError(`The date ${quoted(phrase)} does not exist`, { hint: explainMissing(date) });
  }
  if (weekday !== undefined && weekday !== weekdayOf(day)) {
    const { year, month } = calendarDate(day);
    throw new UsageError(`The date ${quoted(phrase)} contradicts itself`, {
      hint: `${date.day} ${shortMonth(month)} ${year} is a ${WEEKDAYS[weekdayOf(day)]}.`,
    });
  }
  return day;
}

function readDate(phrase: string): NamedDate | undefined {
  const [, isoYear, isoMonth, isoDay] = ISO_DATE.exec(phrase) ?? [];
  if (isoYear !== undefined) {
    return { year: Number(isoYear), month: Number(isoMonth), day: Number(isoDay) };
  }
  const [, lone] = DAY_OF_MONTH.exec(phrase) ?? [];
  if (lone !== undefined) {
    return { year: undefined, month: undefined, day: Number(lone) };
  }
  const [, dayFirst, monthLast, yearLast] = DAY_FIRST.exec(phrase) ?? [];
  const [, monthFirst, dayLast, year = yearLast] = MONTH_FIRST.exec(phrase) ?? [];
  const month = monthNamed(monthFirst ?? monthLast ?? '');
  if (month === undefined) return undefined;
  return { year: year === undefined ? undefined : Number(year), month, day: Number(dayFirst ?? dayLast) };
}

function findDay({ year, month, day }: NamedDate, today: number): number | undefined {
  if (year !== undefined && month !== undefined) return dayOf({ year, month, day });
  const now = calendarDate(today);
  const candidates = Array.from({ length: month === undefined ? 3 : LONGEST_WAIT_YEARS + 1 }, (_, later) =>
    month === undefined
      ? dayOf({ ...calendarDate(firstOfMonth(now.year, now.month + later)), day })
      : dayOf({ year: now.year + later, month, day }),
  );
  return candidates.find((candidate) => candidate !== undefined && candidate >= today);
}

/** 29 February is missing in most years, and the 31st in most months, but only from a date that names them. */
function explainMissing({ year, month }: NamedDate): string {
  const name = month === undefined ? undefined : MONTHS[month - 1];
  if (month === undefined || name === undefined) return 'Months run from 1 to 12, their days to 31 at most.';
  return year === undefined
    ? `${name} has ${monthLength(2024, month)} days at most.`
    : `${name} ${year} has ${monthLength(year, month)} days.`;
}
