import type { ImportedRow } from '../../domain/imported-task.ts';
import type { Priority } from '../../domain/task.ts';
import { beginOfDay, isDay, timeOf } from '../text/day.ts';
import {
  type Inline,
  keyAndValue,
  LONGEST_INLINE,
  type Meaning,
  signedTag,
  toInline,
  Values,
} from '../text/inline.ts';
import { linesOf } from '../text/lines.ts';
import { percentDecoded } from '../text/percent.ts';
import { type Found, toRow } from '../row.ts';
import { recToRrule } from './rec.ts';

/** Keys that are kept in the note, as a task has no field for what they say. Those that nobody knows stay in the title. */
export const KEPT_KEYS = ['t', 'h', 'id', 'p', 'pm', 'star'] as const;

const KEYS: ReadonlySet<string> = new Set([...KEPT_KEYS, 'due', 'rec', 'rrule', 'note']);
const PRIORITIES: ReadonlyMap<string, Priority> = new Map([
  ['A', 'High'],
  ['B', 'Medium'],
  ['C', 'Low'],
]);

/** Reads todo.txt: a task a line (https://github.com/todotxt/todo.txt). */
export function readTodoTxt(text: string): readonly ImportedRow[] {
  return linesOf(text).flatMap((line, index) =>
    line.trim() === '' ? [] : [readTodoTxtLine(line, index + 1)],
  );
}

export function readTodoTxtLine(text: string, line: number): ImportedRow {
  if (text.length > LONGEST_INLINE) return { line, problem: 'The line is longer than a task can be' };
  const { body, letter, ...dates } = takeHead(text);
  return toRow('todotxt', { line, ...dates, ...interpret(toInline(body, meaningOf), letter) });
}

interface Head extends Pick<Found, 'completed' | 'completedAt' | 'createdAt'> {
  /** Of the priority. */
  readonly letter: string | undefined;
  readonly body: string;
}

const DONE = /^(x) +(?=[^ ])/;
const PRIORITY = /^\(([A-Z])\) +(?=[^ ])/;
const DAY = /^(\d{4}-\d\d-\d\d) +(?=[^ ])/;

/** `(A) CREATED`, `x DONE CREATED`, and what is also found: a priority ahead of the dates of what is done, or between them. */
function takeHead(line: string): Head {
  let body = line;
  const take = (pattern: RegExp): string | undefined => {
    const [whole = '', value] = pattern.exec(body) ?? [];
    // A date that does not exist is text.
    if (pattern === DAY && !isDay(value ?? '')) return undefined;
    body = body.slice(whole.length);
    return value;
  };
  const completed = take(DONE) !== undefined;
  const ahead = take(PRIORITY);
  const day = take(DAY);
  if (!completed || day === undefined) {
    return { completed, createdAt: instantOf(day), letter: ahead, body };
  }
  const letter = ahead ?? take(PRIORITY);
  return { completed, completedAt: instantOf(day), createdAt: instantOf(take(DAY)), letter, body };
}

function instantOf(day: string | undefined): Date | null {
  return day === undefined ? null : beginOfDay(day);
}

function meaningOf(words: readonly string[], index: number): Meaning {
  const word = words[index] ?? '';
  if (word.startsWith('+')) return signedTag(word, (name) => `project/${name}`);
  if (word.startsWith('@')) return signedTag(word, (name) => name);
  const pair = keyAndValue(word);
  if (pair?.name === 'tag') return { tag: percentDecoded(pair.value), text: undefined };
  return pair !== undefined && isKnown(pair.name, pair.value) ? { ...pair, words: 1 } : undefined;
}

function isKnown(name: string, value: string): boolean {
  if (name === 'pri') return /^[A-Z]$/.test(value);
  return name === 'at' ? timeOf(value) !== undefined : KEYS.has(name);
}

function interpret({ title, tags, values: found }: Inline, letter: string | undefined): Omit<Found, 'line'> {
  const values = new Values([...(letter === undefined ? [] : [{ name: 'pri', value: letter }]), ...found]);
  const priority = values.take('pri', (value) => PRIORITIES.get(value));
  const on = values.take('due', (value) => (isDay(value) ? value : undefined));
  const at = on === undefined ? undefined : values.take('at', timeOf);
  const rule = values.take('rrule', (value) => value) ?? values.take('rec', recToRrule);
  const note = values.takeAll('note').join('\n');
  const kept = values.left();
  return {
    title,
    note,
    due: on === undefined ? null : { on, at: at ?? null },
    ...(priority === undefined ? {} : { priority }),
    tags,
    rule,
    kept,
    remarks: [...kept.map(({ name, value }) => remarkOn(name, value)), ...remarksOnTitle(title)],
  };
}

function remarkOn(name: string, value: string): string {
  return isNoDay(value)
    ? `a date of ${name}: that does not exist is in the note`
    : `what ${name}: says is in the note`;
}

function remarksOnTitle(title: string): string[] {
  return isNoDay(title.slice(0, 'YYYY-MM-DD'.length)) ? ['a date that does not exist is in the title'] : [];
}

function isNoDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !isDay(text);
}
