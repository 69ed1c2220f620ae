import { MONTHS, WEEKDAYS, monthNamed, shortMonth } from './calendar-names.ts';
import { DAY_WORDS } from './day-language.ts';
import { correctWords, didYouMean, understands } from './did-you-mean.ts';
import { unquotedForm } from './spoken-form.ts';

const NAMES = [...WEEKDAYS, ...MONTHS].map((name) => name.toLowerCase());
const WORDS = [
  ...DAY_WORDS,
  ...NAMES,
  ...NAMES.map((name) => name.slice(0, 3)),
  'noon',
  'hours',
  'hour',
  'minutes',
];

/**
 * What was probably meant by a phrase that is no date, as a sentence; undefined: no idea. The guesses are phrases as parseDueWords
 * takes them, of which `read` must understand one.
 */
export function suggestDate(phrase: string, read: (phrase: string) => unknown): string | undefined {
  const readings = nameTheMonth(phrase)
    .filter((reading) => understands(read, reading))
    .map(unquotedForm);
  if (readings.length > 0) {
    return `Name the month, as numbers are read both ways: ${readings.join(' or ')}.`;
  }
  const guesses = [
    correctWords(phrase, WORDS),
    phrase.replace(/^\d{1,2}$/, '$&th'),
    phrase.replace(/ (\d{1,2})$/, ' $1:00'),
    phrase.replace(/^[a-z]+$/, (word) => (monthNamed(word) === undefined ? word : `1 ${word}`)),
  ];
  return didYouMean(phrase, guesses, read);
}

/** `3/4/2027` in both readings: `3 apr 2027`, `4 mar 2027`. */
function nameTheMonth(phrase: string): string[] {
  const [, first = '', second = '', year = ''] =
    /^(\d{1,2})[ ./](\d{1,2})(?:\.|[ ./](\d{4}))?$/.exec(phrase) ?? [];
  const readings = [
    { day: first, month: shortMonth(Number(second)) },
    { day: second, month: shortMonth(Number(first)) },
  ].flatMap(({ day, month }) =>
    month === undefined ? [] : [`${Number(day)} ${month.toLowerCase()} ${year}`.trim()],
  );
  return [...new Set(readings)];
}
