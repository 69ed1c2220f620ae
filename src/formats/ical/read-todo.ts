import type { ImportedRow } from '../../domain/imported-task.ts';
import type { Due, Priority } from '../../domain/task.ts';
import type { Kept } from '../kept.ts';
import { withinRoom } from '../room.ts';
import { type Found, toRow } from '../row.ts';
import { dueOf, instantOf, laterBy, localTime, type Moment } from './moment.ts';
import * as own from './own-properties.ts';
import type { RawProperty } from './property.ts';
import type { Todo } from './todo.ts';
import { idOfUid } from './uid.ts';

/** Of what is kept, so many are named. */
const MOST_NAMES = 5;

/** By any of the ways in which programs say so; also if it was cancelled. */
export function isDone(todo: Todo): boolean {
  return (
    /^(?:COMPLETED|CANCELLED)$/i.test(todo.peek('STATUS').trim()) ||
    todo.peek('COMPLETED') !== '' ||
    todo.peek('PERCENT-COMPLETE').trim() === '100'
  );
}

/** Undefined if nothing names the task. */
export function idOf({ uid, occurrence }: Todo): string | undefined {
  return uid === '' ? undefined : idOfUid(uid, occurrence === '' ? undefined : occurrence);
}

export function readTodo(todo: Todo): ImportedRow {
  const title = wholeText(todo, own.WHOLE_TITLE, todo.takeText('SUMMARY')).trim();
  const note = wholeText(todo, own.WHOLE_NOTE, todo.takeText('DESCRIPTION'));
  const found = {
    line: todo.line,
    id: readId(todo),
    title,
    note,
    due: readDue(todo),
    priority: readPriority(todo),
    tags: todo.takeTexts('CATEGORIES'),
    rule: readRule(todo),
    ...readCompletion(todo),
    ...readTimes(todo),
  } satisfies Found;
  const { kept, tooLong } = withinRoom([note, title], todo.leftOver());
  remarkOn(todo, kept, 'in the note');
  remarkOn(todo, tooLong, 'too long to keep');
  return toRow('ical', { ...found, kept, remarks: todo.remarks });
}

/** A text in which the characters are put back that iCalendar forbids, if it is still the one that was written with them. */
function wholeText(todo: Todo, name: string, text = ''): string {
  const encoded = todo.takeMatching(name, /^/);
  if (encoded === undefined) return text;
  try {
    const whole = decodeURIComponent(encoded);
    return own.withPictures(whole) === text ? whole : text;
  } catch {
    return text;
  }
}

function readId(todo: Todo): string | undefined {
  const id = idOf(todo);
  if (id === todo.uid) todo.takeMatching('UID', /^/);
  return id;
}

function readDue(todo: Todo): Due | null {
  const dueIs = todo.takeMatching(own.DUE_IS, /^(?:MIDNIGHT|NONE)$/);
  const start = todo.takeMoment('DTSTART');
  const moment = dueIs === own.NONE ? undefined : findDue(todo, start);
  // What our own recurring tasks have, since a rule needs it.
  const isRedundant = todo.peek('RRULE') !== '' && (dueIs === own.NONE || isSame(start, moment));
  if (start !== undefined && !isRedundant) todo.leave('DTSTART', startHere(start));
  if (moment === undefined) return null;
  const due = dueOf(moment);
  if (due === undefined) {
    todo.leave('DUE');
    return null;
  }
  return due.at === null && dueIs === own.MIDNIGHT ? { on: due.on, at: '00:00' } : due;
}

/** Of the same kind as the due date will be; undefined: as it is. */
function startHere(start: Moment): Pick<RawProperty, 'parameters' | 'value'> | undefined {
  const here = localTime(start)?.replaceAll(/[-:]/g, '');
  if (here === undefined) return undefined;
  return start.isDate ? { parameters: ';VALUE=DATE', value: here } : { parameters: '', value: here };
}

function findDue(todo: Todo, start: Moment | undefined): Moment | undefined {
  const due = todo.takeMoment('DUE');
  if (due !== undefined) return due;
  const end = start && laterBy(start, todo.peek('DURATION').trim());
  if (end !== undefined) {
    todo.takeMatching('DURATION', /^/);
    return end;
  }
  if (todo.occurrence !== '') {
    const occurrence = todo.takeMoment('RECURRENCE-ID');
    todo.leave('RECURRENCE-ID');
    return occurrence;
  }
  if (todo.peek('RRULE') === '' || start === undefined) return undefined;
  todo.remark('the start of the series is its due date');
  return start;
}

function isSame(one: Moment | undefined, other: Moment | undefined): boolean {
  return (
    one !== undefined &&
    other !== undefined &&
    one.isDate === other.isDate &&
    instantOf(one).getTime() === instantOf(other).getTime()
  );
}

function readPriority(todo: Todo): Priority {
  const number = Number(todo.takeMatching('PRIORITY', /^\d$/) ?? 0);
  if (number === 0 || number === 5) return 'Medium';
  return number < 5 ? 'High' : 'Low';
}

function readRule(todo: Todo): string | undefined {
  const rule = todo.takeMatching('RRULE', /./);
  const isFromCompletion = todo.takeMatching(own.REPEAT_FROM, /^COMPLETION$/) !== undefined;
  return rule !== undefined && isFromCompletion ? `${rule};X-FROM=COMPLETION` : rule;
}

function readCompletion(todo: Todo): Pick<Found, 'completed' | 'completedAt'> {
  const completed = isDone(todo);
  const at = todo.takeMoment('COMPLETED');
  todo.takeMatching('STATUS', completed ? /^(?:NEEDS-ACTION|COMPLETED)?$/i : /^(?:NEEDS-ACTION)?$/i);
  todo.takeMatching('PERCENT-COMPLETE', completed ? /^(?:0|100)?$/ : /^0?$/);
  if (/^CANCELLED$/i.test(todo.peek('STATUS').trim())) todo.remark('it was cancelled, and comes in as done');
  return { completed, completedAt: at === undefined ? null : instantOf(at) };
}

function readTimes(todo: Todo): Pick<Found, 'createdAt' | 'updatedAt'> {
  const created = todo.takeMoment('CREATED');
  const stamp = todo.takeMoment('DTSTAMP');
  // In a file that is no message to somebody, DTSTAMP means the same.
  const updated = todo.takeMoment('LAST-MODIFIED') ?? stamp;
  return {
    createdAt: created === undefined ? null : instantOf(created),
    updatedAt: updated === undefined ? null : instantOf(updated),
  };
}

function remarkOn(todo: Todo, kept: readonly Kept[], clause: string): void {
  const names = Array.from(new Set(kept.map(({ name }) => name)), (name) =>
    name === 'line' ? 'a line that cannot be read' : name,
  );
  const more = names.length - MOST_NAMES;
  const told = [...names.slice(0, MOST_NAMES), ...(more > 0 ? [`${more} more`] : [])];
  if (told.length > 0) todo.remark(`${listed(told)} ${told.length === 1 ? 'is' : 'are'} ${clause}`);
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
