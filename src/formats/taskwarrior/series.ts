import { dateOf, dayNumber } from '../../domain/calendar.ts';
import { daysOf } from '../../domain/occurrences.ts';
import { dueOf, instantOf } from '../due-instant.ts';
import type { JsonObject } from '../json/values.ts';
import { formatDate, readDate } from './dates.ts';
import { readRecur } from './recur.ts';
import { readUuid } from './uuid.ts';

/** A task as the file has it. */
export interface Entry {
  readonly line: number;
  readonly fields: JsonObject;
}

/** What becomes of an entry: a task, which may be a whole series, or nothing. */
export type Outcome =
  | { readonly fields: JsonObject; readonly isSeries: boolean }
  | { readonly skipped: string };

const TWICE = 'the file has this occurrence twice';

/** Without a status it is pending. One that waits has that, or `waiting`. */
export function statusOf({ status }: JsonObject): 'open' | 'recurring' | 'completed' | 'deleted' {
  return status === 'completed' || status === 'deleted' || status === 'recurring' ? status : 'open';
}

/**
 * Taskwarrior has a recurring task as a parent and as a copy for each occurrence that has come near. They become one task with the uuid of
 * the parent, as that stays the same while copies come and go, and with the fields of the copy that is due first. Copies that are done
 * are tasks of their own.
 */
export function gatherSeries(entries: readonly Entry[]): Map<Entry, Outcome> {
  const outcomes = new Map<Entry, Outcome>();
  const named = new Map<string, Entry>();
  const copies = new Map<string, Entry[]>();
  for (const entry of entries) {
    const { fields } = entry;
    const isSeries = isParent(fields);
    const parent = isSeries ? undefined : readUuid(fields['parent']);
    if (parent !== undefined) {
      const siblings = copies.get(parent) ?? [];
      siblings.push(entry);
      copies.set(parent, siblings);
    }
    const uuid = readUuid(fields['uuid']);
    if (uuid !== undefined) named.set(uuid, entry);
    outcomes.set(entry, { fields: isSeries ? withNextDue(fields, []) : fields, isSeries });
  }
  for (const [uuid, siblings] of copies) {
    const parent = named.get(uuid);
    const isSeries =
      parent === undefined
        ? siblings.some(({ fields }) => textOf(fields['recur']) !== undefined)
        : isParent(parent.fields);
    if (isSeries) joinCopies(uuid, parent, siblings, outcomes);
  }
  return outcomes;
}

function joinCopies(
  uuid: string,
  parent: Entry | undefined,
  siblings: readonly Entry[],
  outcomes: Map<Entry, Outcome>,
): void {
  const seen = new Set<number>();
  const isFirst = ({ fields }: Entry): boolean => {
    const due = readDate(fields['due'])?.getTime();
    const isNew = due === undefined || !seen.has(due);
    if (due !== undefined) seen.add(due);
    return isNew;
  };
  const done = siblings.filter(({ fields }) => statusOf(fields) === 'completed');
  for (const copy of done) if (!isFirst(copy)) outcomes.set(copy, { skipped: TWICE });

  const open = byDue(siblings.filter(({ fields }) => statusOf(fields) === 'open'));
  const pending: Entry[] = [];
  for (const copy of open) {
    if (isFirst(copy)) pending.push(copy);
    else outcomes.set(copy, { skipped: TWICE });
  }
  const [next, ...later] = pending;
  const whole = parent ?? next;
  if (whole === undefined) return;
  const skipped = `it is an occurrence of the recurring task of line ${whole.line}`;
  for (const copy of next === whole ? later : pending) outcomes.set(copy, { skipped });
  const recur = siblings.find(({ fields }) => textOf(fields['recur']) !== undefined)?.fields['recur'];
  outcomes.set(whole, {
    fields:
      next === undefined
        ? withNextDue(whole.fields, done)
        : { ...next.fields, recur, ...seriesFields(parent?.fields), uuid },
    isSeries: true,
  });
}

/** What a copy does not know of its series. */
function seriesFields(parent: JsonObject | undefined): JsonObject {
  const names = ['entry', 'modified', 'recur', 'until'] as const;
  return Object.fromEntries(
    names.flatMap((name) => (parent?.[name] === undefined ? [] : [[name, parent[name]]])),
  );
}

/**
 * A parent without a copy that is left to do, due when the next one would be: at the first place in its mask that is not done, or after
 * those that are.
 */
function withNextDue(fields: JsonObject, done: readonly Entry[]): JsonObject {
  const first = readDate(fields['due']);
  const due = first && dueOf(first);
  const rule = readRecur(textOf(fields['recur']) ?? '');
  if (first === undefined || due === undefined || rule === undefined) return fields;
  const start = dayNumber(due.on);
  const mask = textOf(fields['mask']) ?? '';
  const pending = mask.search(/[-W]/);
  const passed = pending === -1 ? mask.length : pending;
  const last = byDue(done).findLast((copy) => readDate(copy.fields['due']) !== undefined);
  const lastDue = readDate(last?.fields['due']);
  let day = start;
  let index = 0;
  for (const later of daysOf(rule, start, start)) {
    const isDone =
      mask === ''
        ? lastDue !== undefined && instantOf({ on: dateOf(day), at: due.at }) <= lastDue
        : index < passed;
    if (!isDone) break;
    day = later;
    index++;
  }
  return day === start ? fields : { ...fields, due: formatDate(instantOf({ on: dateOf(day), at: due.at })) };
}

function byDue(entries: readonly Entry[]): Entry[] {
  return entries
    .map((entry) => ({ entry, due: readDate(entry.fields['due'])?.getTime() ?? Infinity }))
    .toSorted((one, other) => one.due - other.due || 0)
    .map(({ entry }) => entry);
}

function isParent(fields: JsonObject): boolean {
  const status = statusOf(fields);
  const isOwn = textOf(fields['recur']) !== undefined && readUuid(fields['parent']) === undefined;
  return status === 'recurring' || (status === 'open' && isOwn);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
