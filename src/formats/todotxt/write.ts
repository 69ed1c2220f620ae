import type { Priority } from '../../domain/task.ts';
import type { TaskRecord } from '../../domain/task-record.ts';
import { dayAt } from '../text/day.ts';
import { firstExact } from '../text/exact.ts';
import type { TaskWriter } from '../format.ts';
import { exactTitle, tagWord, visibleTitle } from '../text/inline.ts';
import { type Kept, splitKept } from '../kept.ts';
import { percentEncoded } from '../text/percent.ts';
import { wholeTitle } from '../row.ts';
import { KEPT_KEYS, readTodoTxtLine } from './read.ts';
import { rruleToRec } from './rec.ts';

const LETTERS: Readonly<Record<Priority, string | undefined>> = { High: 'A', Medium: undefined, Low: 'C' };
const PROJECT = 'project/';
/** Which are written as they were read. */
const AS_READ: ReadonlySet<string> = new Set([...KEPT_KEYS, 'due', 'at', 'pri', 'rec', 'rrule']);

/** Writes todo.txt, a line a task, so that readTodoTxt finds all of it but the times of day of completion and creation. */
export function todoTxtWriter(): TaskWriter {
  return { head: '', foot: '', write: (task) => ({ text: `${toLine(task)}\n`, lost: [] }) };
}

function toLine(task: TaskRecord): string {
  return firstExact('todotxt', task, linesFor(task), (line) => readTodoTxtLine(line, 1)) ?? '';
}

/** From the most readable to the most exact. */
function* linesFor(task: TaskRecord): Generator<string> {
  const split = splitKept(task.description, 'todotxt');
  const whole = { note: task.description ?? '', kept: [] };
  // What was kept does not come back in its own words where somebody has changed it.
  for (const { note, kept } of split.kept.length === 0 ? [whole] : [split, whole]) {
    const title = wholeTitle(task.title, kept);
    yield compose(task, title, [], note, kept);
    yield compose(task, title, [exactTitle(title)], note, kept);
  }
}

function compose(
  task: TaskRecord,
  title: string,
  exact: readonly string[],
  note: string,
  kept: readonly Kept[],
): string {
  const [first] = kept;
  const ownLetter = LETTERS[task.priority];
  const isKeptLetter = ownLetter === undefined && first?.name === 'pri';
  const letter = isKeptLetter ? first.value : ownLetter;
  const ahead = task.completed ? `x ${dayAt(task.completedAt ?? task.updatedAt)}` : letter && `(${letter})`;
  return [
    ahead,
    dayAt(task.createdAt),
    visibleTitle(title),
    ...exact,
    ...task.tags.map(toTag),
    task.completed && letter !== undefined ? `pri:${letter}` : undefined,
    task.dueDate === null ? undefined : `due:${task.dueDate}`,
    task.dueTime === null ? undefined : `at:${task.dueTime.replace(':', '')}`,
    task.recursionPattern === null ? undefined : toRule(task.recursionPattern, task.dueDate),
    ...kept.slice(isKeptLetter ? 1 : 0).map(toWord),
    note === '' ? undefined : `note:${percentEncoded(note)}`,
  ]
    .filter((word) => word !== undefined && word !== '')
    .join(' ');
}

/** What was kept, as it was read; empty for what is written elsewhere or comes from nowhere. */
function toWord({ name, value }: Kept): string {
  if (name === 'tag') return toTag(value);
  if (name === 'rule') return `rrule:${percentEncoded(value)}`;
  return AS_READ.has(name) ? `${name}:${percentEncoded(value)}` : '';
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
