import { stripVTControlCharacters } from 'node:util';
import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { Statistics } from '../../src/domain/statistics.ts';
import { statisticsPage } from '../../src/render/statistics.ts';
import { PLAIN } from './sample-calendar.ts';
import { STATISTICS } from './sample-statistics.ts';

describe('statistics', () => {
  it('fit 120 cells', () => {
    expect(lines(STATISTICS, { ...PLAIN, width: 120 })).toEqual([
      '42 open, 3 overdue, 345 done',
      '2 done today, 2 this week',
      '3 days in a row, 11 at best',
      '',
      'Done each day                                Open after each week',
      '               12                              64     58     55     49',
      '            8  ██                   7         ████   ▅▅▅▅   ▄▄▄▄   ▁▁▁▁    47     40     41     42',
      '         5  ▅▅ ██          4        ▃▃        ████   ████   ████   ████   ████   ▄▄▄▄   ▅▅▅▅   ▅▅▅▅',
      '3     1  ▅▅ ██ ██       2  ▃▃    1  ██ 2      ████   ████   ████   ████   ████   ████   ████   ████',
      '██ 0  ▃▃ ██ ██ ██ 0  0  ▅▅ ██ 0  ▃▃ ██ ▅▅     ████   ████   ████   ████   ████   ████   ████   ████',
      'Tu We Th Fr Sa Su Mo Tu We Th Fr Sa Su Mo    11 Oct 18 Oct 25 Oct 1 Nov  8 Nov  15 Nov 22 Nov  now',
      '10 11 12 13 14 15 16 17 18 19 20 21 22 23',
      '',
      'Priority  Open  Done    Tag      Open  Done',
      'High         4    20    +home      12    80',
      'Medium      37   300    +work       9   120',
      'Low          1    25    +買い物     1     3',
    ]);
  });

  it('fit 120 cells, in ASCII', () => {
    expect(lines(STATISTICS, { ...PLAIN, width: 120, unicode: false })).toEqual([
      '42 open, 3 overdue, 345 done',
      '2 done today, 2 this week',
      '3 days in a row, 11 at best',
      '',
      'Done each day                                Open after each week',
      '               12                              64     58',
      '            8  ##                             ####   ####    55     49     47     40     41     42',
      '         5  ## ##                   7         ####   ####   ####   ####   ####   ####   ####   ####',
      '3     1  ## ## ##       2  4     1  ## 2      ####   ####   ####   ####   ####   ####   ####   ####',
      '## 0  ## ## ## ## 0  0  ## ## 0  ## ## ##     ####   ####   ####   ####   ####   ####   ####   ####',
      'Tu We Th Fr Sa Su Mo Tu We Th Fr Sa Su Mo    11 Oct 18 Oct 25 Oct 1 Nov  8 Nov  15 Nov 22 Nov  now',
      '10 11 12 13 14 15 16 17 18 19 20 21 22 23',
      '',
      'Priority  Open  Done    Tag      Open  Done',
      'High         4    20    +home      12    80',
      'Medium      37   300    +work       9   120',
      'Low          1    25    +買い物     1     3',
    ]);
  });

  it('fit 80 cells', () => {
    expect(lines(STATISTICS, { ...PLAIN, width: 80 })).toEqual([
      '42 open, 3 overdue, 345 done',
      '2 done today, 2 this week',
      '3 days in a row, 11 at best',
      '',
      'Done each day',
      '               12',
      '            8  ██                   7',
      '         5  ▅▅ ██          4        ▃▃',
      '3     1  ▅▅ ██ ██       2  ▃▃    1  ██ 2',
      '██ 0  ▃▃ ██ ██ ██ 0  0  ▅▅ ██ 0  ▃▃ ██ ▅▅',
      'Tu We Th Fr Sa Su Mo Tu We Th Fr Sa Su Mo',
      '10 11 12 13 14 15 16 17 18 19 20 21 22 23',
      '',
      'Open after each week',
      '  64     58     55     49',
      ' ████   ▅▅▅▅   ▄▄▄▄   ▁▁▁▁    47     40     41     42',
      ' ████   ████   ████   ████   ████   ▄▄▄▄   ▅▅▅▅   ▅▅▅▅',
      ' ████   ████   ████   ████   ████   ████   ████   ████',
      ' ████   ████   ████   ████   ████   ████   ████   ████',
      '11 Oct 18 Oct 25 Oct 1 Nov  8 Nov  15 Nov 22 Nov  now',
      '',
      'Priority  Open  Done    Tag      Open  Done',
      'High         4    20    +home      12    80',
      'Medium      37   300    +work       9   120',
      'Low          1    25    +買い物     1     3',
    ]);
  });

  it('fit 80 cells, in ASCII', () => {
    expect(lines(STATISTICS, { ...PLAIN, width: 80, unicode: false })).toEqual([
      '42 open, 3 overdue, 345 done',
      '2 done today, 2 this week',
      '3 days in a row, 11 at best',
      '',
      'Done each day',
      '               12',
      '            8  ##',
      '         5  ## ##                   7',
      '3     1  ## ## ##       2  4     1  ## 2',
      '## 0  ## ## ## ## 0  0  ## ## 0  ## ## ##',
      'Tu We Th Fr Sa Su Mo Tu We Th Fr Sa Su Mo',
      '10 11 12 13 14 15 16 17 18 19 20 21 22 23',
      '',
      'Open after each week',
      '  64     58',
      ' ####   ####    55     49     47     40     41     42',
      ' ####   ####   ####   ####   ####   ####   ####   ####',
      ' ####   ####   ####   ####   ####   ####   ####   ####',
      ' ####   ####   ####   ####   ####   ####   ####   ####',
      '11 Oct 18 Oct 25 Oct 1 Nov  8 Nov  15 Nov 22 Nov  now',
      '',
      'Priority  Open  Done    Tag      Open  Done',
      'High         4    20    +home      12    80',
      'Medium      37   300    +work       9   120',
      'Low          1    25    +買い物     1     3',
    ]);
  });

  it('fit 40 cells', () => {
    expect(lines(STATISTICS, { ...PLAIN, width: 40 })).toEqual([
      '42 open, 3 overdue, 345 done',
      '2 done today, 2 this week',
      '3 days in a row, 11 at best',
      '',
      'Done each day',
      '            12',
      '         8  ██                   7',
      '      5  ▅▅ ██          4        ▃▃',
      '   1  ▅▅ ██ ██       2  ▃▃    1  ██ 2',
      '0  ▃▃ ██ ██ ██ 0  0  ▅▅ ██ 0  ▃▃ ██ ▅▅',
      'We Th Fr Sa Su Mo Tu We Th Fr Sa Su Mo',
      '11 12 13 14 15 16 17 18 19 20 21 22 23',
      '',
      'Open after each week',
      '  49     47     40     41     42',
      ' ████   ▇▇▇▇   ▂▂▂▂   ▃▃▃▃   ▃▃▃▃',
      ' ████   ████   ████   ████   ████',
      ' ████   ████   ████   ████   ████',
      ' ████   ████   ████   ████   ████',
      '1 Nov  8 Nov  15 Nov 22 Nov  now',
      '',
      'Priority  Open  Done',
      'High         4    20',
      'Medium      37   300',
      'Low          1    25',
      '',
      'Tag      Open  Done',
      '+home      12    80',
      '+work       9   120',
      '+買い物     1     3',
    ]);
  });

  it('fit 40 cells, in ASCII', () => {
    expect(lines(STATISTICS, { ...PLAIN, width: 40, unicode: false })).toEqual([
      '42 open, 3 overdue, 345 done',
      '2 done today, 2 this week',
      '3 days in a row, 11 at best',
      '',
      'Done each day',
      '            12',
      '         8  ##',
      '      5  ## ##                   7',
      '   1  ## ## ##       2  4     1  ## 2',
      '0  ## ## ## ## 0  0  ## ## 0  ## ## ##',
      'We Th Fr Sa Su Mo Tu We Th Fr Sa Su Mo',
      '11 12 13 14 15 16 17 18 19 20 21 22 23',
      '',
      'Open after each week',
      '  49     47',
      ' ####   ####    40     41     42',
      ' ####   ####   ####   ####   ####',
      ' ####   ####   ####   ####   ####',
      ' ####   ####   ####   ####   ####',
      '1 Nov  8 Nov  15 Nov 22 Nov  now',
      '',
      'Priority  Open  Done',
      'High         4    20',
      'Medium      37   300',
      'Low          1    25',
      '',
      'Tag      Open  Done',
      '+home      12    80',
      '+work       9   120',
      '+買い物     1     3',
    ]);
  });

  it('fit 20 cells', () => {
    expect(lines(STATISTICS, { ...PLAIN, width: 20 })).toEqual([
      '42 open, 3 overdue,',
      '345 done',
      '2 done today, 2 this',
      'week',
      '3 days in a row, 11',
      'at best',
      '',
      'Done each day',
      '               7',
      '      4        ██',
      '   2  ▂▂       ██ 2',
      '   ▁▁ ██    1  ██ ▁▁',
      '0  ██ ██ 0  ▅▅ ██ ██',
      'Tu We Th Fr Sa Su Mo',
      '17 18 19 20 21 22 23',
      '',
      'Open after each week',
      '  40     41     42',
      ' ▆▆▆▆   ▇▇▇▇   ████',
      ' ████   ████   ████',
      ' ████   ████   ████',
      ' ████   ████   ████',
      '15 Nov 22 Nov  now',
      '',
      'Priority  Open  Done',
      'High         4    20',
      'Medium      37   300',
      'Low          1    25',
      '',
      'Tag      Open  Done',
      '+home      12    80',
      '+work       9   120',
      '+買い物     1     3',
    ]);
  });

  it('fit 20 cells, in ASCII', () => {
    expect(lines(STATISTICS, { ...PLAIN, width: 20, unicode: false })).toEqual([
      '42 open, 3 overdue,',
      '345 done',
      '2 done today, 2 this',
      'week',
      '3 days in a row, 11',
      'at best',
      '',
      'Done each day',
      '               7',
      '               ##',
      '      4        ##',
      '   2  ##    1  ## 2',
      '0  ## ## 0  ## ## ##',
      'Tu We Th Fr Sa Su Mo',
      '17 18 19 20 21 22 23',
      '',
      'Open after each week',
      '  40     41     42',
      ' ####   ####   ####',
      ' ####   ####   ####',
      ' ####   ####   ####',
      ' ####   ####   ####',
      '15 Nov 22 Nov  now',
      '',
      'Priority  Open  Done',
      'High         4    20',
      'Medium      37   300',
      'Low          1    25',
      '',
      'Tag      Open  Done',
      '+home      12    80',
      '+work       9   120',
      '+買い物     1     3',
    ]);
  });

  it('look the same in a terminal that is narrower still', () => {
    expect(statisticsPage(STATISTICS, { ...PLAIN, width: 1 })).toBe(
      statisticsPage(STATISTICS, { ...PLAIN, width: 20 }),
    );
  });

  it('have no charts and no tags where there is nothing to show', () => {
    const nothing = {
      ...STATISTICS,
      open: 0,
      overdue: 0,
      done: 1,
      doneToday: 0,
      doneThisWeek: 0,
      streak: { current: 0, longest: 1 },
      doneByDay: STATISTICS.doneByDay.map(({ date }) => ({ date, done: 0 })),
      openByWeek: STATISTICS.openByWeek.map(({ date }) => ({ date, open: 0 })),
      priorities: [{ priority: 'Medium', open: 0, done: 1 }] as const,
      tags: [],
    };
    expect(lines(nothing, PLAIN)).toEqual([
      '0 open, 1 done',
      '0 done today, 0 this week',
      '0 days in a row, 1 at best',
      '',
      'Priority  Open  Done',
      'Medium       0     1',
    ]);
    expect(lines({ ...nothing, streak: { current: 0, longest: 0 } }, PLAIN).slice(0, 2)).toEqual([
      '0 open, 1 done',
      '',
    ]);
  });

  it.each([
    [{ current: 1, longest: 1 }, '1 day in a row, the best so far'],
    [{ current: 12, longest: 12 }, '12 days in a row, the best so far'],
    [{ current: 2, longest: 40 }, '2 days in a row, 40 at best'],
    [{ current: 0, longest: 40 }, '0 days in a row, 40 at best'],
  ])('say of the streak %o: %s', (streak, words) => {
    expect(lines({ ...STATISTICS, streak }, PLAIN)[2]).toBe(words);
  });

  it('are coloured besides', () => {
    const page = statisticsPage(STATISTICS, { ...PLAIN, color: true });
    expect(page).toContain('42 open, \u001B[31m3 overdue\u001B[39m, 345 done\n');
    expect(page).toContain('\u001B[1mDone each day\u001B[22m');
    expect(page).toContain('\u001B[32m██\u001B[39m');
    expect(page).toContain('\u001B[36m████\u001B[39m');
    expect(page).toContain('\u001B[2mMo\u001B[22m');
  });

  it('are never wider than the terminal, and say the same without colours', () => {
    fc.assert(
      fc.property(
        anyStatistics,
        fc.integer({ min: 20, max: 200 }),
        fc.boolean(),
        (statistics, width, unicode) => {
          const page = statisticsPage(statistics, { ...PLAIN, width, unicode });
          for (const line of page.split('\n')) {
            expect(stringWidth(line)).toBeLessThanOrEqual(width);
            expect(line).not.toMatch(/\p{Cc}| $/u);
          }
          const colored = statisticsPage(statistics, { ...PLAIN, width, unicode, color: true });
          expect(stripVTControlCharacters(colored)).toBe(page);
        },
      ),
    );
  });

  it('show a number for each bar, and a bar for each number but zero', () => {
    fc.assert(
      fc.property(anyStatistics, fc.boolean(), (statistics, unicode) => {
        const chart = { ...statistics, openByWeek: [], tags: [] };
        const page = statisticsPage(chart, { ...PLAIN, unicode });
        const [, , shown = ''] = /Done each day\n(([^]*?)\n)Tu/.exec(page) ?? [];
        const numbers = shown.match(/\d+/g)?.map(Number) ?? [];
        const values = statistics.doneByDay.map(({ done }) => done);
        const isShown = values.some((value) => value > 0);
        expect(numbers.toSorted((a, b) => a - b)).toEqual(isShown ? values.toSorted((a, b) => a - b) : []);
        const lowest = shown.split('\n').at(-1) ?? '';
        expect(lowest.match(/[▁-█]+|#+/g) ?? []).toHaveLength(values.filter((value) => value > 0).length);
      }),
    );
  });
});

const count = fc.oneof(fc.constantFrom(0, 0, 1), fc.integer({ min: 0, max: 999 }));

const anyStatistics: fc.Arbitrary<Statistics> = fc
  .record({
    days: fc.array(count, { minLength: 14, maxLength: 14 }),
    weeks: fc.array(fc.oneof(count, fc.integer({ min: 0, max: 50_000 })), { minLength: 8, maxLength: 8 }),
    overdue: count,
    tags: fc.subarray(['home', '買い物', 'x'.repeat(50), 'صحة']),
  })
  .map(({ days, weeks, overdue, tags }) =>
    Object.assign({}, STATISTICS, {
      overdue,
      doneByDay: days.map((done, index) => ({ date: `2026-11-${10 + index}`, done })),
      openByWeek: STATISTICS.openByWeek.map(({ date }, index) => ({ date, open: weeks[index] ?? 0 })),
      tags: tags.map((tag) => ({ tag, open: 1, done: overdue })),
    }),
  );

function lines(statistics: Statistics, style: Parameters<typeof statisticsPage>[1]): string[] {
  return statisticsPage(statistics, style).split('\n');
}
