import { UsageError } from './errors.ts';
import { quoted } from './quoted.ts';

const TIME = String.raw`(?:at )?(?:(?<clock>\d{1,2}:\d\d)(?: ?(?<clockHalf>[ap])m)?|(?<hour>\d{1,2}) ?(?<half>[ap])m|(?<noon>noon))`;
const AT_THE_END = new RegExp(`^(?:(?<rest>.+?) )??${TIME}$`);
const AT_THE_BEGINNING = new RegExp(`^${TIME} (?<rest>.+)$`);

export interface SplitPhrase {
  /** What is left without the time; empty: nothing. */
  readonly rest: string;
  /** `HH:MM`, 24 hours; null: the phrase has no time. */
  readonly at: string | null;
}

/**
 * Takes the time off the end or the beginning of a phrase in lower case: `17:00`, `5pm`, `5:30 pm`, `noon`, with `at` or without.
 * Throws UsageError for a time that no clock shows, and for midnight, which may be either end of a day.
 */
export function splitTime(phrase: string): SplitPhrase {
  const { groups } = AT_THE_END.exec(phrase) ?? AT_THE_BEGINNING.exec(phrase) ?? {};
  if (groups !== undefined) {
    return { rest: groups['rest'] ?? '', at: readTime(groups, phrase) };
  }
  if (/\bmidnight\b/.test(phrase)) {
    throw new UsageError(`Midnight in ${quoted(phrase)} may be the beginning or the end of a day`, {
      hint: 'Write 0:00 for the beginning of the day or 23:59 for its end.',
    });
  }
  return { rest: phrase, at: null };
}

function readTime(groups: Readonly<Record<string, string | undefined>>, phrase: string): string {
  if (groups['noon'] !== undefined) return '12:00';
  const [hours = NaN, minutes = 0] = (groups['clock'] ?? groups['hour'] ?? '').split(':').map(Number);
  const half = groups['clockHalf'] ?? groups['half'];
  const exists = half === undefined ? hours <= 23 : hours >= 1 && hours <= 12;
  if (!exists || minutes > 59) {
    throw new UsageError(`The time in ${quoted(phrase)} does not exist`, {
      hint: 'Times run from 0:00 to 23:59, or from 12am to 11:59pm.',
    });
  }
  const hour = half === undefined ? hours : (hours % 12) + (half === 'p' ? 12 : 0);
  return `${String(hour).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}
