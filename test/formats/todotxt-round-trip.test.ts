import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ImportedRow, ImportedTask } from '../../src/domain/imported-task.ts';
import { readTodoTxt } from '../../src/formats/todotxt/read.ts';
import { todoTxtWriter } from '../../src/formats/todotxt/write.ts';
import { anyTask, toImported, toRecord } from '../support/any-task.ts';
import { runs } from '../support/effort.ts';
import { HOSTILE } from '../unit/usage-error.ts';

it('keeps all of any tasks but their identity and the times of day at which something happened', () => {
  fc.assert(
    fc.property(fc.array(anyTask, { maxLength: 4 }), (tasks) => {
      const writer = todoTxtWriter();
      const file = tasks.map((task) => writer.write(task, true).text).join('');
      const rows = readTodoTxt(file);
      expect(tasksOf(rows)).toEqual(tasks.map(toImported).map(withoutTimes));
    }),
    { numRuns: runs(200) },
  );
});

const PIECES =
  'x |X |(A) |(D) |(b) |2026-11-01 |2023-02-30 |+Trip|+a&b|+49|@Mom|@Mom,|due:2026-11-27|due:x|t:2026-01-01|pri:C|pri:D|rec:+1b|rec:3b|rec:+1m|rec:0d|rrule:FREQ=DAILY|note:a%20b|note:%|title:x|h:1|at:1700|at:2500|tag:5|tag:,|url:http://a.b|\r\n|\n|\r| |  |\t'.split(
    '|',
  );

it('reads of what it has written what it had read, whatever the file was', () => {
  const anyFile = fc
    .array(
      fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...PIECES) }, fc.constantFrom('a', 'b c', ...HOSTILE)),
      {
        maxLength: 30,
      },
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(anyFile, (file) => {
      const tasks = tasksOf(readTodoTxt(file));
      const writer = todoTxtWriter();
      const written = tasks
        .map((task, index) => writer.write(toRecord(task, NOW), index === 0).text)
        .join('');
      expect(tasksOf(readTodoTxt(written))).toEqual(
        tasks.map((task) => toImported(toRecord(task, NOW))).map(withoutTimes),
      );
    }),
    { numRuns: runs(1_000) },
  );
});

const NOW = new Date('2026-11-26T10:00:00Z');

function tasksOf(rows: readonly ImportedRow[]): ImportedTask[] {
  return rows.flatMap((row) => ('task' in row ? [row.task] : []));
}

/** The identity and the times of day are what the format does not hold. */
function withoutTimes(task: ImportedTask): ImportedTask {
  return {
    ...task,
    id: null,
    completedAt: beginOfDay(task.completedAt),
    createdAt: beginOfDay(task.createdAt),
    updatedAt: null,
  };
}

function beginOfDay(instant: Date | null): Date | null {
  return instant && new Date(instant.getFullYear(), instant.getMonth(), instant.getDate());
}
