import { dateOf, dayNumber } from '../../domain/calendar.ts';
import { today, wallClock } from '../../domain/due-date.ts';
import { UsageError } from '../../domain/errors.ts';
import { parseRecurrence } from '../../domain/recurrence.ts';
import { formatRrule, parseRrule } from '../../domain/rrule-text.ts';
import type { Due } from '../../domain/task.ts';
import { dueOf } from '../due-instant.ts';
import { asText, type JsonFields } from '../json/fields.ts';
import type { JsonObject } from '../json/values.ts';
import { RRULE } from './attributes.ts';
import { readDate } from './dates.ts';
import { formatRecur, readRecur } from './recur.ts';
import { readUuid } from './uuid.ts';

/** How Taskwarrior says when a series comes, in its fields. */
export interface SaidRule {
  readonly recur?: string | undefined;
  /** When the series ends. */
  readonly until?: Date | undefined;
  readonly rrule?: string;
}

/** Of a task that does not recur for Taskwarrior: what we wrote into it. Copies have it from their series. */
export function takeRule(
  fields: JsonFields,
  due: Due | undefined,
  { parent }: JsonObject,
): string | undefined {
  return readUuid(parent) !== undefined ? undefined : fields.take(RRULE, (rule) => storedPattern(rule, due));
}

/** Of a series: what `recur` says, unless a rule of ours is the same and more exact. What we would write again is not kept. */
export function takeSeriesRule(
  fields: JsonFields,
  due: Due | undefined,
  object: JsonObject,
): string | undefined {
  const recur = asText(object['recur']) ?? '';
  const until = readDate(object['until']);
  const own = storedPattern(object[RRULE], due);
  const isExact = own !== undefined && due !== undefined && sayPlainly(own, due).recur === recur;
  const pattern = isExact ? own : patternOf(recur, until, due);
  if (pattern === undefined) return undefined;
  const said = due === undefined ? {} : sayPlainly(pattern, due);
  if (isExact) fields.drop(RRULE);
  if (said.recur === recur) fields.drop('recur');
  if (said.until?.getTime() === until?.getTime()) fields.drop('until');
  return pattern;
}

/**
 * A rule in Taskwarrior's fields, with those that were kept if they say the same. What `recur` cannot say, or what would be over for
 * Taskwarrior, is in our own field alone.
 */
export function sayRule(
  pattern: string,
  due: Due | undefined,
  kept: { readonly recur: string | undefined; readonly until: Date | undefined },
  now: Date,
): SaidRule {
  const last = parseRrule(pattern)?.until ?? null;
  if (due === undefined || (last !== null && last < today(now))) return { rrule: pattern };
  const plain = sayPlainly(pattern, due);
  const untils = last === null ? [undefined] : [kept.until, endOf(last)];
  for (const recur of [kept.recur, plain.recur]) {
    if (recur === undefined) continue;
    const until = untils.find((end) => patternOf(recur, end, due) === pattern);
    if (until !== undefined || (last === null && patternOf(recur, undefined, due) === pattern)) {
      return { recur, until };
    }
  }
  return plain.recur === undefined ? { rrule: pattern } : { ...plain, rrule: pattern };
}

function sayPlainly(pattern: string, due: Due): SaidRule {
  const rule = parseRrule(pattern);
  const recur = rule && formatRecur(rule, due.on);
  const last = rule?.until ?? null;
  return recur === undefined ? {} : { recur, until: last === null ? undefined : endOf(last) };
}

/** The rule of a series as it is stored; undefined if it has none of days, or ends before it is due. */
function patternOf(recur: string, until: Date | undefined, due: Due | undefined): string | undefined {
  const rule = readRecur(recur);
  const last = until === undefined ? null : lastDay(until, due);
  return rule === undefined || last === undefined
    ? undefined
    : storedPattern(formatRrule({ ...rule, until: last }), due);
}

/** What a rule that a field holds is stored as; undefined if it is none. */
function storedPattern(rule: unknown, due: Due | undefined): string | undefined {
  if (typeof rule !== 'string' || !/^FREQ=/i.test(rule)) return undefined;
  try {
    return parseRecurrence(rule, due?.on);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

function endOf(day: string): Date {
  return new Date(`${day}T23:59:59`);
}

/** The last day on which the time of a series is not behind its end; undefined beyond the calendar. */
function lastDay(until: Date, due: Due | undefined): string | undefined {
  const end = dueOf(until)?.on;
  if (end === undefined || (due?.at ?? '00:00') <= wallClock(until)) return end;
  return dateOf(dayNumber(end) - 1);
}
