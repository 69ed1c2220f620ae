import type { ImportedRow } from '../../domain/imported-task.ts';
import { LONGEST_INLINE } from '../text/inline.ts';
import { type ChecklistItem, outlineOf } from './outline.ts';
import { toItemRow } from './item.ts';

/** Reads the checklists of a Markdown document: `- [ ] Pay rent`. What is done in Obsidian Tasks with emoji is understood. */
export function readMarkdown(text: string): readonly ImportedRow[] {
  const rows: ImportedRow[] = [];
  const titles = new Map<ChecklistItem, string>();
  for (const entry of outlineOf(text)) {
    if ('skipped' in entry) {
      rows.push(entry);
    } else if (entry.text.length > LONGEST_INLINE) {
      rows.push({ line: entry.line, problem: 'The line is longer than a task can be' });
    } else {
      const row = toItemRow(entry, entry.parent && titles.get(entry.parent));
      if ('task' in row) titles.set(entry, row.task.title);
      rows.push(entry.box === '-' ? { line: entry.line, skipped: 'it is cancelled' } : row);
    }
  }
  return rows;
}
