import { MONTHS, monthNamed } from './calendar-names.ts';
import { dayNumber, FIRST_DAY, firstOfMonth, LAST_DAY } from './calendar.ts';
import { DAY_WORDS, readDay } from './day-language.ts';
import { correctWords, didYouMean } from './did-you-mean.ts';
import { today } from './due-date.ts';
import { UsageError } from './errors.ts';
import { type Month, monthOf } from './month.ts';
import { quoted } from './quoted.ts';
import { spokenForm, unquotedForm } from './spoken-form.ts';

/** More than the longest phrase there is. */
const LONGEST = 60;
const YEAR_FIRST = /^([1-9]\d{3})[ /.]?(\d\d?|[a-z]+)$/;
const MONTH_FIRST = /^(?:(this|next|last) )?(\d\d?|[a-z]+)(?:(?: |\/|\.| of )([1-9]\d{3}))?$/;
const RELATIVE = /^(this|next|last|previous|prev)(?: month)?$/;
const DISTANCE = /^([+-]\d{1,5})$/;
const STEPS: Readonly<Record<string, number>> = { this: 0, next: 1, last: -1, previous: -1, prev: -1 };
const NAMES = MONTHS.map((name) => name.toLowerCase());
const WORDS = [...NAMES, ...NAMES.map((name) => name.slice(0, 3)), ...DAY_WORDS, 'last', 'previous'];
const HINT = 'Write 2026-12, dec, dec-2027, next, last, +1 or -2.';

/**
 * Reads a month as people say it: `2026-12`, `dec`, `dec-2027`, `12`, `next`, `last-month`, `last-dec`, `+1`, `-2`, or a day of it in the
 * language of dates (`in-3-months`, `eoy`). Without a year it is the coming one, this month included. Anything else is a UsageError
 * whose hint says what was probably meant.
 */
export function parseMonth(text: string, now: Date): Month {
  const phrase = spokenForm(text);
  const month = readMonth(phrase, now);
  if (month === undefined) {
    const suggestion =
      phrase.length <= LONGEST
        ? didYouMean(phrase, [correctWords(phrase, WORDS)], (guess) => readMonth(guess, now))
        : undefined;
    throw new UsageError(`The month ${quoted(text)} cannot be understood`, { hint: suggestion ?? HINT });
  }
  return month;
}

function readMonth(phrase: string, now: Date): Month | undefined {
  if (phrase.length > LONGEST) return undefined;
  const start = dayNumber(today(now));
  const day = readDistance(phrase, start) ?? readNamed(phrase, start) ?? readDay(phrase, start);
  if (day === undefined) return undefined;
  if (!(day >= FIRST_DAY && day <= LAST_DAY)) {
    throw new UsageError(`The month ${quoted(phrase)} is too far away`, {
      hint: 'Months run from 1000-01 to 9999-12.',
    });
  }
  return monthOf(day);
}

/** The first day of a month that is so many away from that of the day `start`. */
function readDistance(phrase: string, start: number): number | undefined {
  const [, word = ''] = RELATIVE.exec(phrase) ?? [];
  const [, number] = DISTANCE.exec(phrase) ?? [];
  const distance = number === undefined ? STEPS[word] : Number(number);
  if (distance === undefined) return undefined;
  const { year, month } = monthOf(start);
  return firstOfMonth(year, month + distance);
}

function readNamed(phrase: string, start: number): number | undefined {
  const [, yearAhead, nameBehind] = YEAR_FIRST.exec(phrase) ?? [];
  const [, which, nameAhead, yearBehind] = MONTH_FIRST.exec(phrase) ?? [];
  const name = nameBehind ?? nameAhead;
  const year = yearAhead ?? yearBehind;
  if (name === undefined || (which !== undefined && year !== undefined)) return undefined;
  const month = /^\d/.test(name) ? Number(name) : monthNamed(name);
  if (month === undefined) return undefined;
  if (month < 1 || month > 12) {
    throw new UsageError(`The month ${quoted(unquotedForm(phrase))} does not exist`, {
      hint: 'Months run from 1 to 12.',
    });
  }
  return firstOfMonth(year === undefined ? yearOf(month, which, start) : Number(year), month);
}

/** The year of the month of that number that comes, that this year has, or that is over. */
function yearOf(month: number, which: string | undefined, start: number): number {
  const now = monthOf(start);
  if (which === 'this') return now.year;
  if (which === 'last') return month < now.month ? now.year : now.year - 1;
  const isOver = which === 'next' ? month <= now.month : month < now.month;
  return isOver ? now.year + 1 : now.year;
}
