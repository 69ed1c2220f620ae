import { dayNumber, weekdayOf } from '../../domain/calendar.ts';
import { DAILY, type Frequency, type RecurrenceRule } from '../../domain/recurrence-rule.ts';
import { formatRrule, parseRrule } from '../../domain/rrule-text.ts';

type Rhythm = readonly [frequency: Frequency, interval: number];

const WORKDAYS = [0, 1, 2, 3, 4];
const NAMED: ReadonlyMap<string, Rhythm> = new Map([
  ['daily', ['DAILY', 1]],
  ['day', ['DAILY', 1]],
  ['weekly', ['WEEKLY', 1]],
  ['week', ['WEEKLY', 1]],
  ['sennight', ['WEEKLY', 1]],
  ['biweekly', ['WEEKLY', 2]],
  ['fortnight', ['WEEKLY', 2]],
  ['monthly', ['MONTHLY', 1]],
  ['month', ['MONTHLY', 1]],
  ['bimonthly', ['MONTHLY', 2]],
  ['quarterly', ['MONTHLY', 3]],
  ['quarter', ['MONTHLY', 3]],
  ['semiannual', ['MONTHLY', 6]],
  ['annual', ['YEARLY', 1]],
  ['yearly', ['YEARLY', 1]],
  ['year', ['YEARLY', 1]],
  ['biannual', ['YEARLY', 2]],
  ['biyearly', ['YEARLY', 2]],
]);
const UNITS: ReadonlyMap<string, Rhythm> = new Map(
  (
    [
      ['d day days', 'DAILY', 1],
      ['w wk wks week weeks', 'WEEKLY', 1],
      ['m mo mos mth mths mnth mnths month months', 'MONTHLY', 1],
      ['q qtr qtrs qrtr qrtrs quarter quarters', 'MONTHLY', 3],
      ['y yr yrs year years', 'YEARLY', 1],
    ] as const
  ).flatMap(([names, frequency, interval]) =>
    names.split(' ').map((name): [string, Rhythm] => [name, [frequency, interval]]),
  ),
);

/**
 * The rule that Taskwarrior's `recur` means, such as `weekdays`, `fortnight`, `3mo` or `P2W`; undefined for one of hours, minutes or
 * fractions, and for what is none. A month and a year are those of the calendar, also where Taskwarrior counts 30 or 365 days.
 */
export function readRecur(text: string): RecurrenceRule | undefined {
  const word = text.trim().toLowerCase();
  if (word === 'weekdays') return weekly(WORKDAYS);
  const rhythm = NAMED.get(word) ?? readPeriod(word);
  if (rhythm === undefined) return undefined;
  const [frequency, interval] = rhythm;
  // Through the text, which has limits.
  return interval === 0 ? undefined : parseRrule(formatRrule({ ...DAILY, frequency, interval }));
}

const DURATION = /^\d{1,4}(?:\.\d{1,4})? ?([a-z]+)$/;
const ISO_DURATION =
  /^P(?:\d{1,4}W|(?=.)(?:\d{1,4}Y)?(?:\d{1,4}M)?(?:\d{1,4}D)?(?:T(?=.)(?:\d{1,4}H)?(?:\d{1,4}M)?(?:\d{1,4}S)?)?)$/;
const SHORT_UNITS = 'h hr hrs hour hours min mins minute minutes s sec secs second seconds'.split(' ');
/** Read, but unknown to Taskwarrior 2.6. */
const UNKNOWN = new Set(['sennight', 'mnth']);

/** Whether Taskwarrior 2.6 takes it: of a file with one that it does not know, it imports nothing. */
export function isRecur(text: string): boolean {
  const [, unit = ''] = DURATION.exec(text) ?? [];
  if (UNKNOWN.has(text) || UNKNOWN.has(unit)) return false;
  return (
    text === 'weekdays' ||
    NAMED.has(text) ||
    UNITS.has(unit) ||
    SHORT_UNITS.includes(unit) ||
    ISO_DURATION.test(text)
  );
}

function readPeriod(word: string): Rhythm | undefined {
  const [, count = '', unit = ''] = /^(?:p(?=\d+[dwmy]$))?(\d{1,4}) ?([a-z]+)$/.exec(word) ?? [];
  const [frequency, size] = UNITS.get(unit) ?? [];
  return frequency === undefined || size === undefined ? undefined : [frequency, Number(count) * size];
}

/** How Taskwarrior says a rule that is counted from a due date (`YYYY-MM-DD`); undefined if it cannot. `until` is a field of its own. */
export function formatRecur(rule: RecurrenceRule, due: string): string | undefined {
  const { frequency, interval } = rule;
  const pattern = formatRrule({ ...rule, until: null });
  if (pattern === formatRrule(weekly(WORKDAYS))) return 'weekdays';
  const plain = { ...DAILY, frequency, interval };
  const isSaid = [plain, { ...plain, ...daysAsOf(frequency, due), interval }].some(
    (candidate) => formatRrule(candidate) === pattern,
  );
  return isSaid ? formatPeriod(frequency, interval) : undefined;
}

/** Years as months: of more than one, Taskwarrior counts 365 days each. */
function formatPeriod(frequency: Frequency, interval: number): string {
  if (interval === 1) return frequency.toLowerCase();
  return frequency === 'YEARLY' ? `P${12 * interval}M` : `P${interval}${frequency.charAt(0)}`;
}

/** The days that a rule means which names none, unless months or years without them are passed over. */
function daysAsOf(frequency: Frequency, due: string): Partial<RecurrenceRule> {
  const [month = 0, day = 0] = due.split('-').slice(1).map(Number);
  switch (frequency) {
    case 'DAILY':
      return {};
    case 'WEEKLY':
      return weekly([weekdayOf(dayNumber(due))]);
    case 'MONTHLY':
      return day <= 28 ? { monthDays: [day] } : {};
    case 'YEARLY':
      return month === 2 && day === 29 ? {} : { months: [month], monthDays: [day] };
  }
}

function weekly(weekdays: readonly number[]): RecurrenceRule {
  return {
    ...DAILY,
    frequency: 'WEEKLY',
    weekdays: weekdays.map((weekday) => ({ weekday, nth: null })),
  };
}
