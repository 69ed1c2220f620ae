import { formatRrule, parseRrule } from '../../domain/rrule-text.ts';
import { isSameRule } from '../text/exact.ts';

// `rec:` of todo.txt: `+2w` counts from the due date, `2w` from the day of completion; `b` are days from Monday to Friday.

const RULES: Readonly<Record<string, string>> = {
  d: 'FREQ=DAILY',
  b: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
  w: 'FREQ=WEEKLY',
  m: 'FREQ=MONTHLY',
  y: 'FREQ=YEARLY',
};

/** The RRULE; undefined for what is none, and for several business days, which no RRULE can say. */
export function recToRrule(rec: string): string | undefined {
  const [, strict, digits = '', unit = ''] = /^(\+?)(\d{0,9})([dbwmy])$/.exec(rec) ?? [];
  const interval = Number(digits === '' ? 1 : digits);
  if (unit === '' || (unit === 'b' && interval !== 1)) return undefined;
  const parts = [RULES[unit], `INTERVAL=${interval}`, ...(strict === '+' ? [] : ['X-FROM=COMPLETION'])];
  const rule = parseRrule(parts.join(';'));
  return rule && formatRrule(rule);
}

/** The way back, where the same rule will be read with this due date. */
export function rruleToRec(pattern: string, due: string | null): string | undefined {
  const rule = parseRrule(pattern);
  if (rule === undefined) return undefined;
  const strict = rule.fromCompletion ? '' : '+';
  const units = rule.frequency === 'WEEKLY' && rule.weekdays.length > 0 ? 'b' : rule.frequency.charAt(0);
  const rec = `${strict}${rule.interval}${units.toLowerCase()}`;
  const read = recToRrule(rec);
  return read !== undefined && isSameRule(read, due, pattern) ? rec : undefined;
}
