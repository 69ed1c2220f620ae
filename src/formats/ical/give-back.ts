import { UsageError } from '../../domain/errors.ts';
import { parseRecurrence } from '../../domain/recurrence.ts';
import { canBeTag, MOST_TAGS } from '../../domain/tag.ts';
import type { TaskRecord } from '../../domain/task-record.ts';
import { type Kept, splitKept, withKept } from '../kept.ts';
import { wholeTitle } from '../row.ts';
import { OWN_PROPERTIES, withPictures } from './own-properties.ts';
import { contentLines, splitLine } from './property.ts';
import { idOfUid } from './uid.ts';

/** Where what was kept of a task has its place in a VTODO again. */
interface Places {
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
}

export interface GivenBack extends Readonly<Places> {
  /** With what stays in it of what was kept. */
  readonly note: string;
}

/** Puts a value where it belongs, and returns whether it still does. */
type Put = (value: string, task: TaskRecord, places: Places, all: ReadonlyMap<string, Kept>) => boolean;

const RULE = /^FREQ=[A-Z]+(?:;[A-Z-]+=[A-Z\d,+-]+)*$/;
const START = /^(?:;VALUE=DATE:(\d{8})|(\d{8}T\d{6}))$/;

/** What a task has once. What a VTODO would say wrongly by now, or would be read as something else, stays in the note. */
const ONCE: Readonly<Record<string, Put>> = {
  UID: (value, task, places, all) => {
    const isItsOwn = value !== task.id && idOfUid(value, occurrenceIn(all)) === task.id;
    if (isItsOwn && isKeptLine('UID', value)) places.uid = value;
    return places.uid !== undefined;
  },
  'RECURRENCE-ID': (value, task, places, all) => {
    const uid = all.get('UID')?.value;
    const isItsOwn = uid !== undefined && idOfUid(uid, occurrenceIn(all)) === task.id;
    return isItsOwn && addLines(places, { name: 'RECURRENCE-ID', value });
  },
  title: (value, task, places) => {
    const isCut = value.trim() !== task.title && wholeTitle(task.title, [{ name: 'title', value }]) === value;
    if (isCut) places.title = value;
    return places.title !== undefined;
  },
  STATUS: (value, task, places) => {
    if (value === (task.completed ? 'CANCELLED' : 'IN-PROCESS')) places.status = value;
    return places.status !== undefined;
  },
  'PERCENT-COMPLETE': (value, task, places) =>
    !task.completed && /^[1-9]\d?$/.test(value) && addLines(places, { name: 'PERCENT-COMPLETE', value }),
  DTSTART: (value, task, places) => {
    if (isStartOf(value, task)) places.start = value;
    return places.start !== undefined;
  },
  rule: (value, task, places, all) => {
    const hasStart = task.dueDate !== null || isStartOf(all.get('DTSTART')?.value ?? '', task);
    if (hasStart && isRuleOf(value, task)) places.rule = value;
    return places.rule !== undefined;
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

export function giveBack(task: TaskRecord): GivenBack {
  const whole = task.description ?? '';
  const split = splitKept(whole, 'ical');
  const { left, ...back } = place(split.kept, task);
  const given = split.kept.filter((kept) => !left.includes(kept));
  const note = given.length === 0 ? whole : withKept(split.note, 'ical', left);
  // A note may itself end like what is kept, so that one could not be told from the other any more.
  const read = splitKept(withKept(note, 'ical', given), 'ical');
  const isTold = given.length === 0 || (read.note === split.note && read.kept.length === split.kept.length);
  return isTold ? { ...back, note } : { tags: [], lines: [], components: [], note: whole };
}

function place(all: readonly Kept[], task: TaskRecord): Places & { readonly left: readonly Kept[] } {
  const places: Places = { tags: [], lines: [], components: [] };
  const first = new Map(all.toReversed().map((kept) => [kept.name, kept]));
  const left = all.filter((kept) => {
    // White space at the end of a note is lost.
    if (kept.value !== kept.value.trimEnd()) return true;
    const put = Object.hasOwn(ONCE, kept.name) ? ONCE[kept.name] : undefined;
    if (put === undefined) return !isPutAsItIs(kept, task, places);
    return first.get(kept.name) !== kept || !put(kept.value, task, places, first);
  });
  return { ...places, left };
}

function isPutAsItIs(kept: Kept, task: TaskRecord, places: Places): boolean {
  if (kept.name !== 'tag') return !NEVER.has(kept.name) && addLines(places, kept);
  const isPut = isNoTagOf(kept.value, task) && withPictures(kept.value) === kept.value;
  if (isPut) places.tags.push(kept.value);
  return isPut;
}

/** Whether it would be kept again. */
function isNoTagOf(text: string, { tags }: TaskRecord): boolean {
  return text.trim() !== '' && (!canBeTag(text) || tags.length >= MOST_TAGS);
}

function addLines(places: Places, kept: Kept): boolean {
  const lines = contentLines(kept);
  if (lines === undefined) return false;
  (lines.length === 1 ? places.lines : places.components).push(...lines);
  return true;
}

function isKeptLine(name: string, value: string): boolean {
  return contentLines({ name, value }) !== undefined && !/^[:;]/.test(value);
}

/** The value of RECURRENCE-ID without its parameters. */
function occurrenceIn(all: ReadonlyMap<string, Kept>): string | undefined {
  const value = all.get('RECURRENCE-ID')?.value;
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
