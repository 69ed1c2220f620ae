import type { Priority } from '../../domain/task.ts';
import { plainName } from './columns.ts';

/** What a column says of whether a task is done. */
export type State = 'done' | 'open' | 'cancelled' | 'deleted';

const PRIORITIES: ReadonlyMap<string, Priority> = new Map<string, Priority>([
  ...each('high h urgent highest critical important a p1', 'High'),
  ...each('medium med m normal none b 0', 'Medium'),
  ...each('low l lowest c', 'Low'),
]);

const STATES: ReadonlyMap<string, State> = new Map<string, State>([
  ...each('done completed complete finished closed true yes y x 1 100', 'done'),
  ...each('open todo false no n 0 pending notstarted needsaction active new incomplete notcompleted', 'open'),
  ...each('cancelled canceled dropped', 'cancelled'),
  ...each('deleted trashed', 'deleted'),
]);
const CHECKED = /^[✓✔☑✅]/u;

/** Where a table has numbers for priorities, 1 is the highest of them; this is the lowest one. */
export type Scale = 3 | 4 | 9;

/** By the greatest number in the column. */
export function scaleOf(texts: Iterable<string>): Scale {
  let most = 0;
  for (const text of texts) if (/^\d$/.test(text)) most = Math.max(most, Number(text));
  if (most <= 3) return 3;
  return most === 4 ? 4 : 9;
}

/** Undefined for what is none of the three. */
export function readCsvPriority(text: string, scale: Scale): Priority | undefined {
  const trimmed = text.trim();
  if (!/^[1-9]$/.test(trimmed)) return PRIORITIES.get(plainName(trimmed) || 'none');
  const number = Number(trimmed);
  // Of four, the last one is that of tasks to which nobody gave any.
  if (scale === 4) return number === 1 ? 'High' : number === 4 ? 'Medium' : undefined;
  const middle = scale === 3 ? 2 : 5;
  if (number === middle) return 'Medium';
  return number < middle ? 'High' : 'Low';
}

/** Undefined for any other, which is open. */
export function readState(text: string): State | undefined {
  if (CHECKED.test(text.trim())) return 'done';
  return STATES.get(plainName(text) || 'open');
}

const SIGN = /^[#@+]/;

/** Of `home, work`, `home;work`, a line each or `#home #work`. */
export function readLabels(text: string): string[] {
  return text
    .split(/[,;|\n]/)
    .flatMap((part) => {
      const words = part.trim().split(/ +/);
      return words.every((word) => SIGN.test(word)) ? words : [part.trim()];
    })
    .map((label) => label.replace(SIGN, ''))
    .filter((label) => label !== '');
}

function each<const Value extends string>(
  words: string,
  value: Value,
): (readonly [word: string, value: Value])[] {
  return words.split(' ').map((word) => [word, value]);
}
