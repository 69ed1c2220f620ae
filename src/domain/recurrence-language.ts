import { MONTHS, WEEKDAYS } from './calendar-names.ts';
import { UsageError } from './errors.ts';
import { correctWords, didYouMean } from './did-you-mean.ts';
import { CARDINALS, ORDINALS, readCardinal, readOrdinal } from './number-words.ts';
import { quoted } from './quoted.ts';
import { DAILY, isWellFormed, type Frequency, type RecurrenceRule } from './recurrence-rule.ts';
import { readRecurringDays } from './recurring-days.ts';
import { spokenForm } from './spoken-form.ts';

type Rhythm = Pick<RecurrenceRule, 'frequency' | 'interval'>;

/** More than the longest phrase there is. */
const LONGEST = 250;

const RHYTHMS: ReadonlyMap<string, Rhythm> = new Map([
  ['daily', { frequency: 'DAILY', interval: 1 }],
  ['weekly', { frequency: 'WEEKLY', interval: 1 }],
  ['fortnightly', { frequency: 'WEEKLY', interval: 2 }],
  ['monthly', { frequency: 'MONTHLY', interval: 1 }],
  ['quarterly', { frequency: 'MONTHLY', interval: 3 }],
  ['yearly', { frequency: 'YEARLY', interval: 1 }],
  ['annually', { frequency: 'YEARLY', interval: 1 }],
]);
/** By the first letter of a unit. */
const FREQUENCIES: ReadonlyMap<string, Frequency> = new Map([
  ['d', 'DAILY'],
  ['w', 'WEEKLY'],
  ['m', 'MONTHLY'],
  ['y', 'YEARLY'],
]);
const NAMES = [...WEEKDAYS, ...MONTHS].map((name) => name.toLowerCase());
/** What phrases are made of: a mistyped word is looked for among them. */
const WORDS: readonly string[] = [
  ...RHYTHMS.keys(),
  ...'weekdays weekday weekends weekend workday every other after completion until times'.split(' '),
  ...'days weeks months years day week month year on the of and or'.split(' '),
  ...CARDINALS,
  ...ORDINALS,
  'last',
  ...NAMES,
  ...NAMES.map((name) => name.slice(0, 3)),
];

/**
 * The rule that a phrase means: a rhythm (`daily`, `every 2 weeks`, `2w`, `every other month`), days (`mon,thu`, `weekdays`, `every
 * month on the last friday`, `24 dec`; see recurring-days.ts) or both (`every 2 weeks on mon`), then `!` or `after completion`, and
 * `until 2027-01-01` or `5 times`. Undefined if it is no such phrase; throws UsageError if it may mean two things.
 */
export function readRecurrenceWords(text: string): RecurrenceRule | undefined {
  const phrase = spokenForm(text.replace(/\bmon(?:day)?-fri(?:day)?\b/i, 'weekdays'))
    .replace(/ ?(?:,|\band\b|&) ?/g, ',')
    .replace(/\bthe /g, '');
  if (phrase.length > LONGEST) return undefined;
  const [, body = '', completion, until, times, exclamation] =
    /^(.+?)( ?!| after completion)?(?:[ ,](?:until (\d{4}-\d\d-\d\d)|([1-9]\d{0,3}) times?))?( ?!)?$/.exec(
      phrase,
    ) ?? [];
  const days = readBody(body.replace(/^(?:every|each) /, ''));
  if (days === undefined) return undefined;
  const rule: RecurrenceRule = {
    ...DAILY,
    ...days,
    count: times === undefined ? null : Number(times),
    until: until ?? null,
    fromCompletion: completion !== undefined || exclamation !== undefined,
  };
  return isWellFormed(rule) ? rule : undefined;
}

/** What was probably meant by a phrase that is no recurrence, as a sentence; undefined: no idea. */
export function suggestRecurrence(text: string): string | undefined {
  if (text.length > LONGEST) return undefined;
  const phrase = spokenForm(text);
  return didYouMean(phrase, [correctWords(phrase, WORDS), phrase.replaceAll(' ', ',')], readRecurrenceWords);
}

/** Throws UsageError for what may mean two things. */
function readBody(body: string): Partial<RecurrenceRule> | undefined {
  const rhythm = readRhythm(body);
  if (rhythm !== undefined) return rhythm;

  const [, twoUnits] = /^bi(week|month|year)ly$/.exec(body) ?? [];
  if (twoUnits !== undefined) {
    throw new UsageError(`The recurrence ${quoted(body)} may be twice in one ${twoUnits} or once in two`, {
      hint: `Write "every 2 ${twoUnits}s" for once in two.`,
    });
  }
  const [, before = '', named = ''] = /^(.+?) on (.+)$/.exec(body) ?? [];
  const rhythmOfDays = readRhythm(before);
  if (rhythmOfDays !== undefined) {
    const days = readRecurringDays(named);
    return days?.frequency === rhythmOfDays.frequency
      ? { ...days, interval: rhythmOfDays.interval }
      : undefined;
  }

  const [, alternate] = /^other (?!weekday|workday)(.+)$/.exec(body) ?? [];
  const days = readRecurringDays(alternate ?? body);
  if (alternate !== undefined) {
    return days?.frequency === 'WEEKLY' ? { ...days, interval: 2 } : undefined;
  }
  if (days?.weekdays?.some(({ nth }) => nth !== null && nth > 1) && !body.includes(' of ')) {
    const weekday = body.replace(/^.* /, '');
    throw new UsageError(`The recurrence ${quoted(body)} may be one in two weeks or one a month`, {
      hint: `Write "every 2 weeks on ${weekday}" or "every month on the 2nd ${weekday}".`,
    });
  }
  return days;
}

/** `daily`, `week`, `2 weeks`, `2w`, `two weeks`, `other week`, `third month`. */
function readRhythm(words: string): Rhythm | undefined {
  const [, digits, word, unit = ''] =
    /^(?:(\d{1,4}) ?|([a-z\d]+) )?(d|w|m|y|days?|weeks?|months?|years?)$/.exec(words) ?? [];
  const frequency = FREQUENCIES.get(unit.charAt(0));
  if (frequency === undefined) return RHYTHMS.get(words);
  const interval = readInterval(digits ?? word ?? (unit.length > 1 ? 'one' : ''));
  return interval > 0 ? { frequency, interval } : undefined;
}

function readInterval(word: string): number {
  const ordinal = word === 'other' ? 2 : (readOrdinal(word) ?? 0);
  return readCardinal(word) ?? (ordinal > 1 ? ordinal : 0);
}
