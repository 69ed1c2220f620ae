import type { ImportedRow } from '../domain/imported-task.ts';
import { MOST_TAGS } from '../domain/tag.ts';
import { isSameTag } from '../domain/task-change.ts';

/** The rows with these tags on all of their tasks, as far as there is room for them. */
export function withTags(rows: readonly ImportedRow[], added: readonly string[]): ImportedRow[] {
  return rows.map((row) => {
    if (!('task' in row)) return row;
    const { line, task, remarks } = row;
    const own = task.tags;
    const tags = own.concat(added.filter((tag) => !own.some((other) => isSameTag(other, tag))));
    const isFull = tags.length > MOST_TAGS;
    return {
      line,
      task: { ...task, tags: tags.slice(0, MOST_TAGS) },
      remarks: isFull ? remarks.concat('there is no room for a tag of --tag') : remarks,
    };
  });
}
