import * as fc from 'fast-check';
import ICAL from 'ical.js';
import { expect, it } from 'vitest';
import type { ImportedTask } from '../../src/domain/imported-task.ts';
import type { TaskRecord } from '../../src/domain/task-record.ts';
import { withPictures } from '../../src/formats/ical/own-properties.ts';
import { readIcal } from '../../src/formats/ical/read.ts';
import { icalWriter } from '../../src/formats/ical/write.ts';
import { splitKept } from '../../src/formats/kept.ts';
import { wholeTitle } from '../../src/formats/row.ts';
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

it('writes nothing that RFC 5545 forbids, and ical.js reads the same texts', () => {
  fc.assert(
    fc.property(anyTask, (task) => {
      const writer = icalWriter({ now: NOW });
      const file = writer.head + writer.write(task, true).text + writer.foot;

      for (const line of file.split('\r\n')) {
        expect(line).not.toMatch(/(?![\t\u0080-\u009F])\p{Cc}/u);
        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      }
      const todos = new ICAL.Component(ICAL.parse(file)).getAllSubcomponents('vtodo');
      expect(todos).toHaveLength(1);
      const [todo] = todos;
      expect(todo?.getFirstPropertyValue('summary')).toBe(withPictures(wholeOf(task)));
      expect(todo?.getFirstProperty('categories')?.getValues().slice(0, task.tags.length) ?? []).toEqual(
        task.tags,
      );
    }),
    { numRuns: runs(200) },
  );
});

const wholeOf = ({ title, description }: TaskRecord): string =>
  wholeTitle(title, splitKept(description, 'ical').kept);

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
