import { MONTHS, WEEKDAYS } from '../domain/calendar-names.ts';

// What is offered while somebody types; far more is understood. A test reads them all.

const WEEKDAY_NAMES = WEEKDAYS.map((name) => name.toLowerCase());

/** Values of `due:` and `--due`. */
export const DATE_PHRASES: readonly string[] = [
  'today',
  'tomorrow',
  ...WEEKDAY_NAMES,
  ...'next-week next-month in-3-days in-a-week in-a-month eow eom eoy'.split(' '),
];

/** Months of `calendar`. */
export const MONTH_PHRASES: readonly string[] = ['next', 'last', ...MONTHS.map((name) => name.toLowerCase())];

/** Values of `every:`. */
export const EVERY_PHRASES: readonly string[] = [
  ...'day weekday week 2-weeks month 3-months year'.split(' '),
  ...WEEKDAY_NAMES,
  'last-day',
  'last-weekday',
];

/** Values of `--repeat`. */
export const REPEAT_PHRASES: readonly string[] =
  'daily weekdays weekly fortnightly monthly quarterly yearly last-day last-weekday'.split(' ');

/** Values of `due:` where tasks are looked for. */
export const DUE_FILTERS = [
  ['overdue', 'the date or the time has passed'],
  ['today', 'today or before'],
  ['tomorrow', 'by tomorrow'],
  ['week', 'by the end of this week'],
  ['next-week', 'by the end of the next week'],
  ['month', 'by the end of this month'],
  ['none', 'without a date'],
  ['any', 'with any date'],
] as const;

/** Values of `is:`. */
export const STATES = [
  ['open', 'not done yet'],
  ['done', 'only those'],
  ['any', 'open or done'],
] as const;
