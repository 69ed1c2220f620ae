import { UsageError } from '../domain/errors.ts';
import { parseNote } from '../domain/note.ts';
import { parsePriority } from '../domain/priority.ts';
import { parseTags } from '../domain/tag.ts';
import type { TaskDraft } from '../domain/task-change.ts';
import type { TaskWords } from '../domain/task-words.ts';
import { parseTitle } from '../domain/title.ts';
import { readDue, readSeries } from './dates.ts';

/** The options that name fields of a task, as they were typed. */
export interface FieldOptions {
  readonly due?: string | undefined;
  readonly priority?: string | undefined;
  readonly note?: string | undefined;
  readonly repeat?: string | undefined;
  readonly tag?: readonly string[] | undefined;
}

/** How words and options name the same fields. */
const FIELDS = [
  ['due', 'due'],
  ['pri', 'priority'],
  ['every', 'repeat'],
  ['note', 'note'],
] as const;

/** A field that a word and an option give at once: one of them is a mistake. */
export function refuseTwice(words: TaskWords, options: FieldOptions): void {
  const twice = FIELDS.find(([word, option]) => words[word] !== undefined && options[option] !== undefined);
  if (twice !== undefined) {
    throw new UsageError(`Both ${twice[0]}: and --${twice[1]} are given`, {
      hint: 'Leave one of the two out.',
    });
  }
}

/** A new task of words and options; where both name a field, the words, which are closer to the task. Throws UsageError. */
export async function readDraft(words: TaskWords, options: FieldOptions, now: Date): Promise<TaskDraft> {
  const { due = options.due, pri = options.priority, every = options.repeat, note = options.note } = words;
  const day = due === undefined || isNone(due) ? null : await readDue(due, now);
  const series =
    every === undefined || isNone(every)
      ? { due: day, recursionPattern: null }
      : await readSeries(every, day, now);
  return {
    title: parseTitle(words.text),
    ...series,
    description: note === undefined ? null : parseNote(note),
    priority: pri === undefined ? 'Medium' : parsePriority(pri),
    tags: parseTags([...(options.tag ?? []), ...words.addTags]),
  };
}

/** `due:none` takes back what an option says for all lines, and empties the field in an edit. */
export function isNone(value: string): boolean {
  return value.toLowerCase() === 'none';
}
