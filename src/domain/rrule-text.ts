import { FREQUENCIES, isWellFormed, type RecurrenceRule, type RuleWeekday } from './recurrence-rule.ts';

const CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const CODE = `(?:${CODES.join('|')})`;
const NUMBER = String.raw`[+-]?0*[1-9]\d{0,2}`;
const PART = new RegExp(
  `^(?:FREQ=[A-Z]+|(?:INTERVAL|COUNT)=0*[1-9]\\d{0,3}|UNTIL=[1-9]\\d{7}(?:T\\d{6}Z?)?|WKST=${CODE}` +
    `|(?:BYMONTH|BYWEEKNO|BYYEARDAY|BYMONTHDAY|BYSETPOS)=${NUMBER}(?:,${NUMBER})*` +
    `|BYDAY=(?:${NUMBER})?${CODE}(?:,(?:${NUMBER})?${CODE})*|X-FROM=COMPLETION)$`,
);
/** What tasks.recursion_pattern has room for. */
const LONGEST = 500;

/**
 * Reads the value of an RRULE (RFC 5545), with `RRULE:` in front or without, in any case and order; `X-FROM=COMPLETION` is a part of
 * our own. Undefined if it is none, or one of hours and minutes.
 */
export function parseRrule(text: string): RecurrenceRule | undefined {
  if (text.length > LONGEST) return undefined;
  const parts = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .split(';');
  const values = new Map(parts.map((part) => splitPart(part)));
  const frequency = FREQUENCIES.find((name) => name === values.get('FREQ'));
  if (frequency === undefined || values.size < parts.length || !parts.every((part) => PART.test(part))) {
    return undefined;
  }
  const count = values.get('COUNT');
  const until = values.get('UNTIL');
  const rule: RecurrenceRule = {
    frequency,
    interval: Number(values.get('INTERVAL') ?? 1),
    months: readNumbers(values.get('BYMONTH')),
    weekNumbers: readNumbers(values.get('BYWEEKNO')),
    yearDays: readNumbers(values.get('BYYEARDAY')),
    monthDays: readNumbers(values.get('BYMONTHDAY')),
    weekdays: readWeekdays(values.get('BYDAY')),
    positions: readNumbers(values.get('BYSETPOS')),
    weekStart: CODES.indexOf(values.get('WKST') ?? 'MO'),
    count: count === undefined ? null : Number(count),
    until: until === undefined ? null : until.replace(/^(\d{4})(\d\d)(\d\d).*$/, '$1-$2-$3'),
    fromCompletion: values.has('X-FROM'),
  };
  return isWellFormed(rule) ? rule : undefined;
}

/** The one way in which a rule is stored. */
export function formatRrule(rule: RecurrenceRule): string {
  const parts: readonly (readonly [name: string, values: readonly (string | number | null)[]])[] = [
    ['FREQ', [rule.frequency]],
    ['INTERVAL', rule.interval === 1 ? [] : [rule.interval]],
    ['BYMONTH', rule.months],
    ['BYWEEKNO', rule.weekNumbers],
    ['BYYEARDAY', rule.yearDays],
    ['BYMONTHDAY', rule.monthDays],
    ['BYDAY', rule.weekdays.map(({ weekday, nth }) => `${nth ?? ''}${CODES[weekday]}`)],
    ['BYSETPOS', rule.positions],
    ['WKST', rule.weekStart === 0 ? [] : [`${CODES[rule.weekStart]}`]],
    ['COUNT', rule.count === null ? [] : [rule.count]],
    ['UNTIL', rule.until === null ? [] : [rule.until.replaceAll('-', '')]],
    ['X-FROM', rule.fromCompletion ? ['COMPLETION'] : []],
  ];
  return parts
    .flatMap(([name, values]) => (values.length === 0 ? [] : [`${name}=${values.join(',')}`]))
    .join(';');
}

function splitPart(part: string): [name: string, value: string] {
  const sign = part.indexOf('=');
  return [part.slice(0, sign), part.slice(sign + 1)];
}

function readNumbers(list: string | undefined): number[] {
  const numbers = list?.split(',').map(Number) ?? [];
  return [...new Set(numbers)].toSorted((one, other) => one - other);
}

/** First those of every week, then by their number, then by weekday. */
function readWeekdays(list: string | undefined): RuleWeekday[] {
  const items = [...new Set(list?.split(',').map((item) => item.replace(/^\+?0*/, '').replace(/^-0+/, '-')))];
  return items
    .map((item) => ({
      weekday: CODES.indexOf(item.slice(-2)),
      nth: item.length === 2 ? null : Number(item.slice(0, -2)),
    }))
    .toSorted((one, other) => (one.nth ?? 0) - (other.nth ?? 0) || one.weekday - other.weekday);
}
