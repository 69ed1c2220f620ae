import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readTodoTxt } from '../../src/formats/todotxt/read.ts';
import { todoTxtWriter } from '../../src/formats/todotxt/write.ts';
import { anyTask, toImported } from '../support/any-task.ts';
import { runs } from '../support/effort.ts';

it('keeps all of any tasks but their identity and the times of day at which something happened', () => {
  fc.assert(
    fc.property(fc.array(anyTask, { maxLength: 4 }), (tasks) => {
      const writer = todoTxtWriter();
      const file = tasks.map((task) => writer.write(task, true).text).join('');
      const rows = readTodoTxt(file);
      const expected = tasks.map((task) => ({
        ...toImported(task),
        id: null,
        completedAt: beginOfDay(task.completedAt),
        createdAt: beginOfDay(task.createdAt),
        updatedAt: null,
      }));
      expect(rows.map((row) => 'task' in row && row.task)).toEqual(expected);
    }),
    { numRuns: runs(500) },
  );
});

function beginOfDay(instant: string | null): Date | null {
  if (instant === null) return null;
  const date = new Date(instant);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate());
}
