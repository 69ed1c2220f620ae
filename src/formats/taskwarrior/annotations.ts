import { readInstant } from '../instant-text.ts';
import { isObject } from '../json/values.ts';
import { formatDate, hasDate, readDate } from './dates.ts';

export interface Annotation {
  /** `20261127T160000Z` */
  readonly entry: string;
  readonly description: string;
}

const STAMPED = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) (?=.*\S)/;

/** What the field holds; undefined if there is anything else in it. */
export function readAnnotations(value: unknown): readonly Annotation[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const annotations: Annotation[] = [];
  for (const item of value) {
    if (!isObject(item)) return undefined;
    const entry = readDate(item['entry']);
    const { description } = item;
    if (entry === undefined || typeof description !== 'string') return undefined;
    annotations.push({ entry: formatDate(entry), description });
  }
  return annotations;
}

/**
 * Annotations as a note: each behind its time, `2026-11-27T16:00:00Z Called the landlord`. The first one of the time at which the task was
 * made is the note that stands ahead of them.
 */
export function toNote(annotations: readonly Annotation[], entry: Date | undefined): string {
  const made = entry === undefined ? undefined : formatDate(entry);
  const note = annotations.find((annotation) => annotation.entry === made);
  const stamped = annotations
    .filter((annotation) => annotation !== note)
    .map((annotation) => `${readable(annotation.entry)} ${annotation.description}`);
  return [...(note === undefined ? [] : [note.description]), ...stamped].join('\n');
}

/** The annotations of a note that is read back from them: one for each time in it, or a single one. */
export function toAnnotations(note: string, entry: Date): Annotation[] {
  if (note === '') return [];
  const annotations = splitNote(note, entry);
  return toNote(annotations, entry) === note
    ? annotations
    : [{ entry: formatDate(entry), description: note }];
}

/** Lines without a time belong to what is ahead of them. */
function splitNote(note: string, entry: Date): Annotation[] {
  const annotations: Annotation[] = [];
  let at = formatDate(entry);
  let lines: string[] = [];
  const add = (): void => {
    const description = lines.join('\n');
    if (description.trim() !== '') annotations.push({ entry: at, description });
  };
  for (const line of note.split('\n')) {
    const [stamp = '', time = ''] = STAMPED.exec(line) ?? [];
    const instant = readInstant(time);
    if (instant === undefined || !hasDate(instant)) {
      lines.push(line);
    } else {
      add();
      at = formatDate(instant);
      lines = [line.slice(stamp.length)];
    }
  }
  add();
  return annotations;
}

function readable(date: string): string {
  return date.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)/, '$1-$2-$3:$4:');
}
