import type { ImportedRow } from '../../domain/imported-task.ts';
import { describeRecurrence } from '../../domain/recurrence-words.ts';
import { formatRrule, parseRrule } from '../../domain/rrule-text.ts';
import type { Priority } from '../../domain/task.ts';
import type { TaskRecord } from '../../domain/task-record.ts';
import { dayAt } from '../text/day.ts';
import { firstExact, isSameRule } from '../text/exact.ts';
import type { TaskWriter } from '../format.ts';
import { exactTitle, tagWord, visibleTitle } from '../text/inline.ts';
import { type Kept, splitKept } from '../kept.ts';
import { percentEncoded } from '../text/percent.ts';
import { wholeTitle } from '../row.ts';
import { signFor } from './item.ts';
import { readMarkdown } from './read.ts';

/**
 * Writes a checklist: `- [ ] Pay rent #home ⏫ 📅 2026-11-27`, with the note below. readMarkdown finds all of it but the times of day of
 * completion and creation.
 */
export function markdownWriter(): TaskWriter {
  const checklist = new Checklist();
  return { head: '', foot: '', write: (task) => ({ text: checklist.next(task), lost: [] }) };
}

/** A way to write a task. */
interface Item {
  /** Of the task. */
  readonly title: string;
  /** Its first line. */
  readonly line: string;
  readonly below: readonly string[];
  readonly heading: string | undefined;
  /** The title of the task that it is a part of. */
  readonly parent: string | undefined;
}

/** Knows under which heading and below which items the next one will stand. */
class Checklist {
  #isEmpty = true;
  #heading: string | undefined;
  /** The last item and those that it is a part of, from the outermost one. */
  #above: readonly Item[] = [];

  next(task: TaskRecord): string {
    const item = firstExact('markdown', task, this.#ways(task), (way) => this.#readBack(way));
    return item === undefined ? '' : this.#place(item);
  }

  *#ways(task: TaskRecord): Generator<Item> {
    for (const item of waysToWrite(task)) {
      if (item.parent === undefined || this.#depthOf(item) > 0) yield item;
    }
  }

  #depthOf({ heading, parent }: Item): number {
    if (parent === undefined || heading !== this.#heading) return 0;
    return this.#above.slice(0, MOST_DEPTH).findLastIndex(({ title }) => title === parent) + 1;
  }

  #readBack(item: Item): ImportedRow | undefined {
    const depth = this.#depthOf(item);
    const parent = this.#above[depth - 1];
    const text = [
      item.heading === undefined ? '' : `## ${item.heading}\n`,
      // Its note may hold a code block that is not closed.
      parent === undefined ? '' : indented(parent, 0),
      indented(item, parent === undefined ? 0 : 1),
    ].join('');
    const rows = readMarkdown(text);
    return rows.length === (parent === undefined ? 1 : 2) ? rows.at(-1) : undefined;
  }

  #place(item: Item): string {
    const depth = this.#depthOf(item);
    const isSame = item.heading === this.#heading;
    // A heading without text ends what the one before stands for.
    const heading = isSame ? '' : `${this.#isEmpty ? '' : '\n'}${`## ${item.heading ?? ''}`.trimEnd()}\n\n`;
    this.#above = [...(isSame ? this.#above.slice(0, depth) : []), item];
    this.#heading = item.heading;
    this.#isEmpty = false;
    return heading + indented(item, depth);
  }
}

const INDENT = '  ';
/** Deeper ones are not indented any further, as of a long chain most would be indentation. */
const MOST_DEPTH = 20;
/** Could drive the terminal that shows the file. */
const CONTROL = /(?![\t\n])\p{Cc}/u;

function indented({ line, below }: Item, depth: number): string {
  const lines = [
    line,
    ...(below.length === 0 ? [] : ['', ...below.map((text) => (text === '' ? '' : INDENT + text))]),
  ];
  return lines.map((text) => (text === '' ? '\n' : `${INDENT.repeat(depth)}${text}\n`)).join('');
}

/** From the most readable to the most exact. */
function* waysToWrite(task: TaskRecord): Generator<Item> {
  const split = splitKept(task.description, 'markdown');
  const whole = { note: task.description ?? '', kept: [] };
  // What was kept does not come back in its own words where somebody has changed it.
  const isGivenBack = split.kept.length > 0 && split.kept.every(({ value }) => !CONTROL.test(value));
  for (const { note, kept } of isGivenBack ? [split, whole] : [whole]) {
    const title = wholeTitle(task.title, kept);
    const key = note === '' ? [] : [`note:${percentEncoded(note)}`];
    if (!CONTROL.test(note)) {
      yield toItem(task, title, kept, [], note);
      yield toItem(task, title, kept, [exactTitle(title)], note);
    }
    yield toItem(task, title, kept, key, '');
    yield toItem(task, title, kept, [exactTitle(title), ...key], '');
  }
}

const PRIORITY_SIGNS: Readonly<Record<Priority, string | undefined>> = {
  High: '⏫',
  Medium: undefined,
  Low: '🔽',
};

function toItem(
  task: TaskRecord,
  title: string,
  kept: readonly Kept[],
  exact: readonly string[],
  below: string,
): Item {
  const valueOf = (name: string): string | undefined => kept.find((one) => one.name === name)?.value;
  const box = task.completed ? 'x' : (valueOf('status') ?? ' ');
  const words = [
    `- [${box}]`,
    visibleTitle(title),
    ...exact,
    task.dueTime === null ? undefined : `at:${task.dueTime.replace(':', '')}`,
    ...kept.map(toKey),
    ...task.tags.map(toTag),
    // Obsidian reads signs from the end of the line on, up to the first word that is none.
    ruleWord(task),
    PRIORITY_SIGNS[task.priority],
    ...kept.map(toSign),
    `➕ ${dayAt(task.createdAt)}`,
    task.dueDate === null ? undefined : `📅 ${task.dueDate}`,
    task.completed ? `✅ ${dayAt(task.completedAt ?? task.updatedAt)}` : undefined,
  ];
  return {
    title: task.title,
    line: words.filter((word) => word !== undefined && word !== '').join(' '),
    below: below === '' ? [] : below.split('\n'),
    heading: valueOf('heading'),
    parent: valueOf('under'),
  };
}

/** What was kept and is said with a key; empty for all else. */
function toKey({ name, value }: Kept): string {
  if (name === 'tag') return toTag(value);
  const key = name === 'rule' ? 'rrule' : name;
  return KEYS.has(key) ? `${key}:${percentEncoded(value)}` : '';
}

const KEYS: ReadonlySet<string> = new Set(['at', 'pri', 'rrule']);

function toSign({ name, value }: Kept): string {
  const sign = signFor(name);
  return sign === undefined ? '' : `${sign} ${value}`;
}

function toTag(tag: string): string {
  return tagWord('#', tag, tag);
}

function ruleWord({ recursionPattern: pattern, dueDate }: TaskRecord): string | undefined {
  if (pattern === null) return undefined;
  const words = [withoutDays(pattern), pattern]
    .map(describeRecurrence)
    .find((text) => /^every [a-zA-Z\d, ]+$/.test(text) && isSameRule(text, dueDate, pattern));
  return words === undefined
    ? `rrule:${percentEncoded(pattern)}`
    : `🔁 ${words.replace(/ after completion$/, ' when done')}`;
}

/** Without what the due date says as well, such as the end of the month. */
function withoutDays(pattern: string): string {
  const rule = parseRrule(pattern);
  return rule === undefined ? pattern : formatRrule({ ...rule, months: [], monthDays: [], positions: [] });
}
