import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ImportedTask } from '../../src/domain/imported-task.ts';
import { readIcal } from '../../src/formats/ical/read.ts';
import { icalWriter } from '../../src/formats/ical/write.ts';
import { splitKept } from '../../src/formats/kept.ts';
import { anyTask, toImported } from '../support/any-task.ts';
import { runs } from '../support/effort.ts';

const NOW = new Date('2026-11-23T09:00:00Z');

it('keeps all of any tasks but the milliseconds', () => {
  fc.assert(
    fc.property(fc.array(anyTask, { maxLength: 4 }), (tasks) => {
      const writer = icalWriter({ now: NOW });
      const todos = tasks.map((task, index) => writer.write(task, index === 0).text);
      const file = writer.head + todos.join('') + writer.foot;

      const rows = readIcal(file);

      expect(rows.map((row) => 'task' in row && inOrder(row.task))).toEqual(
        tasks.map((task) => inOrder(toImported(task))),
      );
    }),
    { numRuns: runs(500) },
  );
});

/** What was kept may come back in another order. */
function inOrder(task: ImportedTask): unknown {
  const { note, kept } = splitKept(task.description, 'ical');
  return {
    ...task,
    description: [note, kept.map(({ name, value }) => `${name}: ${value}`).toSorted()],
    completedAt: task.completedAt?.setMilliseconds(0),
    createdAt: task.createdAt?.setMilliseconds(0),
    updatedAt: task.updatedAt?.setMilliseconds(0),
  };
}
