import rrule from 'rrule';
import { UsageError } from './errors.ts';
import { quoted } from './quoted.ts';

/** The words for the commonest rules; every other one is written as an RRULE. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['daily', 'FREQ=DAILY'],
  ['weekdays', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
  ['weekly', 'FREQ=WEEKLY'],
  ['monthly', 'FREQ=MONTHLY'],
  ['yearly', 'FREQ=YEARLY'],
]);

const HINT = `Write ${[...WORDS.keys()].join(', ')} or an RRULE such as "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO".`;
/** What a rule for calendar days may consist of (RFC 5545, section 3.3.10). */
const PART =
  /^(FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)|(INTERVAL|COUNT)=[1-9]\d{0,3}|UNTIL=\d{8}(T\d{6}Z?)?|WKST=(MO|TU|WE|TH|FR|SA|SU)|BYDAY=[+-]?\d{0,2}(MO|TU|WE|TH|FR|SA|SU)(,[+-]?\d{0,2}(MO|TU|WE|TH|FR|SA|SU))*|(BYMONTHDAY|BYYEARDAY|BYWEEKNO|BYMONTH|BYSETPOS)=-?[1-9]\d{0,2}(,-?[1-9]\d{0,2})*)$/;

/**
 * Reads a recurrence rule and returns the value of its RRULE, such as `FREQ=MONTHLY`. Throws UsageError for what is no rule, for
 * rules of hours and minutes, and for rules without any date, such as 31 February.
 */
export function parseRecurrence(text: string): string {
  const word = WORDS.get(text.trim().toLowerCase());
  if (word !== undefined) {
    return word;
  }
  const rule = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '');
  const parts = rule.split(';');
  const names = parts.map((part) => part.split('=', 1)[0]);
  const wellFormed = parts.every((part) => PART.test(part)) && new Set(names).size === names.length;
  if (!wellFormed || !names.includes('FREQ') || (names.includes('COUNT') && names.includes('UNTIL'))) {
    throw new UsageError(`The recurrence ${quoted(text)} cannot be understood`, { hint: HINT });
  }
  // A leap year, so that 29 February is a date.
  if (occurrences(rule, '2024-01-01').after(toUtc('2023-12-31')) === null && !names.includes('UNTIL')) {
    throw new UsageError(`No date ever matches the recurrence ${quoted(text)}`, { hint: HINT });
  }
  return rule;
}

export interface NextOccurrence {
  /** `YYYY-MM-DD` */
  readonly on: string;
  /** The rule from there on: a COUNT has become smaller. */
  readonly recursionPattern: string;
}

/**
 * The first date of a rule after both the due date that it is counted from and today; undefined when the series is over. Without
 * a due date it is counted from today. Dates are `YYYY-MM-DD`.
 */
export function nextOccurrence(rule: string, due: string | null, today: string): NextOccurrence | undefined {
  const start = due ?? today;
  const dates = occurrences(rule, start);
  const next = dates.after(toUtc(start > today ? start : today));
  if (next === null) {
    return undefined;
  }
  const { count } = dates.options;
  // Counted from the due date on, those that were skipped are used up as well.
  const used = count === null ? 0 : dates.between(toUtc(start), next, true).length - 1;
  return {
    on: next.toISOString().slice(0, 'YYYY-MM-DD'.length),
    recursionPattern: count === null ? rule : rule.replace(/COUNT=\d+/, `COUNT=${count - used}`),
  };
}

// Calendar dates are computed at midnight UTC, where every day has 24 hours.
function occurrences(rule: string, start: string) {
  return new rrule.RRule({ ...rrule.RRule.parseString(rule), dtstart: toUtc(start) });
}

function toUtc(date: string): Date {
  return new Date(`${date}T00:00:00Z`);
}
