import type { TaskRecord } from '../../domain/task-record.ts';
import { firstExact } from '../exact.ts';
import type { TaskWriter, WriteOptions } from '../format.ts';
import { giveBack } from '../given-back.ts';
import { withKept } from '../kept.ts';
import { readJsonLines } from './read.ts';

/** Writes a task a line, as `todo list --jsonl` does, with the fields that another program had and that the note kept. */
export function jsonLinesWriter(options: WriteOptions): TaskWriter {
  const read = (text: string) => readJsonLines(text, options);
  return {
    head: '',
    write: (task) => ({ text: `${firstExact(task, candidates(task), read)}\n`, lost: [] }),
    foot: '',
  };
}

function* candidates(task: TaskRecord): Generator<string> {
  const { title, tags, note, fields, left } = giveBack(task, 'jsonl');
  const others = fields.takeOthers(new Set(Object.keys(task)));
  if (title !== task.title || tags.length > task.tags.length || others.length > 0) {
    const description = withKept(note, 'jsonl', [...left, ...fields.kept()]).trimEnd() || null;
    yield JSON.stringify({ ...task, title, tags, description, ...Object.fromEntries(others) });
  }
  yield JSON.stringify(task);
}
