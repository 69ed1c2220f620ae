import { FIRST_DAY, LAST_DAY, dateOf, dayNumber } from './calendar.ts';
import { suggestDate } from './date-suggestion.ts';
import { readDay } from './day-language.ts';
import { today, wallClock } from './due-date.ts';
import { UsageError } from './errors.ts';
import { quoted } from './quoted.ts';
import { spokenForm } from './spoken-form.ts';
import type { Due } from './task.ts';
import { splitTime } from './time-of-day.ts';

/** More than the longest phrase there is. */
const LONGEST = 60;
const MINUTE_MS = 60_000;
const HINT =
  'Write 2026-11-27, 27-nov, today, fri, next-friday, in-3-days, +2w or eom; a time may follow, as in fri-17:00.';

/**
 * Reads the whole of a date as people write it or as formatDue does: a day (`fri`, `next friday`, `in 3 days`, `+2w`, `eom`,
 * `27 nov`; every form is in day-language.ts and calendar-phrase.ts), a time of the day (the next one, today or tomorrow), both in
 * either order, or hours from now (`in 2 hours`). Hyphens may take the place of spaces: `next-friday-17:00`. Anything else is a
 * UsageError whose hint says what was probably meant.
 *
 * A library reads more, but wrongly: chrono-node 2.10 takes `next-friday` for Friday, `2026-13-01` for 13 January, `+1m` for a minute,
 * `in a month` on 31 January for 3 March, and of `fri or sat` the first word.
 */
export function parseDueWords(text: string, now: Date): Due {
  const phrase = spokenForm(text)
    .replace(/, ?/g, ' ')
    .replace(/^(today|tomorrow|\d{4}-\d\d-\d\d)t(?=\d)/, '$1 ');
  const due = readDue(phrase, now);
  if (due === undefined) {
    const suggestion =
      phrase.length <= LONGEST ? suggestDate(phrase, (guess) => readDue(guess, now)) : undefined;
    throw new UsageError(`The date ${quoted(text)} cannot be understood`, { hint: suggestion ?? HINT });
  }
  return due;
}

function readDue(phrase: string, now: Date): Due | undefined {
  if (phrase.length > LONGEST) return undefined;
  const { day, at } = readHours(phrase, now) ?? readDayAndTime(phrase, now);
  if (day === undefined) return undefined;
  if (!(day >= FIRST_DAY && day <= LAST_DAY)) {
    throw new UsageError(`The date ${quoted(phrase)} is too far away`, {
      hint: 'Dates run from 1000-01-01 to 9999-12-31.',
    });
  }
  return { on: dateOf(day), at };
}

interface DayAndTime {
  /** Numbered as in calendar.ts; undefined: not understood. */
  readonly day: number | undefined;
  readonly at: string | null;
}

function readDayAndTime(phrase: string, now: Date): DayAndTime {
  const { rest, at } = splitTime(phrase);
  const start = dayNumber(today(now));
  if (rest === '' && at !== null) {
    return { day: at > wallClock(now) ? start : start + 1, at };
  }
  if (rest === 'tonight' && at !== null && at < '12:00') {
    throw new UsageError(`The time in ${quoted(phrase)} is not in the evening`, {
      hint: 'Write today or tomorrow with that time.',
    });
  }
  return { day: readDay(rest, start), at };
}

/** Hours pass even while the clock is put forward or back. */
function readHours(phrase: string, now: Date): DayAndTime | undefined {
  const [, amount, unit] = /^(?:in |\+)(\d{1,5}|an?|one) ?(h|hours?|min|minutes?)$/.exec(phrase) ?? [];
  if (amount === undefined || unit === undefined) return undefined;
  const minutes = (/^\d/.test(amount) ? Number(amount) : 1) * (unit.startsWith('h') ? 60 : 1);
  const then = new Date(now.getTime() + minutes * MINUTE_MS);
  return { day: dayNumber(today(then)), at: wallClock(then) };
}
