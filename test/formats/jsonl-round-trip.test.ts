import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readJsonLines } from '../../src/formats/jsonl/read.ts';
import { jsonLinesWriter } from '../../src/formats/jsonl/write.ts';
import { anyTask, toImported } from '../support/any-task.ts';
import { runs } from '../support/effort.ts';

const NOW = new Date('2026-11-23T09:00:00Z');

it('keeps all of any tasks but their numbers', () => {
  fc.assert(
    fc.property(fc.array(anyTask, { maxLength: 4 }), (tasks) => {
      const writer = jsonLinesWriter({ now: NOW });
      const file = tasks.map((task) => writer.write(task, true).text).join('');
      const rows = readJsonLines(file, { now: NOW });
      expect(rows.map((row) => 'task' in row && row.task)).toEqual(tasks.map((task) => toImported(task)));
    }),
    { numRuns: runs(500) },
  );
});
