import { parseDueWords } from './date-language.ts';
import { formatDue } from './due-date.ts';
import { UsageError } from './errors.ts';
import { parsePriority } from './priority.ts';
import { describeRecurrence } from './recurrence-words.ts';
import { parseRecurrence } from './recurrence.ts';
import { parseTags } from './tag.ts';
import type { Due, Task } from './task.ts';
import type { TaskDraft } from './task-change.ts';
import { parseTitle } from './title.ts';
import { escapeUnsafe } from './unsafe-characters.ts';

/** The fields of a task, but for its note, as lines that a person edits; an empty line is a field without a value. */
export interface TaskForm {
  readonly title: string;
  readonly due: string;
  readonly priority: string;
  /** With spaces between. */
  readonly tags: string;
  readonly repeat: string;
}

const NONE = /^(none)?$/i;

/** Safe to show, and in words that readForm reads back. */
export function fillForm({ title, due, priority, tags, recursionPattern }: Task): TaskForm {
  return {
    title: escapeUnsafe(title),
    due: due === null ? '' : formatDue(due),
    priority,
    tags: escapeUnsafe(tags.join(' ')),
    repeat: recursionPattern === null ? '' : escapeUnsafe(readableRecurrence(recursionPattern, due)),
  };
}

/**
 * What the lines change about the task that fillForm made them from; a line that is missing, or still means the same, changes nothing.
 * A recurrence is read with the new due date. Throws UsageError.
 */
export function readForm(form: Partial<TaskForm>, task: Task, now: Date): Partial<TaskDraft> {
  const before = fillForm(task);
  const written = (name: keyof TaskForm): string | undefined => {
    const line = form[name]?.trim();
    return line === before[name].trim() ? undefined : line;
  };
  const title = written('title');
  const due = read(written('due'), (line) => (NONE.test(line) ? null : parseDueWords(line, now)));
  const priority = read(written('priority'), (line) => (line === '' ? 'Medium' : parsePriority(line)));
  const tags = read(written('tags'), readTags);
  const recursionPattern = read(written('repeat'), (line) =>
    NONE.test(line) ? null : parseRecurrence(line, (due === undefined ? task.due : due)?.on ?? null),
  );
  return {
    ...(title === undefined ? {} : { title: parseTitle(title) }),
    ...(due === undefined || isSameDue(due, task.due) ? {} : { due }),
    ...(priority === undefined || priority === task.priority ? {} : { priority }),
    ...(tags === undefined || tags.join() === task.tags.join() ? {} : { tags }),
    ...(recursionPattern === undefined || recursionPattern === task.recursionPattern
      ? {}
      : { recursionPattern }),
  };
}

function read<T>(line: string | undefined, parse: (line: string) => T): T | undefined {
  return line === undefined ? undefined : parse(line);
}

function readTags(line: string): string[] {
  const tags = line.split(/[\s,]+/).filter((tag) => tag !== '');
  return parseTags(tags.map((tag) => tag.replace(/^\+/, '')));
}

function isSameDue(one: Due | null, other: Due | null): boolean {
  return one?.on === other?.on && one?.at === other?.at;
}

/** In words, if they mean the same pattern once they are read, and otherwise as it is stored. */
function readableRecurrence(pattern: string, due: Due | null): string {
  const words = describeRecurrence(pattern);
  try {
    return parseRecurrence(words, due?.on ?? null) === pattern ? words : pattern;
  } catch (error) {
    if (error instanceof UsageError) return pattern;
    throw error;
  }
}
