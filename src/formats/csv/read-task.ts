import { parseDueWords } from '../../domain/date-language.ts';
import { today } from '../../domain/due-date.ts';
import { UsageError } from '../../domain/errors.ts';
import type { ImportedRow } from '../../domain/imported-task.ts';
import { firstOccurrence, parseRecurrence } from '../../domain/recurrence.ts';
import { canBeTag } from '../../domain/tag.ts';
import type { Due } from '../../domain/task.ts';
import { withinRoom } from '../room.ts';
import { type Found, toRow, UUID } from '../row.ts';
import { type CsvDate, type DateOrder, readClock, readDate } from './date.ts';
import type { Row } from './row.ts';
import type { Besides } from './todoist.ts';
import { readCsvPriority, readLabels, readState, type Scale } from './values.ts';

/** What is known of a table before its rows are read. */
export interface TableContext {
  /** Under which values are kept, a column each. */
  readonly names: readonly string[];
  readonly order: DateOrder;
  readonly scale: Scale;
  readonly now: Date;
  /** What words were read as that are no date in numbers. */
  readonly words: Map<string, InWords>;
}

export interface InWords {
  readonly due?: Due | undefined;
  /** A recurrence, and the first day of it. */
  readonly series?: Pick<Found, 'due' | 'rule'> | undefined;
}

/** What a column of rules says of a task that happens once. */
const ONCE = /^(?:none|no|never|false|once|0)$/i;
/** What a recurrence in words begins with. */
const SERIES = /^\s{0,9}(?:every|daily|weekly|monthly|yearly|weekdays)\b/i;
/** More than any words for a date have. */
const LONGEST_WORDS = 60;

export function readCsvTask(line: number, row: Row, context: TableContext, besides: Besides): ImportedRow {
  if (readState(row.peek('done')) === 'deleted') return { line, skipped: 'the file says that it is deleted' };
  const title = row.take('title', (text) => text) ?? '';
  const note = [row.take('note', (text) => text) ?? '', ...besides.comments]
    .filter((text) => text !== '')
    .join('\n\n');
  const found = {
    line,
    id: row.take('id', (text) => (UUID.test(text.trim()) ? text.trim() : undefined)),
    title,
    note,
    ...readSeries(row, context),
    priority: row.take('priority', (text) => readCsvPriority(text, context.scale)) ?? 'Medium',
    tags: [
      ...(row.take('tags', readLabels) ?? []),
      ...besides.tags,
      ...(row.take('project', projectTags) ?? []),
    ],
    ...readCompletion(row, context),
    createdAt: row.take('created', (text) => readDate(text, context.order))?.instant ?? null,
    updatedAt: row.take('updated', (text) => readDate(text, context.order))?.instant ?? null,
  } satisfies Found;
  const left = row.leftOver(context.names);
  const { kept, tooLong } = withinRoom([note, title], [...left, ...besides.kept]);
  if (tooLong.length > 0) row.remark('a column is too long to keep');
  return toRow('csv', { ...found, kept, remarks: row.remarks });
}

function projectTags(text: string): string[] | undefined {
  const tag = `project/${text.trim()}`;
  return canBeTag(tag) ? [tag] : undefined;
}

function readSeries(row: Row, context: TableContext): Pick<Found, 'due' | 'rule'> {
  const rule = row.take('repeat', (text) => text.trim());
  const repeats = rule !== undefined && !ONCE.test(rule);
  const due = readDue(row, context);
  if (due !== null || repeats) return repeats ? { due, rule } : { due };
  // Todoist has the words for a series in the column of dates.
  const series = row.take('due', (text) => inWords(text, context).series);
  if (series !== undefined) row.remark('the series is due as of today');
  return series ?? { due };
}

function readDue(row: Row, context: TableContext): Due | null {
  const date = row.take('due', (text) => readDate(text, context.order));
  const due = date === undefined ? readDueWords(row, context) : { on: date.on, at: timeOfDay(date.time) };
  if (date?.isGuess === true) {
    row.remark(
      `its due date is read ${context.order.dayFirst ? 'day' : 'month'} first, as the file does not say it`,
    );
  }
  if (due === undefined) return null;
  const time = row.take('time', readClock);
  return time === undefined ? due : { on: due.on, at: time.slice(0, 'HH:MM'.length) };
}

function readDueWords(row: Row, context: TableContext): Due | undefined {
  const due = row.take('due', (text) => inWords(text, context).due);
  if (due !== undefined && !/\d{4}/.test(row.peek('due'))) {
    row.remark('words for its due date are read as of today');
  }
  return due;
}

/** Each text once, as not to understand it takes long, and a program writes the same in many rows. */
function inWords(text: string, { now, words }: TableContext): InWords {
  const known = words.get(text);
  if (known !== undefined) return known;
  const due = readWords(text, (phrase) => parseDueWords(phrase, now));
  const isSeries = due === undefined && SERIES.test(text);
  const rule = isSeries ? readWords(text, (phrase) => parseRecurrence(phrase)) : undefined;
  const on = rule && firstOccurrence(rule, today(now));
  const read = { due, series: on === undefined ? undefined : { due: { on, at: null }, rule } };
  words.set(text, read);
  return read;
}

/** Undefined for what is not understood. */
function readWords<Value>(text: string, read: (words: string) => Value): Value | undefined {
  if (text.length > LONGEST_WORDS) return undefined;
  try {
    return read(text);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

/** Midnight and the last second of a day are the day alone. */
function timeOfDay(time: CsvDate['time']): string | null {
  return time === null || time === '00:00:00' || time === '23:59:59' ? null : time.slice(0, 'HH:MM'.length);
}

function readCompletion(row: Row, { order }: TableContext): Pick<Found, 'completed' | 'completedAt'> {
  const doneAt = row.take('done', (text) => readDate(text, order));
  if (doneAt !== undefined) return { completed: true, completedAt: doneAt.instant };
  const state = row.peek('done').trim() === '' ? undefined : readState(row.peek('done'));
  if (state === 'cancelled') row.remark('it was cancelled, and comes in as done');
  else row.take('done', () => state);
  // Without a word on whether it is done, the time when it was says it.
  const completedAt =
    state === 'open' ? undefined : row.take('completed', (text) => readDate(text, order))?.instant;
  const completed = state === 'done' || state === 'cancelled' || completedAt !== undefined;
  return { completed, completedAt: completedAt ?? null };
}
