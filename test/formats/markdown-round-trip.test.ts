import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readMarkdown } from '../../src/formats/markdown/read.ts';
import { markdownWriter } from '../../src/formats/markdown/write.ts';
import { anyTask } from '../support/any-task.ts';
import { daysAlone, readBack, recordsIn } from '../support/days-alone.ts';
import { runs } from '../support/effort.ts';
import { HOSTILE } from '../unit/usage-error.ts';

it('keeps all of any tasks but their identity and the times of day at which something happened', () => {
  fc.assert(
    fc.property(fc.array(anyTask, { maxLength: 4 }), (tasks) => {
      expect(readBack(tasks, markdownWriter(), readMarkdown)).toEqual(tasks.map(daysAlone));
    }),
    { numRuns: runs(200) },
  );
});

const BEGINS =
  '- [ ] |- [ ] |* [x] |1. [X] |- [/] |- [-] |- [] |- |# |## Home|## Two words|##|```|~~~|> |---|===|<!--|-->|a'.split(
    '|',
  );
const PIECES =
  ' a| b c|#a|+b|#12|📅 2026-11-27|📅2026-02-30|✅ 2026-01-01|➕ 2026-01-01|🛫 2026-01-01|🔁 every week when done|🔁 x y|⏫|🔽|🆔 a|⛔ b,c|due:2026-11-27|pri:high|at:1700|rrule:FREQ=DAILY|note:a%20b|title:x|tag:5|\\|\t'.split(
    '|',
  );
const anyFile = fc
  .array(
    fc.tuple(
      fc.constantFrom('', '', '', '  ', '  ', '    ', '\t', '\n', '\n  ', '\n    '),
      fc.constantFrom(...BEGINS),
      fc.array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...PIECES) }, fc.constantFrom(...HOSTILE)), {
        maxLength: 5,
      }),
    ),
    { maxLength: 8 },
  )
  .map((lines) => lines.map(([indent, begin, pieces]) => indent + begin + pieces.join(' ')).join('\n'));

it('reads of what it has written what it had read, whatever the file was', () => {
  fc.assert(
    fc.property(anyFile, (file) => {
      const tasks = recordsIn(file, readMarkdown);
      expect(readBack(tasks, markdownWriter(), readMarkdown)).toEqual(tasks.map(daysAlone));
    }),
    { numRuns: runs(1_000) },
  );
});
