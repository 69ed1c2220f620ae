import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readCsv } from '../../src/formats/csv/read.ts';
import { csvWriter } from '../../src/formats/csv/write.ts';
import { anyTask, toImported } from '../support/any-task.ts';
import { runs } from '../support/effort.ts';

const NOW = new Date('2026-11-23T09:00:00Z');

it('keeps all of any tasks', () => {
  fc.assert(
    fc.property(fc.array(anyTask, { maxLength: 4 }), (tasks) => {
      const writer = csvWriter({ now: NOW });
      const file = writer.head + tasks.map((task) => writer.write(task, false).text).join('');

      const rows = readCsv(file, { now: NOW });

      expect(rows.map((row) => 'task' in row && row.task)).toEqual(tasks.map(toImported));
    }),
    { numRuns: runs(500) },
  );
});
