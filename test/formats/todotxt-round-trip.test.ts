import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readTodoTxt } from '../../src/formats/todotxt/read.ts';
import { todoTxtWriter } from '../../src/formats/todotxt/write.ts';
import { anyTask } from '../support/any-task.ts';
import { daysAlone, readBack, recordsIn } from '../support/days-alone.ts';
import { runs } from '../support/effort.ts';
import { HOSTILE } from '../unit/usage-error.ts';

it('keeps all of any tasks but their identity and the times of day at which something happened', () => {
  fc.assert(
    fc.property(fc.array(anyTask, { maxLength: 4 }), (tasks) => {
      expect(readBack(tasks, todoTxtWriter(), readTodoTxt)).toEqual(tasks.map(daysAlone));
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
      const tasks = recordsIn(file, readTodoTxt);
      expect(readBack(tasks, todoTxtWriter(), readTodoTxt)).toEqual(tasks.map(daysAlone));
    }),
    { numRuns: runs(1_000) },
  );
});
