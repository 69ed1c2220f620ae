import { UsageError } from '../../domain/errors.ts';
import type { ImportedRow } from '../../domain/imported-task.ts';
import { parseRecurrence } from '../../domain/recurrence.ts';
import { canBeTag } from '../../domain/tag.ts';
import type { Priority } from '../../domain/task.ts';
import { beginOfDay, isDay, timeOf } from '../text/day.ts';
import { keyAndValue, type Meaning, signedTag, toInline, Values } from '../text/inline.ts';
import type { Kept } from '../kept.ts';
import { percentDecoded } from '../text/percent.ts';
import { toRow } from '../row.ts';
import { type ChecklistItem, indentation } from './outline.ts';

/** What the emoji of Obsidian Tasks say: a date behind it, a word, or words. The first one of each is written. */
const SIGNS = [
  ['due', 'date', '📅📆🗓'],
  ['done', 'date', '✅'],
  ['created', 'date', '➕'],
  ['start', 'date', '🛫'],
  ['scheduled', 'date', '⏳⌛'],
  ['cancelled', 'date', '❌'],
  ['id', 'word', '🆔'],
  ['dependsOn', 'word', '⛔'],
  ['onCompletion', 'word', '🏁'],
  ['repeat', 'words', '🔁'],
] as const;

const MEANINGS = new Map(
  SIGNS.flatMap(([name, kind, signs]) => Array.from(signs, (sign) => [sign, { name, kind }] as const)),
);

/** The emoji with which something is said. */
export function signFor(name: string): string | undefined {
  const [, , signs] = SIGNS.find(([of]) => of === name) ?? [];
  return signs && firstCharacter(signs);
}

const PRIORITY_SIGNS: ReadonlyMap<string, Priority> = new Map([
  ['🔺', 'High'],
  ['⏫', 'High'],
  ['🔼', 'Medium'],
  ['🔽', 'Low'],
  ['⏬', 'Low'],
]);
const PRIORITIES: ReadonlyMap<string, Priority> = new Map([
  ['high', 'High'],
  ['medium', 'Medium'],
  ['low', 'Low'],
]);
const KEYS: ReadonlySet<string> = new Set(['due', 'at', 'pri', 'rrule', 'note', 'tag']);

/** @param parent the title of the task that it is a part of */
export function toItemRow(item: ChecklistItem, parent: string | undefined): ImportedRow {
  const { line, box, heading, below } = item;
  const { title, tags, values: written } = toInline(item.text, meaningOf);
  const values = new Values(written);
  const completed = box === 'x' || box === 'X';
  const project = heading === undefined ? undefined : `project/${heading}`;
  const isProject = project !== undefined && canBeTag(project);
  const priority = values.take('pri', (value) => PRIORITIES.get(value.toLowerCase()));
  const on = values.take('due', (value) => (isDay(value) ? value : undefined));
  const at = on === undefined ? undefined : values.take('at', timeOf);
  const rule = values.take('rrule', (value) => value) ?? values.take('repeat', readRepeat);
  const completedAt = completed ? values.take('done', instantOf) : undefined;
  const createdAt = values.take('created', instantOf);
  const note = [textOf(below), ...values.takeAll('note')].filter((text) => text !== '').join('\n');
  const kept = [
    ...(heading === undefined || isProject ? [] : [{ name: 'heading', value: heading }]),
    ...(parent === undefined ? [] : [{ name: 'under', value: parent }]),
    ...(completed || box.trim() === '' ? [] : [{ name: 'status', value: box }]),
    ...values.left(),
  ];
  return toRow('markdown', {
    line,
    title,
    note,
    due: on === undefined ? null : { on, at: at ?? null },
    ...(priority === undefined ? {} : { priority }),
    tags: isProject ? [project, ...tags] : tags,
    rule,
    completed,
    completedAt: completedAt ?? null,
    createdAt: createdAt ?? null,
    kept,
    remarks: kept.map((one) => REMARKS.get(one.name) ?? remarkOn(one)),
  });
}

const REMARKS: ReadonlyMap<string, string> = new Map([
  ['heading', 'the heading is in the note'],
  ['under', 'the task that it is a part of is named in the note'],
]);

function remarkOn({ name, value }: Kept): string {
  return DATE.test(value) && !isDay(value)
    ? `a date (${name}) that does not exist is in the note`
    : `what it says of ${name} is in the note`;
}

const DATE = /^\d{4}-\d\d-\d\d$/;

function meaningOf(words: readonly string[], index: number): Meaning {
  const word = words[index] ?? '';
  if (/^[#+]/.test(word)) return signedTag(word, (name) => name);
  const pair = keyAndValue(word);
  if (pair !== undefined && isKnown(pair)) {
    const { name, value } = pair;
    return name === 'tag' ? { tag: percentDecoded(value), text: undefined } : { name, value, words: 1 };
  }
  return signMeaning(words, index);
}

function isKnown({ name, value }: Kept): boolean {
  if (name === 'pri') return PRIORITIES.has(value.toLowerCase());
  if (name === 'due') return DATE.test(value);
  return name === 'at' ? timeOf(value) !== undefined : KEYS.has(name);
}

function signMeaning(words: readonly string[], index: number): Meaning {
  const word = words[index] ?? '';
  const sign = firstCharacter(word);
  const rest = word.slice(sign.length).replace(/^\uFE0F/, '');
  const priority = PRIORITY_SIGNS.get(sign);
  if (priority !== undefined && rest === '') return { name: 'pri', value: priority, words: 1 };
  const meaning = MEANINGS.get(sign);
  if (meaning === undefined) return undefined;
  const behind = rest === '' ? words.slice(index + 1, endOf(words, index + 1, meaning.kind)) : [rest];
  const value = behind.join(' ');
  const isValue = meaning.kind === 'date' ? DATE.test(value) : value !== '';
  return isValue ? { name: meaning.name, value, words: rest === '' ? behind.length + 1 : 1 } : undefined;
}

/** Where the words end that belong to a sign ahead of `begin`. */
function endOf(words: readonly string[], begin: number, kind: 'date' | 'word' | 'words'): number {
  if (kind !== 'words') return begin + 1;
  let end = begin;
  while (end < words.length && !isMark(words[end] ?? '')) end += 1;
  return end;
}

function isMark(word: string): boolean {
  const sign = firstCharacter(word);
  return /^[#+]/.test(word) || word.includes(':') || MEANINGS.has(sign) || PRIORITY_SIGNS.has(sign);
}

function firstCharacter(word: string): string {
  return String.fromCodePoint(word.codePointAt(0) ?? 0);
}

/** The rule as it is written, if it is one. */
function readRepeat(text: string): string | undefined {
  const rule = text.replace(/ when done$/, ' after completion');
  try {
    return parseRecurrence(rule) && rule;
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

function instantOf(day: string): Date | undefined {
  return isDay(day) ? beginOfDay(day) : undefined;
}

/** The lines below an item, without the indentation that they have in common. */
function textOf(below: readonly string[]): string {
  const lines = below.map(indentation);
  const begin = lines.findIndex(({ rest }) => rest !== '');
  const columns = lines.flatMap(({ column, rest }) => (rest === '' ? [] : [column]));
  const least = columns.reduce((one, other) => Math.min(one, other), Infinity);
  return lines
    .slice(Math.max(begin, 0))
    .map(({ column, rest }) => (rest === '' ? '' : ' '.repeat(column - least) + rest))
    .join('\n')
    .trimEnd();
}
