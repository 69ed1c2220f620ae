import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ImportedTask } from '../../src/domain/imported-task.ts';
import { parseNote } from '../../src/domain/note.ts';
import { parseTags } from '../../src/domain/tag.ts';
import { parseTitle } from '../../src/domain/title.ts';
import { readTaskwarrior } from '../../src/formats/taskwarrior/read.ts';
import { taskwarriorWriter } from '../../src/formats/taskwarrior/write.ts';
import { toRecord } from '../support/any-task.ts';
import { anyFields } from '../support/any-taskwarrior-fields.ts';
import { runs } from '../support/effort.ts';
import { writeAll } from '../support/write-all.ts';

const NOW = new Date('2026-11-23T09:00:00Z');

it('any fields become tasks that can be stored, and are the same once they were written', () => {
  fc.assert(
    fc.property(fc.array(anyFields, { maxLength: 6 }), (entries) => {
      const tasks = tasksOf(JSON.stringify(entries));
      for (const task of tasks) {
        expect(parseTitle(task.title)).toBe(task.title);
        expect(parseNote(task.description ?? '')).toBe(task.description);
        expect(parseTags(task.tags)).toEqual(task.tags);
      }
      const once = rewritten(tasks);
      expect(rewritten(once)).toEqual(once);
    }),
    { numRuns: runs(100) },
  );
});

function tasksOf(file: string): ImportedTask[] {
  const rows = readTaskwarrior(file, { now: NOW });
  return rows.flatMap((row) => ('task' in row ? [row.task] : []));
}

/** One by one, as parents and copies of the file may have become single tasks with the same uuid. */
function rewritten(tasks: readonly ImportedTask[]): ImportedTask[] {
  return tasks.flatMap((task) => {
    const written = tasksOf(writeAll(taskwarriorWriter({ now: NOW }), [toRecord(task, NOW)]));
    expect(written).toHaveLength(1);
    return written;
  });
}
