import { dateOf, dayNumber } from './calendar.ts';
import { UsageError } from './errors.ts';
import { daysOf } from './occurrences.ts';
import { quoted } from './quoted.ts';
import { readRecurrenceWords, suggestRecurrence } from './recurrence-language.ts';
import { keepMonthEnd, type RecurrenceRule } from './recurrence-rule.ts';
import { formatRrule, parseRrule } from './rrule-text.ts';

const HINT =
  'Write daily, weekdays, weekly, monthly, yearly, 2w, mon,thu, every-month-on-the-last-friday or an RRULE; ! at the end counts from completion.';
/** A leap year, for rules without a date to start from. */
const ANY_START = '2024-01-01';

/**
 * Reads a recurrence as people write it (`every 2 weeks`, `mon,thu`, `3d!`; see recurrence-language.ts) or as an RRULE, and returns what
 * is stored: the value of the RRULE in its one form, such as `FREQ=WEEKLY;BYDAY=MO,TH`. `!` counts from completion and is stored as a
 * last part `X-FROM=COMPLETION`. A due date (`YYYY-MM-DD`) is what the rule will be counted from: monthly from the 31st keeps to the
 * ends of the months. Throws UsageError for what is no rule, for one of hours and minutes, and for one without any date.
 */
export function parseRecurrence(text: string, due: string | null = null): string {
  const rule = readRecurrenceWords(text) ?? readRule(text);
  if (rule === undefined) {
    throw new UsageError(`The recurrence ${quoted(text)} cannot be understood`, {
      hint: suggestRecurrence(text) ?? HINT,
    });
  }
  if (due !== null && rule.until !== null && rule.until < due) {
    throw new UsageError(`The recurrence ${quoted(text)} ends before the due date`, {
      hint: `The due date is ${due}; write a later one after until.`,
    });
  }
  const kept = due === null || rule.fromCompletion ? rule : keepMonthEnd(rule, due);
  const start = due ?? ANY_START;
  // Without a date to count from, an interval of days may still meet every weekday.
  const unlimited = { ...kept, until: null, interval: due === null ? 1 : kept.interval };
  if (firstAfter(unlimited, start, start) === undefined) {
    throw new UsageError(`No date of the next hundred years matches the recurrence ${quoted(text)}`, {
      hint: 'Check its days against its months, and against the due date.',
    });
  }
  return formatRrule(kept);
}

export interface NextOccurrence {
  /** `YYYY-MM-DD` */
  readonly on: string;
  /** The rule from there on: a COUNT has become smaller. */
  readonly recursionPattern: string;
}

/**
 * The first date of a rule after both the due date and today; undefined when the series is over. It is counted from the due date, or
 * from today (the day of completion) if there is none or the rule says so. Dates are `YYYY-MM-DD`. Throws UsageError for a pattern
 * that parseRecurrence did not make.
 */
export function nextOccurrence(
  pattern: string,
  due: string | null,
  today: string,
): NextOccurrence | undefined {
  const stored = requireRule(pattern);
  const start = due === null || stored.fromCompletion ? today : due;
  const after = due !== null && due > today ? due : today;
  const rule = keepMonthEnd(stored, start);
  const found =
    stored.fromCompletion || stored.count === null ? 1 : countUntil(rule, start, after, stored.count);
  const on = firstAfter(rule, start, after);
  const count = stored.count === null ? null : stored.count - found;
  if (on === undefined || count === 0) return undefined;
  // Each completion is a start of its own, which the next one must not remember.
  return { on, recursionPattern: formatRrule({ ...(stored.fromCompletion ? stored : rule), count }) };
}

/**
 * The first date of a rule from today on, for a task that has no due date yet: `YYYY-MM-DD`. Intervals are counted from it, so that
 * every other Monday begins with the coming one.
 */
export function firstOccurrence(pattern: string, today: string): string | undefined {
  const rule = { ...requireRule(pattern), interval: 1 };
  return firstAfter(keepMonthEnd(rule, today), today, dateOf(dayNumber(today) - 1));
}

/** How many of at most `count` further occurrences there are up to the next one: those that were skipped are used up as well. */
function countUntil(rule: RecurrenceRule, start: string, after: string, count: number): number {
  let used = 0;
  for (const day of daysOf(rule, dayNumber(start), dayNumber(start))) {
    used++;
    if (used === count || day > dayNumber(after)) break;
  }
  return used;
}

function firstAfter(rule: RecurrenceRule, start: string, after: string): string | undefined {
  const { value } = daysOf(rule, dayNumber(start), dayNumber(after)).next();
  return value === undefined ? undefined : dateOf(value);
}

function requireRule(pattern: string): RecurrenceRule {
  const rule = parseRrule(pattern);
  if (rule === undefined) {
    throw new UsageError(`The recurrence ${quoted(pattern)} cannot be understood`, { hint: HINT });
  }
  return rule;
}

function readRule(text: string): RecurrenceRule | undefined {
  const trimmed = text.trim();
  if (!trimmed.endsWith('!')) return parseRrule(trimmed);
  const rule = parseRrule(trimmed.slice(0, -1));
  return rule && { ...rule, fromCompletion: true };
}
