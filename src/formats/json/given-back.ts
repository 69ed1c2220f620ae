import { isTag } from '../../domain/tag.ts';
import type { TaskRecord } from '../../domain/task-record.ts';
import type { Format } from '../format.ts';
import { JsonFields } from './fields.ts';
import { type Kept, splitKept } from '../kept.ts';
import { KEPT_BY_ROWS, restoreJson } from './kept.ts';
import { wholeTitle } from '../row.ts';

/** A task as an object of JSON may have it, with what its note kept for that. */
export interface GivenBack {
  readonly title: string;
  readonly tags: readonly string[];
  readonly note: string;
  readonly fields: JsonFields;
  /** What has no place in the object: it stays in the note. */
  readonly left: readonly Kept[];
}

export function giveBack(task: TaskRecord, format: Format): GivenBack {
  const { note, kept } = splitKept(task.description, format);
  const title = wholeTitle(task.title, kept);
  const tags = [...task.tags];
  const fields = new Map<string, unknown>();
  const left: Kept[] = [];
  for (const line of kept) {
    const { name, value } = line;
    const [field, json] = restoreJson(line);
    if (name === 'title' && value === title) continue;
    if (name === 'tag' && !isTag(value)) tags.push(value);
    else if (KEPT_BY_ROWS.has(name) || json === null || fields.has(field)) left.push(line);
    else fields.set(field, json);
  }
  return { title, tags, note, fields: new JsonFields(fields), left };
}
