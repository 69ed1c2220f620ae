import { UsageError } from './errors.ts';
import { quoted } from './quoted.ts';

const DAY = 86_400;
const LONGEST_DAYS = 400;
const SECONDS: ReadonlyMap<string, number> = new Map([
  ['m', 60],
  ['h', 3600],
  ['d', DAY],
  ['w', 7 * DAY],
]);

/** `90m`, `12h`, `30d` or `2w` in seconds: more than none, at most 400 days (a day has 24 hours). */
export function parseDuration(text: string): number {
  const [, amount = '', unit = ''] = /^(\d+)([mhdw])$/i.exec(text.trim()) ?? [];
  const seconds = Number(amount) * (SECONDS.get(unit.toLowerCase()) ?? 0);
  if (seconds === 0) {
    throw new UsageError(`The duration ${quoted(text)} cannot be understood`, {
      hint: 'Write a number and m, h, d or w (minutes, hours, days, weeks), such as 30d.',
    });
  }
  if (seconds > LONGEST_DAYS * DAY) {
    throw new UsageError(`The duration ${quoted(text)} is too long`, {
      hint: `At most ${LONGEST_DAYS}d is possible.`,
    });
  }
  return seconds;
}
