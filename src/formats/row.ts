import { UsageError } from '../domain/errors.ts';
import type { ImportedRow, ImportedTask } from '../domain/imported-task.ts';
import { LONGEST_NOTE, parseNote } from '../domain/note.ts';
import { parseRecurrence } from '../domain/recurrence.ts';
import { codePoints } from '../domain/storable-text.ts';
import { canBeTag, MOST_TAGS, parseTags } from '../domain/tag.ts';
import { LONGEST_TITLE, parseTitle } from '../domain/title.ts';
import type { Format } from './format.ts';
import { type Kept, withKept } from './kept.ts';

/** What a reader found in one place of a file, as it stands there. */
export interface Found extends Partial<
  Pick<ImportedTask, 'due' | 'priority' | 'completed' | 'completedAt' | 'createdAt' | 'updatedAt'>
> {
  readonly line: number;
  /** Anything; only a UUID counts. */
  readonly id?: string | undefined;
  /** May be too long for a title, or of several lines. */
  readonly title: string;
  readonly note?: string | undefined;
  /** What cannot be a tag is kept in the note. */
  readonly tags?: readonly string[] | undefined;
  /** The value of an RRULE; what is none of days is kept in the note. */
  readonly rule?: string | undefined;
  readonly kept?: readonly Kept[] | undefined;
  readonly remarks?: readonly string[] | undefined;
}

export const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** What becomes of it: a task, with what it has no field for in its note, or a problem. */
export function toRow(format: Format, found: Found): ImportedRow {
  const { line, id, due = null, completed = false, completedAt = null } = found;
  const remarks = [...(found.remarks ?? [])];
  const kept = [...(found.kept ?? [])];
  const keep = (name: string, value: string, remark: string): void => {
    kept.push({ name, value });
    remarks.push(remark);
  };
  try {
    const title = shortTitle(found.title);
    if (title !== found.title.trim()) {
      keep('title', found.title, 'the whole title is in the note');
    }
    const task: ImportedTask = {
      id: id !== undefined && UUID.test(id) ? id.toLowerCase() : null,
      title: parseTitle(title),
      due,
      priority: found.priority ?? 'Medium',
      tags: toTags(found.tags ?? [], keep),
      recursionPattern: toPattern(found.rule, due?.on ?? null, keep),
      completed,
      completedAt: completed ? completedAt : null,
      createdAt: found.createdAt ?? null,
      updatedAt: found.updatedAt ?? null,
      description: parseNote(withKept(found.note ?? '', format, kept)),
    };
    return { line, task, remarks };
  } catch (error) {
    if (error instanceof UsageError) return { line, problem: error.message };
    throw error;
  }
}

type Keep = (name: string, value: string, remark: string) => void;

/** The title that was read, if that was cut to the one that the task still has; otherwise this. */
export function wholeTitle(title: string, kept: readonly Kept[]): string {
  const whole = kept.find(({ name }) => name === 'title')?.value;
  return whole !== undefined && shortTitle(whole) === title ? whole : title;
}

/** One line that is short enough. What not even a note has room for stays as it is, and is refused. */
function shortTitle(text: string): string {
  const line = text.trim().replaceAll(/[\n\v\f\r\u0085\u2028\u2029]+/g, ' ');
  const length = codePoints(line);
  if (length <= LONGEST_TITLE || length > LONGEST_NOTE) return line;
  const start = Array.from(line).slice(0, LONGEST_TITLE - 1);
  return `${start.join('').trimEnd()}…`;
}

function toTags(texts: readonly string[], keep: Keep): string[] {
  const tags = new Map<string, string>();
  for (const text of texts) {
    const fits = canBeTag(text);
    const key = text.toLowerCase();
    if (fits && (tags.has(key) || tags.size < MOST_TAGS)) {
      if (!tags.has(key)) tags.set(key, text);
    } else if (text.trim() !== '') {
      keep(
        'tag',
        text,
        fits ? `the tag over ${MOST_TAGS} is in the note` : 'what cannot be a tag is in the note',
      );
    }
  }
  return parseTags([...tags.values()]);
}

function toPattern(rule: string | undefined, due: string | null, keep: Keep): string | null {
  if (rule === undefined) return null;
  try {
    return parseRecurrence(rule, due);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    keep('rule', rule, 'a recurrence that is none of days is in the note');
    return null;
  }
}
