import { dateOf, dayOf, FIRST_DAY, LAST_DAY } from '../../domain/calendar.ts';
import { today, wallClock } from '../../domain/due-date.ts';

/** Whether 3/4 is in April or in March. */
export interface DateOrder {
  readonly dayFirst: boolean;
  /** Whether no date of the file says it. */
  readonly isGuess: boolean;
}

/** A date of a table. */
export interface CsvDate {
  /** `YYYY-MM-DD`, where this process runs. */
  readonly on: string;
  /** `HH:MM:SS` */
  readonly time: string | null;
  readonly instant: Date;
  /** Whether day and month could be the other way round as well, and nothing in the file says which. */
  readonly isGuess: boolean;
}

const NUMBERS = /^(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?:$|[T ,]\s{0,9}(?=[^\s]))/;
const CLOCK = /^(?:at )?(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?(?:\s?([ap])\.?m\.?)?$/i;
const HOUR = /^(?:at )?(\d{1,2})\s?([ap])\.?m\.?$/i;
const INSTANT = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(Z|[+-]\d\d:?\d\d)$/i;

/** From all dates of a file, since a program writes all of them in one way. */
export function orderOf(texts: Iterable<string>, delimiter: string): DateOrder {
  let first = false;
  let second = false;
  for (const text of texts) {
    const [, one, sign, other, year] = NUMBERS.exec(text.trim()) ?? [];
    if (one === undefined || sign === '.' || one.length > 2 || year === undefined) continue;
    first ||= Number(one) > 12;
    second ||= Number(other) > 12;
  }
  // Programs that write semicolons do so where commas are in numbers, and days come first.
  return first === second
    ? { dayFirst: delimiter === ';', isGuess: true }
    : { dayFirst: first, isGuess: false };
}

/**
 * `2026-11-27`, `27.11.2026`, `11/27/2026` or `27/11/2026`, with a time behind it or without, or an instant of ISO 8601. Undefined for
 * anything else, and for what is not in the calendar.
 */
export function readDate(text: string, order: DateOrder): CsvDate | undefined {
  const trimmed = text.trim();
  return readInstant(trimmed) ?? readNumbers(trimmed, order);
}

function readInstant(text: string): CsvDate | undefined {
  const [, date, time, zone = ''] = INSTANT.exec(text) ?? [];
  if (date === undefined || !exists(date)) return undefined;
  const instant = new Date(`${date}T${time}${zone.toUpperCase().replace(/(\d\d)(\d\d)$/, '$1:$2')}`);
  if (Number.isNaN(instant.getTime())) return undefined;
  const on = today(instant);
  if (!/^[1-9]\d{3}-/.test(on)) return undefined;
  const seconds = String(instant.getSeconds()).padStart(2, '0');
  return { on, time: `${wallClock(instant)}:${seconds}`, instant, isGuess: false };
}

function readNumbers(text: string, order: DateOrder): CsvDate | undefined {
  const [whole, one = '', sign, other = '', last = ''] = NUMBERS.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const isYearFirst = one.length === 4;
  const isOther = one.length <= 2 && (last.length === 2 || last.length === 4);
  if (isYearFirst ? last.length > 2 : !isOther) return undefined;
  const either = !isYearFirst && sign !== '.' && Number(one) <= 12 && Number(other) <= 12;
  const dayFirst = sign === '.' || (either ? order.dayFirst : Number(one) > 12);
  const [year, month, day] = isYearFirst
    ? [one, other, last]
    : [fullYear(last), ...(dayFirst ? [other, one] : [one, other])];
  const date = [year, month, day].map((part = '') => part.padStart(2, '0')).join('-');
  const rest = text.slice(whole.length).trim();
  const time = rest === '' ? null : readClock(rest);
  if (!exists(date) || time === undefined) return undefined;
  return {
    on: date,
    time,
    instant: new Date(`${date}T${time ?? '00:00:00'}`),
    isGuess: either && order.isGuess && one !== other,
  };
}

/** `HH:MM:SS` of `17:00`, `5:00 PM` or `5pm`; undefined for what no clock shows. */
export function readClock(text: string): string | undefined {
  const [, hourText, minute = '00', second = '00', halfOfClock] = CLOCK.exec(text) ?? [];
  const [, hourAlone, halfOfHour] = HOUR.exec(text) ?? [];
  const half = (halfOfClock ?? halfOfHour)?.toLowerCase();
  const hour = Number(hourText ?? hourAlone ?? NaN);
  const is24 = half === undefined && hour <= 23;
  const is12 = half !== undefined && hour >= 1 && hour <= 12;
  if (!(is24 || is12) || Number(minute) > 59 || Number(second) > 59) return undefined;
  const full = is24 ? hour : (hour % 12) + (half === 'p' ? 12 : 0);
  return `${String(full).padStart(2, '0')}:${minute}:${second}`;
}

function fullYear(year: string): string {
  return year.length === 4 ? year : `20${year.padStart(2, '0')}`;
}

function exists(date: string): boolean {
  const [year, month, day] = date.split('-').map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  const number = dayOf({ year, month, day });
  return number !== undefined && number >= FIRST_DAY && number <= LAST_DAY && dateOf(number) === date;
}
