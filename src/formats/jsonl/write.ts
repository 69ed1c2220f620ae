import type { TaskRecord } from '../../domain/task-record.ts';
import type { TaskWriter, WriteOptions } from '../format.ts';
import { giveBack } from '../json/given-back.ts';
import { withKept } from '../kept.ts';
import { readJsonLines } from './read.ts';

/** Writes a task a line, as `todo list --jsonl` does, with the fields that another program had and that the note kept. */
export function jsonLinesWriter(options: WriteOptions): TaskWriter {
  return { head: '', write: (task) => ({ text: `${toLine(task, options)}\n`, lost: [] }), foot: '' };
}

function toLine(task: TaskRecord, options: WriteOptions): string {
  const { title, tags, note, fields, left } = giveBack(task, 'jsonl');
  const others = fields.takeNamed((name) => !Object.hasOwn(task, name));
  if (title !== task.title || tags.length > task.tags.length || others.length > 0) {
    const description = withKept(note, 'jsonl', [...left, ...fields.kept()]).trimEnd() || null;
    const line = JSON.stringify({ ...task, title, tags, description, ...Object.fromEntries(others) });
    if (isReadAs(task, line, options)) return line;
  }
  // What looks like kept fields, and is not as we keep them, stays in the note.
  return JSON.stringify(task);
}

function isReadAs({ title, tags, description }: TaskRecord, line: string, options: WriteOptions): boolean {
  const [row] = readJsonLines(line, options);
  return (
    row !== undefined &&
    'task' in row &&
    row.task.title === title &&
    row.task.description === description &&
    row.task.tags.join(' ') === tags.join(' ')
  );
}
