import { WEEKDAYS, weekdayNamed } from './calendar-names.ts';
import { readCalendarPhrase } from './calendar-phrase.ts';
import { addMonths, calendarDate, firstOfMonth, weekBegin } from './calendar.ts';
import { UsageError } from './errors.ts';
import { CARDINALS, readCardinal } from './number-words.ts';
import { quoted } from './quoted.ts';

type Form = readonly [pattern: RegExp, read: (found: RegExpExecArray, today: number) => number | undefined];

/** The first form that fits and gives a day counts. Weeks begin on Monday. */
const FORMS: readonly Form[] = [
  [/^(?:today|tod|tonight|eod|end of (?:the )?day)$/, (_, today) => today],
  [/^(?:tomorrow|tom)$/, (_, today) => today + 1],
  [/^yesterday$/, (_, today) => today - 1],
  [/^(?:the )?day after tomorrow$/, (_, today) => today + 2],
  // Of a weekend that has begun, what is left.
  [/^(?:this )?weekend$/, (_, today) => Math.max(weekBegin(today) + 5, today)],
  [/^next weekend$/, (_, today) => weekBegin(today) + 12],
  [/^next week$/, (_, today) => weekBegin(today) + 7],
  [/^next month$/, (_, today) => beginOfMonth(today, 1)],
  [/^next year$/, (_, today) => beginOfYear(today, 1)],
  [/^(?:eow|end of (?:(?:the|this) )?week)$/, (_, today) => weekBegin(today) + 6],
  [/^(?:eom|end of (?:(?:the|this) )?month)$/, (_, today) => beginOfMonth(today, 1) - 1],
  [/^(?:eoy|end of (?:(?:the|this) )?year)$/, (_, today) => beginOfYear(today, 1) - 1],
  [/^end of next week$/, (_, today) => weekBegin(today) + 13],
  [/^end of next month$/, (_, today) => beginOfMonth(today, 2) - 1],
  [/^end of next year$/, (_, today) => beginOfYear(today, 2) - 1],
  [/^(?:(this|next) )?([a-z]+)$/, readWeekday],
  [/^(in |\+)?(\d{1,5}|[a-z]+) ?(d|w|m|y|days?|weeks?|months?|years?)( ago)?$/, readDistance],
];

/** What the forms are made of besides the names of the calendar: a mistyped word is looked for among them. */
export const DAY_WORDS: readonly string[] = [
  ...'today tonight tomorrow yesterday days weeks months years day week weekend month year'.split(' '),
  ...'eod eow eom eoy end the this next after ago'.split(' '),
  ...CARDINALS,
];

/**
 * The day that a phrase means (lower case, single spaces): `tomorrow`, `fri`, `next friday`, `in 3 days`, `+2w`, `eom`, `27 nov`,
 * `15th`, `2026-11-27`. Days are numbered as in calendar.ts; the result may lie beyond FIRST_DAY and LAST_DAY. Undefined if the
 * phrase is none of these; throws UsageError for a day that does not exist, contradicts its weekday or has passed.
 */
export function readDay(phrase: string, today: number): number | undefined {
  const words = phrase.replace(/^on /, '');
  for (const [pattern, read] of FORMS) {
    const found = pattern.exec(words);
    const day = found === null ? undefined : read(found, today);
    if (day !== undefined) return day;
  }
  return readCalendarPhrase(words, today);
}

/** Alone it is the next day of that name after today, as nobody calls today by its name. */
function readWeekday([phrase, which, name = '']: RegExpExecArray, today: number): number | undefined {
  const weekday = weekdayNamed(name);
  if (weekday === undefined) return undefined;
  const inThisWeek = weekBegin(today) + weekday;
  if (which === 'next') return inThisWeek + 7;
  if (which === undefined) return inThisWeek > today ? inThisWeek : inThisWeek + 7;
  if (inThisWeek < today) {
    throw new UsageError(`The day ${quoted(phrase)} has passed`, {
      hint: `Write ${name} for the coming ${WEEKDAYS[weekday]}.`,
    });
  }
  return inThisWeek;
}

/** `+3d`, `3d`, `in 3 days`, `in a week`, `3 days ago`; amounts in words need the `in` or the `ago`. */
function readDistance(
  [, sign, amount = '', unit = '', ago]: RegExpExecArray,
  today: number,
): number | undefined {
  const count = readCardinal(amount.replace(/^an?$/, 'one'));
  const bareWord = sign !== 'in ' && !ago && !/^\d/.test(amount);
  if (count === undefined || bareWord || (sign && ago)) return undefined;
  const distance = ago ? -count : count;
  switch (unit.charAt(0)) {
    case 'd':
      return today + distance;
    case 'w':
      return today + 7 * distance;
    case 'm':
      return addMonths(today, distance);
    default:
      return addMonths(today, 12 * distance);
  }
}

function beginOfMonth(today: number, monthsLater: number): number {
  const { year, month } = calendarDate(today);
  return firstOfMonth(year, month + monthsLater);
}

function beginOfYear(today: number, yearsLater: number): number {
  return firstOfMonth(calendarDate(today).year + yearsLater, 1);
}
