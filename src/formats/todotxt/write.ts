import type { Priority } from '../../domain/task.ts';
import type { TaskRecord } from '../../domain/task-record.ts';
import { dayAt } from '../day.ts';
import { firstExact } from '../exact.ts';
import type { TaskWriter } from '../format.ts';
import { exactTitle, tagWord, visibleTitle } from '../inline.ts';
import { type Kept, splitKept } from '../kept.ts';
import { percentEncoded } from '../percent.ts';
import { wholeTitle } from '../row.ts';
import { KEPT_KEYS, readTodoTxtLine } from './read.ts';
import { rruleToRec } from './rec.ts';

const LETTERS: Readonly<Record<Priority, string | undefined>> = { High: 'A', Medium: undefined, Low: 'C' };
const PROJECT = 'project/';
/** Which are written as they were read. */
const AS_READ: ReadonlySet<string> = new Set([...KEPT_KEYS, 'due', 'at', 'rec']);

/** Writes todo.txt, a line a task, so that readTodoTxt finds all of it but the times of day of completion and creation. */
export function todoTxtWriter(): TaskWriter {
  return { head: '', foot: '', write: (task) => ({ text: `${toLine(task)}\n`, lost: [] }) };
}

function toLine(task: TaskRecord): string {
  return firstExact(task, candidates(task), (line) => [readTodoTxtLine(line, 1)]);
}

function* candidates(task: TaskRecord): Generator<string> {
  const { note, kept } = splitKept(task.description, 'todotxt');
  const title = wholeTitle(task.title, kept);
  yield compose(task, title, [], note, kept);
  yield compose(task, title, [exactTitle(title)], note, kept);
  // Kept in an order or form that is none of ours, such as by hand.
  yield compose(task, task.title, [exactTitle(task.title)], task.description ?? '', []);
}

function compose(
  task: TaskRecord,
  title: string,
  exact: readonly string[],
  note: string,
  kept: readonly Kept[],
): string {
  const valuesOf = (key: string): string[] =>
    kept.filter(({ name }) => name === key).map(({ value }) => value);
  const [letter, ...letters] = [LETTERS[task.priority], ...valuesOf('pri')].filter(
    (value) => value !== undefined,
  );
  return [
    ...(task.completed
      ? ['x', dayAt(task.completedAt ?? task.updatedAt)]
      : letter === undefined
        ? []
        : [`(${letter})`]),
    dayAt(task.createdAt),
    visibleTitle(title),
    ...exact,
    ...[...task.tags, ...valuesOf('tag')].map(toTag),
    ...(task.completed && letter !== undefined ? [`pri:${letter}`] : []),
    ...letters.map((other) => `pri:${other}`),
    ...(task.dueDate === null ? [] : [`due:${task.dueDate}`]),
    ...(task.dueTime === null ? [] : [`at:${task.dueTime.replace(':', '')}`]),
    ...(task.recursionPattern === null ? [] : [toRule(task.recursionPattern, task.dueDate)]),
    ...valuesOf('rule').map((rule) => `rrule:${percentEncoded(rule)}`),
    ...kept
      .filter(({ name }) => AS_READ.has(name))
      .map(({ name, value }) => `${name}:${percentEncoded(value)}`),
    ...(note === '' ? [] : [`note:${percentEncoded(note)}`]),
  ]
    .filter((word) => word !== '')
    .join(' ');
}

/** `+Home.Kitchen` of `project/Home.Kitchen`, and `@phone` of any other. */
function toTag(tag: string): string {
  const isProject = tag.startsWith(PROJECT);
  const name = isProject ? tag.slice(PROJECT.length) : tag;
  return tagWord(isProject ? '+' : '@', name, tag);
}

function toRule(pattern: string, due: string | null): string {
  const rec = rruleToRec(pattern, due);
  return rec === undefined ? `rrule:${percentEncoded(pattern)}` : `rec:${rec}`;
}
