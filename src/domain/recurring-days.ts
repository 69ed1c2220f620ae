import { monthNamed, weekdayNamed } from './calendar-names.ts';
import { UsageError } from './errors.ts';
import { readOrdinal } from './number-words.ts';
import { quoted } from './quoted.ts';
import { onDayOrLast, type RecurrenceRule, type RuleWeekday } from './recurrence-rule.ts';

type DaysOfMonth = Partial<Pick<RecurrenceRule, 'monthDays' | 'weekdays' | 'positions'>>;

/** Which days of its weeks, months or years a rule means. */
export type RecurringDays = Pick<RecurrenceRule, 'frequency'> &
  Partial<Pick<RecurrenceRule, 'months'>> &
  DaysOfMonth;

const WEEK = [0, 1, 2, 3, 4, 5, 6];
const WORKDAYS = WEEK.slice(0, 5);
const WEEKEND = WEEK.slice(5);
/** Weekdays come four or five times in a month. */
const NTHS = [-1, 1, 2, 3, 4, 5];

/**
 * Reads `mon,thu`, `weekdays`; `15th`, `1st,15th`, `last day`, `last friday`, `1st,3rd monday`, `last weekday`, each with `of month`
 * behind it or without; `24 dec`, `dec 24`, `last day of feb`, `4th thu of nov`. Lower case, no spaces around commas, no `the`.
 * Undefined if it is none of these; throws UsageError for the 29th to 31st among other days.
 */
export function readRecurringDays(phrase: string): RecurringDays | undefined {
  const weekdays = readWeekdays(phrase);
  if (weekdays !== undefined) return { frequency: 'WEEKLY', weekdays: each(weekdays) };

  const [, days = phrase, where = 'month'] = /^(.+) of (?:every |each )?([a-z]+)$/.exec(phrase) ?? [];
  const date = readDate(phrase) ?? readDate(`${days} ${where}`);
  if (date !== undefined) return date;
  const month = monthNamed(where);
  const inMonth = readDaysOfMonth(days);
  if (inMonth === undefined || (month === undefined && where !== 'month')) return undefined;
  return month === undefined
    ? { frequency: 'MONTHLY', ...inMonth }
    : { frequency: 'YEARLY', months: [month], ...inMonth };
}

function readDate(phrase: string): RecurringDays | undefined {
  const [, dayFirst, monthLast] = /^(\d{1,2})(?:st|nd|rd|th)? ([a-z]+)$/.exec(phrase) ?? [];
  const [, monthFirst, dayLast] = /^([a-z]+) (\d{1,2})(?:st|nd|rd|th)?$/.exec(phrase) ?? [];
  const month = monthNamed(monthLast ?? monthFirst ?? '');
  const day = Number(dayFirst ?? dayLast);
  if (month === undefined || day < 1 || day > 31) return undefined;
  // Whoever was born on 29 February has a birthday every year.
  return { frequency: 'YEARLY', months: [month], monthDays: [month === 2 && day === 29 ? -1 : day] };
}

function readDaysOfMonth(phrase: string): DaysOfMonth | undefined {
  const [, either] = /^(\d\d)th or last day$/.exec(phrase) ?? [];
  if (either === '29' || either === '30') return onDayOrLast(Number(either));
  return readMonthDays(phrase) ?? readNumberedWeekdays(phrase);
}

/** The 29th to 31st alone are the end of shorter months, as for those who say "monthly"; among other days that would be a guess. */
function readMonthDays(phrase: string): DaysOfMonth | undefined {
  const days: number[] = [];
  for (const item of phrase.split(',')) {
    const day = readOrdinal(item.replace(/^(first|last) day$/, '$1'));
    if (day === undefined || day === 0 || day > 31 || (/^[a-z]/.test(item) && !item.endsWith(' day'))) {
      return undefined;
    }
    days.push(day === 31 ? -1 : day);
  }
  const sorted = [...new Set(days)].toSorted((one, other) => one - other);
  const largest = Math.max(...sorted);
  if (largest <= 28) return { monthDays: sorted };
  if (sorted.length === 1) return onDayOrLast(largest);
  throw new UsageError(`The recurrence ${quoted(phrase)} has days that shorter months have not`, {
    hint: 'Write "last day" for the ends of the months, or an RRULE, which passes over the shorter ones.',
  });
}

function readNumberedWeekdays(phrase: string): DaysOfMonth | undefined {
  const [, ordinals = '', name = ''] = /^([a-z\d,]+) ([a-z]+)$/.exec(phrase) ?? [];
  const nths = ordinals.split(',').map(readOrdinal);
  const weekday = weekdayNamed(name);
  if (weekday === undefined) {
    const [position, ...others] = nths;
    const isEnd = (position === 1 || position === -1) && others.length === 0;
    return isEnd && /^(?:weekday|workday)$/.test(name)
      ? { weekdays: each(WORKDAYS), positions: [position] }
      : undefined;
  }
  const possible = NTHS.filter((nth) => nths.includes(nth));
  return possible.length === nths.length
    ? { weekdays: possible.map((nth) => ({ weekday, nth })) }
    : undefined;
}

/** In their order in the week, without duplicates. */
function readWeekdays(phrase: string): number[] | undefined {
  const weekdays: number[] = [];
  for (const item of phrase.split(',')) {
    const weekday = weekdayNamed(item.replace(/s$/, ''));
    if (weekday !== undefined) weekdays.push(weekday);
    else if (/^(?:weekday|workday)s?$/.test(item)) weekdays.push(...WORKDAYS);
    else if (/^weekends?$/.test(item)) weekdays.push(...WEEKEND);
    else return undefined;
  }
  return WEEK.filter((weekday) => weekdays.includes(weekday));
}

function each(weekdays: readonly number[]): RuleWeekday[] {
  return weekdays.map((weekday) => ({ weekday, nth: null }));
}
