import { UsageError } from '../domain/errors.ts';
import { parseNote } from '../domain/note.ts';
import { parsePriority } from '../domain/priority.ts';
import { parseTags } from '../domain/tag.ts';
import type { Clearable, TaskChange, TaskDraft } from '../domain/task-change.ts';
import type { TaskWords } from '../domain/task-words.ts';
import { parseTitle } from '../domain/title.ts';
import { readDue, readRecurrence, readSeries } from './dates.ts';

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
function isNone(value: string): boolean {
  return value.toLowerCase() === 'none';
}

/** The options of an edit, as they were typed. */
export interface ChangeOptions extends FieldOptions {
  readonly title?: string | undefined;
  readonly addTag?: readonly string[] | undefined;
  readonly removeTag?: readonly string[] | undefined;
  readonly clear?: readonly Clearable[] | undefined;
}

/** What words and options change. Throws UsageError. */
export async function readChange(words: TaskWords, options: ChangeOptions, now: Date): Promise<TaskChange> {
  const { due = options.due, pri = options.priority, every = options.repeat, note = options.note } = words;
  const { title, tag, clear = [] } = options;
  const isEmptied = (field: Clearable, value?: string) =>
    clear.includes(field) || (value !== undefined && isNone(value));
  const newDue = due === undefined || isEmptied('due', due) ? undefined : await readDue(due, now);
  const newRule =
    every === undefined || isEmptied('repeat', every)
      ? undefined
      : await readRecurrence(every, newDue ?? null);
  const newPriority = pri === undefined ? undefined : parsePriority(pri);
  const newNote = note === undefined ? undefined : parseNote(note);
  return {
    title: title === undefined ? undefined : parseTitle(title),
    due: isEmptied('due', due) ? null : newDue,
    priority: isEmptied('priority') ? 'Medium' : newPriority,
    description: isEmptied('note') ? null : newNote,
    recursionPattern: isEmptied('repeat', every) ? null : newRule,
    tags: clear.includes('tags') ? [] : tag === undefined ? undefined : parseTags(tag),
    addTags: parseTags([...(options.addTag ?? []), ...words.addTags]),
    removeTags: parseTags([...(options.removeTag ?? []), ...words.removeTags]),
  };
}

/** A field that is given twice, or given and cleared at once, or tags that are replaced and added to: one of them is a mistake. */
export function refuseContradictions(words: TaskWords, options: ChangeOptions): void {
  refuseTwice(words, options);
  const { tag, addTag, removeTag, clear = [] } = options;
  const changesTags =
    [...(addTag ?? []), ...(removeTag ?? []), ...words.addTags, ...words.removeTags].length > 0;
  const given: Readonly<Record<Clearable, boolean>> = {
    due: (words.due ?? options.due) !== undefined,
    note: (words.note ?? options.note) !== undefined,
    priority: (words.pri ?? options.priority) !== undefined,
    repeat: (words.every ?? options.repeat) !== undefined,
    tags: tag !== undefined || changesTags,
  };
  const both = clear.find((field) => given[field]);
  if (both !== undefined) {
    throw new UsageError(`${both} is both given and cleared`, {
      hint: `Leave out one of the two: --clear ${both}, or its new value.`,
    });
  }
  if (tag !== undefined && changesTags) {
    throw new UsageError('--tag takes the place of all tags, and others are added or taken off as well', {
      hint: 'Leave --tag out to keep the tags that are there.',
    });
  }
}
