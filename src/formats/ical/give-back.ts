import { UsageError } from '../../domain/errors.ts';
import { parseRecurrence } from '../../domain/recurrence.ts';
import { isTag } from '../../domain/tag.ts';
import type { TaskRecord } from '../../domain/task-record.ts';
import type { Kept } from '../kept.ts';
import { wholeTitle } from '../row.ts';
import { OWN_PROPERTIES } from './own-properties.ts';
import { contentLines, splitLine } from './property.ts';
import { idOfUid } from './uid.ts';

/** What was kept of a task and has its place in a VTODO again. */
export interface GivenBack {
  uid?: string;
  title?: string;
  status?: string;
  rule?: string;
  /** The value of DTSTART with its parameters, as it was kept. */
  start?: string;
  readonly tags: string[];
  /** Content lines of anything else, and of components, which stand behind all properties. */
  readonly lines: string[];
  readonly components: string[];
  /** What stays in the note. */
  readonly left: Kept[];
}

/** Puts a value where it belongs, and returns whether it still does. */
type Place = (value: string, task: TaskRecord, back: GivenBack, all: ReadonlyMap<string, string>) => boolean;

const MOST_TAGS = 20;
const RULE = /^FREQ=[A-Z]+(?:;[A-Z-]+=[A-Z\d,+-]+)*$/;
const START = /^(?:;VALUE=DATE:(\d{8})|(\d{8}T\d{6}))$/;

/** What a VTODO has once. What it would say wrongly by now, or would be read as something else, stays in the note. */
const PLACES: Readonly<Record<string, Place>> = {
  UID: (value, task, back, all) => {
    const isItsOwn = value !== task.id && idOfUid(value, occurrenceIn(all)) === task.id;
    if (isItsOwn && isKeptLine('UID', value)) back.uid = value;
    return back.uid !== undefined;
  },
  'RECURRENCE-ID': (value, task, back, all) => {
    const uid = all.get('UID');
    const isItsOwn = uid !== undefined && idOfUid(uid, occurrenceIn(all)) === task.id;
    return isItsOwn && addLines(back, { name: 'RECURRENCE-ID', value });
  },
  title: (value, task, back) => {
    const isCut = value.trim() !== task.title && wholeTitle(task.title, [{ name: 'title', value }]) === value;
    if (isCut) back.title = value;
    return back.title !== undefined;
  },
  STATUS: (value, task, back) => {
    if (value === (task.completed ? 'CANCELLED' : 'IN-PROCESS')) back.status = value;
    return back.status !== undefined;
  },
  'PERCENT-COMPLETE': (value, task, back) =>
    !task.completed && /^[1-9]\d?$/.test(value) && addLines(back, { name: 'PERCENT-COMPLETE', value }),
  DTSTART: (value, task, back) => {
    if (isStartOf(value, task)) back.start = value;
    return back.start !== undefined;
  },
  rule: (value, task, back, all) => {
    const hasStart = task.dueDate !== null || isStartOf(all.get('DTSTART') ?? '', task);
    if (hasStart && isRuleOf(value, task)) back.rule = value;
    return back.rule !== undefined;
  },
};
/** What the writer says by itself, and what would end the VTODO. */
const NEVER = new Set([
  ...'DTSTAMP CREATED LAST-MODIFIED SUMMARY DESCRIPTION DUE DURATION PRIORITY RRULE CATEGORIES COMPLETED'.split(
    ' ',
  ),
  ...'VTODO VEVENT VJOURNAL VFREEBUSY VTIMEZONE VCALENDAR'.split(' '),
  ...OWN_PROPERTIES,
]);

export function giveBack(kept: readonly Kept[], task: TaskRecord): GivenBack {
  const back: GivenBack = { tags: [], lines: [], components: [], left: [] };
  const all = new Map(kept.toReversed().map(({ name, value }) => [name, value]));
  const placed = new Set<string>();
  for (const { name, value } of kept) {
    const isFirst = !placed.has(name);
    placed.add(name);
    const place = Object.hasOwn(PLACES, name) ? PLACES[name] : undefined;
    const isPlaced =
      place === undefined
        ? isPlacedAsItIs({ name, value }, task, back)
        : isFirst && place(value, task, back, all);
    if (!isPlaced) back.left.push({ name, value });
  }
  return back;
}

function isPlacedAsItIs(kept: Kept, { tags }: TaskRecord, back: GivenBack): boolean {
  if (kept.name !== 'tag') return !NEVER.has(kept.name) && addLines(back, kept);
  const isRead = isTag(kept.value) && tags.length < MOST_TAGS;
  if (!isRead) back.tags.push(kept.value);
  return !isRead;
}

function addLines(back: GivenBack, kept: Kept): boolean {
  const lines = contentLines(kept);
  if (lines === undefined) return false;
  (lines.length === 1 ? back.lines : back.components).push(...lines);
  return true;
}

function isKeptLine(name: string, value: string): boolean {
  return contentLines({ name, value }) !== undefined && !/^[:;]/.test(value);
}

/** The value of RECURRENCE-ID without its parameters. */
function occurrenceIn(all: ReadonlyMap<string, string>): string | undefined {
  const value = all.get('RECURRENCE-ID');
  const [line] = value === undefined ? [] : (contentLines({ name: 'RECURRENCE-ID', value }) ?? []);
  return line === undefined ? undefined : splitLine(line)?.value;
}

/** RFC 5545 has it of the same type as DUE, and not later. The start of a series is its due date. */
function isStartOf(value: string, { dueDate, dueTime, recursionPattern }: TaskRecord): boolean {
  const [matched, date, time] = START.exec(value) ?? [];
  if (matched === undefined || recursionPattern !== null) return false;
  if (dueDate === null) return true;
  const day = dueDate.replaceAll('-', '');
  return dueTime === null
    ? date !== undefined && date <= day
    : time !== undefined && time <= `${day}T${dueTime.replace(':', '')}00`;
}

function isRuleOf(value: string, { dueDate, recursionPattern }: TaskRecord): boolean {
  if (recursionPattern !== null || !RULE.test(value)) return false;
  try {
    parseRecurrence(value, dueDate);
    return false;
  } catch (error) {
    if (error instanceof UsageError) return true;
    throw error;
  }
}
