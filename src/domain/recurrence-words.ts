import { WEEKDAYS, shortMonth, shortWeekday } from './calendar-names.ts';
import { formatOrdinal } from './number-words.ts';
import { namesDays, type RecurrenceRule } from './recurrence-rule.ts';
import { parseRrule } from './rrule-text.ts';

const UNITS = { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' } as const;
const WORKDAYS = '0,1,2,3,4';

/**
 * A stored recurrence in words that parseRecurrence reads back: `every 2 weeks`, `every Mon, Thu`, `every month on the last Friday`,
 * `every 3 days after completion`. What has no words, or is no rule, is returned as it is.
 */
export function describeRecurrence(pattern: string): string {
  const rule = parseRrule(pattern);
  const words = rule && describeRule(rule);
  if (rule === undefined || words === undefined) return pattern;
  return [
    words,
    rule.fromCompletion ? ' after completion' : '',
    rule.until === null ? '' : ` until ${rule.until}`,
    rule.count === null ? '' : `, ${rule.count} ${rule.count === 1 ? 'time' : 'times'}`,
  ].join('');
}

function describeRule(rule: RecurrenceRule): string | undefined {
  if (rule.weekStart !== 0 || rule.weekNumbers.length > 0 || rule.yearDays.length > 0) return undefined;
  const unit = UNITS[rule.frequency];
  const rhythm = rule.interval === 1 ? unit : `${rule.interval} ${unit}s`;
  if (!namesDays(rule)) return rule.months.length === 0 ? `every ${rhythm}` : undefined;
  const days = describeDays(rule);
  if (days === undefined) return undefined;
  return rule.frequency === 'WEEKLY' && rule.interval === 1 ? `every ${days}` : `every ${rhythm} on ${days}`;
}

function describeDays(rule: RecurrenceRule): string | undefined {
  const [month, ...otherMonths] = rule.months;
  switch (rule.frequency) {
    case 'DAILY':
      return undefined;
    case 'WEEKLY':
      return month === undefined && rule.positions.length === 0 ? describeWeekdays(rule) : undefined;
    case 'MONTHLY':
      return month === undefined ? describeDaysOfMonth(rule) : undefined;
    case 'YEARLY':
      return month === undefined || otherMonths.length > 0 ? undefined : describeDaysOfYear(rule, month);
  }
}

function describeWeekdays({ weekdays, interval }: RecurrenceRule): string {
  const every = weekdays.map(({ weekday }) => weekday);
  return every.join() === WORKDAYS && interval === 1 ? 'weekday' : every.map(shortWeekday).join(', ');
}

/** Of one month. */
function describeDaysOfYear(rule: RecurrenceRule, month: number): string | undefined {
  const [day, ...others] = rule.monthDays;
  const isDate =
    day !== undefined && day > 0 && others.length + rule.weekdays.length + rule.positions.length === 0;
  if (isDate) {
    // In words, 29 February is the last day of the month.
    return month === 2 && day === 29 ? undefined : `${day} ${shortMonth(month)}`;
  }
  const days = describeDaysOfMonth(rule);
  return days === undefined ? undefined : `${days} of ${shortMonth(month)}`;
}

function describeDaysOfMonth(rule: RecurrenceRule): string | undefined {
  if (rule.weekdays.length === 0) return describeMonthDays(rule);
  return rule.monthDays.length === 0 ? describeNumberedWeekdays(rule) : undefined;
}

/** In words, the 29th to 31st alone are the last day of a shorter month, so a rule that passes over such months has none. */
function describeMonthDays({ monthDays, positions }: RecurrenceRule): string | undefined {
  const days = monthDays.join();
  if (positions.join() === '-1' && (days === '28,29' || days === '28,29,30')) {
    return `the ${formatOrdinal(monthDays.length + 27)} or the last day`;
  }
  const all = monthDays.every((day) => day === -1 || (day >= 1 && day <= 28));
  return positions.length === 0 && all ? `the ${listOrdinals(monthDays, 'last day')}` : undefined;
}

function describeNumberedWeekdays({ weekdays, positions }: RecurrenceRule): string | undefined {
  const position = positions.join();
  if (position !== '') {
    const workdays =
      weekdays.every(({ nth }) => nth === null) && weekdays.map((day) => day.weekday).join() === WORKDAYS;
    return workdays && /^-?1$/.test(position)
      ? `the ${position === '1' ? '1st' : 'last'} weekday`
      : undefined;
  }
  const [first, ...others] = weekdays;
  const nths = weekdays.map(({ nth }) => nth ?? 0);
  const sameDay = others.every(({ weekday }) => weekday === first?.weekday);
  const allNumbered = nths.every((nth) => nth === -1 || (nth >= 1 && nth <= 5));
  return first !== undefined && sameDay && allNumbered
    ? `the ${listOrdinals(nths, 'last')} ${WEEKDAYS[first.weekday]}`
    : undefined;
}

/** `1st, 15th, last`: in the order of the month. */
function listOrdinals(numbers: readonly number[], last: string): string {
  const ordinals = numbers.filter((number) => number > 0).map(formatOrdinal);
  return [...ordinals, ...(numbers.includes(-1) ? [last] : [])].join(', ');
}
