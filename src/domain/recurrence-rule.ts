import { dateOf, dayNumber } from './calendar.ts';

export const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

export interface RuleWeekday {
  /** 0 on Monday to 6 on Sunday. */
  readonly weekday: number;
  /** Which one in the month or year, from its end if negative; null: each. */
  readonly nth: number | null;
}

/** A recurrence rule for calendar days, as in RFC 5545, section 3.3.10. Lists are in order and without duplicates. */
export interface RecurrenceRule {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly months: readonly number[];
  readonly weekNumbers: readonly number[];
  readonly yearDays: readonly number[];
  readonly monthDays: readonly number[];
  readonly weekdays: readonly RuleWeekday[];
  readonly positions: readonly number[];
  /** The weekday with which weeks begin. */
  readonly weekStart: number;
  readonly count: number | null;
  /** The last day possible, `YYYY-MM-DD`. */
  readonly until: string | null;
  /** Counted from the day of completion, not from the due date. */
  readonly fromCompletion: boolean;
}

/** The simplest rule, of which the others are variants. */
export const DAILY: RecurrenceRule = {
  frequency: 'DAILY',
  interval: 1,
  months: [],
  weekNumbers: [],
  yearDays: [],
  monthDays: [],
  weekdays: [],
  positions: [],
  weekStart: 0,
  count: null,
  until: null,
  fromCompletion: false,
};

/** Whether the rule says which days of its weeks, months or years are meant. If not, they are those of the date it starts from. */
export function namesDays(rule: RecurrenceRule): boolean {
  const lists = [rule.weekNumbers, rule.yearDays, rule.monthDays, rule.weekdays];
  return lists.some((list) => list.length > 0);
}

/** Whether the numbers are in their ranges and the parts may stand together. It may still be a rule without any date. */
export function isWellFormed(rule: RecurrenceRule): boolean {
  const { frequency, months, weekNumbers, yearDays, monthDays, positions, until } = rule;
  const yearly = frequency === 'YEARLY';
  const nths = rule.weekdays.flatMap(({ nth }) => (nth === null ? [] : [nth]));
  return (
    isWithin(months, 12) &&
    months.every((month) => month > 0) &&
    isWithin(weekNumbers, yearly ? 53 : 0) &&
    isWithin(yearDays, yearly ? 366 : 0) &&
    isWithin(monthDays, frequency === 'WEEKLY' ? 0 : 31) &&
    isWithin(nths, frequency === 'MONTHLY' || (yearly && weekNumbers.length === 0) ? 53 : 0) &&
    isWithin(positions, namesDays(rule) || months.length > 0 ? 366 : 0) &&
    (rule.count === null || until === null) &&
    (until === null || isDate(until))
  );
}

/**
 * What people mean by "monthly" on the 31st is the end of each month, while RFC 5545 passes over the shorter months. So a rule that
 * takes its day from such a start is given the days that it may fall back to; the same for "yearly" on 29 February.
 */
export function keepMonthEnd(rule: RecurrenceRule, start: string): RecurrenceRule {
  const day = Number(start.slice(8));
  if (namesDays(rule) || rule.positions.length > 0 || day <= 28) return rule;
  if (rule.frequency === 'MONTHLY') return { ...rule, ...onDayOrLast(day) };
  const february = start.slice(5, 7) === '02' && rule.months.every((month) => month === 2);
  return rule.frequency === 'YEARLY' && february ? { ...rule, months: [2], monthDays: [-1] } : rule;
}

/** On the 29th, 30th or 31st of the month, or on its last day if it is shorter. */
export function onDayOrLast(day: number): Pick<RecurrenceRule, 'monthDays' | 'positions'> {
  return day === 31
    ? { monthDays: [-1], positions: [] }
    : { monthDays: [28, 29, 30].filter((candidate) => candidate <= day), positions: [-1] };
}

function isWithin(values: readonly number[], most: number): boolean {
  return values.every((value) => value !== 0 && Math.abs(value) <= most);
}

function isDate(date: string): boolean {
  const day = dayNumber(date);
  return !Number.isNaN(day) && dateOf(day) === date;
}
