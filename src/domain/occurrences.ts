import {
  LAST_DAY,
  calendarDate,
  dayNumber,
  firstOfMonth,
  monthLength,
  weekBegin,
  weekdayOf,
} from './calendar.ts';
import { namesDays, type RecurrenceRule, type RuleWeekday } from './recurrence-rule.ts';

/** A hundred years: what has not come by then is taken for never. The rarest of the plain rules, 29 February on a Monday, takes 40. */
const HORIZON_DAYS = 36_525;
const LONGEST_PERIOD = { DAILY: 1, WEEKLY: 7, MONTHLY: 31, YEARLY: 366 } as const;

/**
 * The days of a rule that is counted from `start`: those after `after` and not before `start`, in their order. `count` is left to the
 * caller. Days are numbered as in calendar.ts. To find that there is none takes some 20 ms.
 *
 * The rrule library (2.8.1) would do, but it looks through every day until the year 9999 and cannot be stopped: half a minute for
 * `FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30`, seconds for a daily task that was due in the year 1000. The tests compare the two.
 */
export function* daysOf(rule: RecurrenceRule, start: number, after: number): Generator<number, undefined> {
  const complete = completeFrom(rule, start);
  const until = rule.until === null ? LAST_DAY : dayNumber(rule.until);
  const end = Math.min(until, LAST_DAY, Math.max(start, after) + HORIZON_DAYS);
  // Periods may be shorter than the longest, so this is never one too late.
  const passed = Math.floor((after - start) / (rule.interval * LONGEST_PERIOD[rule.frequency])) - 1;
  for (let index = Math.max(passed, 0); ; index++) {
    const { begin, length } = periodAt(complete, start, index);
    if (begin > end) return;
    const days = Array.from({ length }, (_, offset) => begin + offset).filter((day) =>
      matches(complete, day),
    );
    for (const day of atPositions(days, rule.positions)) {
      if (day > after && day >= start && day <= end) yield day;
    }
  }
}

/** What the rule leaves open is as on the day it starts from. */
function completeFrom(rule: RecurrenceRule, start: number): RecurrenceRule {
  const weekdays = [{ weekday: weekdayOf(start), nth: null }];
  const { month, day } = calendarDate(start);
  if (namesDays(rule)) {
    const weeksAlone =
      rule.weekNumbers.length > 0 &&
      [rule.yearDays, rule.monthDays, rule.weekdays].every((list) => list.length === 0);
    return weeksAlone ? { ...rule, weekdays } : rule;
  }
  switch (rule.frequency) {
    case 'DAILY':
      return rule;
    case 'WEEKLY':
      return { ...rule, weekdays };
    case 'MONTHLY':
      return { ...rule, monthDays: [day] };
    case 'YEARLY':
      return { ...rule, months: rule.months.length === 0 ? [month] : rule.months, monthDays: [day] };
  }
}

/** The first day and the number of days of the day, week, month or year that is `index` intervals after that of the start. */
function periodAt(rule: RecurrenceRule, start: number, index: number): { begin: number; length: number } {
  const later = index * rule.interval;
  if (rule.frequency === 'DAILY') return { begin: start + later, length: 1 };
  if (rule.frequency === 'WEEKLY') return { begin: weekBegin(start, rule.weekStart) + 7 * later, length: 7 };
  const { year, month } = calendarDate(start);
  return rule.frequency === 'MONTHLY'
    ? { begin: firstOfMonth(year, month + later), length: monthLength(year, month + later) }
    : { begin: firstOfMonth(year + later, 1), length: yearLength(year + later) };
}

function matches(rule: RecurrenceRule, on: number): boolean {
  const { months, monthDays, yearDays, weekdays } = rule;
  if (weekdays.length > 0 && !weekdays.some((weekday) => isWeekday(weekday, rule, on))) return false;
  const { year, month, day } = calendarDate(on);
  return (
    (months.length === 0 || months.includes(month)) &&
    (monthDays.length === 0 || includes(monthDays, day, monthLength(year, month))) &&
    (yearDays.length === 0 || includes(yearDays, dayOfYear(on), yearLength(year))) &&
    (rule.weekNumbers.length === 0 || isInWeeks(rule, on))
  );
}

function isWeekday({ weekday, nth }: RuleWeekday, rule: RecurrenceRule, on: number): boolean {
  if (weekdayOf(on) !== weekday) return false;
  if (nth === null) return true;
  const { year, month, day } = calendarDate(on);
  // Counted in the year, unless the rule names months.
  const inMonth = rule.frequency === 'MONTHLY' || rule.months.length > 0;
  const position = inMonth ? day : dayOfYear(on);
  const length = inMonth ? monthLength(year, month) : yearLength(year);
  return nth === Math.ceil(position / 7) || nth === -Math.ceil((length - position + 1) / 7);
}

/** Weeks belong to the year in which they have four days or more (RFC 5545). */
function isInWeeks(rule: RecurrenceRule, on: number): boolean {
  const { year } = calendarDate(weekBegin(on, rule.weekStart) + 3);
  // 28 December is always in the last one.
  const weeks = weekNumber(firstOfMonth(year + 1, 1) - 4, year, rule.weekStart);
  return includes(rule.weekNumbers, weekNumber(on, year, rule.weekStart), weeks);
}

function weekNumber(on: number, year: number, weekStart: number): number {
  return Math.ceil((weekBegin(on, weekStart) + 3 - firstOfMonth(year, 1) + 1) / 7);
}

/** Whether a list has a position, counted from 1 or, as -1, from the end. */
function includes(list: readonly number[], position: number, length: number): boolean {
  return list.includes(position) || list.includes(position - length - 1);
}

function atPositions(days: readonly number[], positions: readonly number[]): readonly number[] {
  return positions.length === 0
    ? days
    : days.filter((_, index) => includes(positions, index + 1, days.length));
}

function dayOfYear(on: number): number {
  return on - firstOfMonth(calendarDate(on).year, 1) + 1;
}

function yearLength(year: number): number {
  return firstOfMonth(year + 1, 1) - firstOfMonth(year, 1);
}
