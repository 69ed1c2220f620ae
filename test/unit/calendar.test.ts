import { stripVTControlCharacters } from 'node:util';
import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { dateOf, firstOfMonth } from '../../src/domain/calendar.ts';
import type { CalendarMonth } from '../../src/domain/calendar-month.ts';
import { daysOfMonth, weeksOfMonth } from '../../src/domain/month.ts';
import { calendarPicture } from '../../src/render/calendar.ts';
import { calendarTask, NOVEMBER, PLAIN } from './sample-calendar.ts';
import { TITLES } from './sample-task.ts';

const EMPTY: CalendarMonth = { ...NOVEMBER, overdueBefore: 0, days: [] };

describe('a calendar', () => {
  it('fits 120 cells', () => {
    expect(lines(NOVEMBER, { ...PLAIN, width: 120 })).toEqual([
      'November 2026',
      '',
      '  Monday           Tuesday          Wednesday        Thursday         Friday           Saturday         Sunday',
      '┌────────────────┬────────────────┬────────────────┬────────────────┬────────────────┬────────────────┬────────────────┐',
      '│  26 Oct        │  27 Oct        │  28 Oct        │  29 Oct        │  30 Oct        │  31 Oct        │   1            │',
      '│                │                │                │                │ ! Return the l…│                │                │',
      '├────────────────┼────────────────┼────────────────┼────────────────┼────────────────┼────────────────┼────────────────┤',
      '│   2            │   3            │   4            │   5            │   6            │   7            │   8            │',
      '│                │ ✓ Pay rent     │                │                │                │                │                │',
      '│                │ ✓ Water the pl…│                │                │                │                │                │',
      '├────────────────┼────────────────┼────────────────┼────────────────┼────────────────┼────────────────┼────────────────┤',
      '│   9            │  10            │  11            │  12            │  13            │  14            │  15            │',
      '│                │                │                │ ! Box 1        │                │                │                │',
      '│                │                │                │ ! Box 2        │                │                │                │',
      '│                │                │                │ ! Box 3        │                │                │                │',
      '│                │                │                │ +19 more       │                │                │                │',
      '├────────────────┼────────────────┼────────────────┼────────────────┼────────────────┼────────────────┼────────────────┤',
      '│  16            │  17            │  18            │  19            │  20            │  21            │  22            │',
      '│                │                │                │                │ ! Call the plu…│                │                │',
      '├────────────────┼────────────────┼────────────────┼────────────────┼────────────────┼────────────────┼────────────────┤',
      '│ [23]           │  24            │  25            │  26            │  27            │  28            │  29            │',
      '│ ! 09:30 Stand-…│                │                │                │ 06:05 Fly to L…│                │ Crate 1        │',
      '│ 17:00 Dentist  │                │                │                │ 👨‍👩‍👧‍👦 Book a fami…│                │ Crate 2        │',
      '│ 買い物：牛乳、…│                │                │                │ Red \\x1b[31mal…│                │ Crate 3        │',
      '│ +2 more        │                │                │                │                │                │ +50996 more    │',
      '├────────────────┼────────────────┼────────────────┼────────────────┼────────────────┼────────────────┼────────────────┤',
      '│  30            │   1 Dec        │   2 Dec        │   3 Dec        │   4 Dec        │   5 Dec        │   6 Dec        │',
      '│                │ Pay rent       │                │                │                │                │                │',
      '│                │ ✓ Zoë’s cake   │                │                │                │                │                │',
      '└────────────────┴────────────────┴────────────────┴────────────────┴────────────────┴────────────────┴────────────────┘',
      '',
      '51032 due this month, 14 overdue, 1012 done',
      '2 overdue from earlier months',
    ]);
  });

  it('fits 100 cells, in ASCII', () => {
    expect(lines(NOVEMBER, { ...PLAIN, width: 100, unicode: false })).toEqual([
      'November 2026',
      '',
      '  Monday        Tuesday       Wednesday     Thursday      Friday        Saturday      Sunday',
      '+-------------+-------------+-------------+-------------+-------------+-------------+-------------+',
      '|  26 Oct     |  27 Oct     |  28 Oct     |  29 Oct     |  30 Oct     |  31 Oct     |   1         |',
      '|             |             |             |             | ! Return ...|             |             |',
      '+-------------+-------------+-------------+-------------+-------------+-------------+-------------+',
      '|   2         |   3         |   4         |   5         |   6         |   7         |   8         |',
      '|             | x Pay rent  |             |             |             |             |             |',
      '|             | x Water t...|             |             |             |             |             |',
      '+-------------+-------------+-------------+-------------+-------------+-------------+-------------+',
      '|   9         |  10         |  11         |  12         |  13         |  14         |  15         |',
      '|             |             |             | ! Box 1     |             |             |             |',
      '|             |             |             | ! Box 2     |             |             |             |',
      '|             |             |             | ! Box 3     |             |             |             |',
      '|             |             |             | +19 more    |             |             |             |',
      '+-------------+-------------+-------------+-------------+-------------+-------------+-------------+',
      '|  16         |  17         |  18         |  19         |  20         |  21         |  22         |',
      '|             |             |             |             | ! Call th...|             |             |',
      '+-------------+-------------+-------------+-------------+-------------+-------------+-------------+',
      '| [23]        |  24         |  25         |  26         |  27         |  28         |  29         |',
      '| ! 09:30 S...|             |             |             | 06:05 Fly...|             | Crate 1     |',
      '| 17:00 Den...|             |             |             | 👨‍👩‍👧‍👦 Book a...|             | Crate 2     |',
      '| 買い物：... |             |             |             | Red \\x1b[...|             | Crate 3     |',
      '| +2 more     |             |             |             |             |             | +50996 more |',
      '+-------------+-------------+-------------+-------------+-------------+-------------+-------------+',
      '|  30         |   1 Dec     |   2 Dec     |   3 Dec     |   4 Dec     |   5 Dec     |   6 Dec     |',
      '|             | Pay rent    |             |             |             |             |             |',
      '|             | x Zoë’s cake|             |             |             |             |             |',
      '+-------------+-------------+-------------+-------------+-------------+-------------+-------------+',
      '',
      '51032 due this month, 14 overdue, 1012 done',
      '2 overdue from earlier months',
    ]);
  });

  it('fits 80 cells', () => {
    expect(lines(NOVEMBER, { ...PLAIN, width: 80 })).toEqual([
      'November 2026',
      '',
      ' Mon        Tue        Wed        Thu        Fri        Sat        Sun',
      ' 26 Oct     27 Oct     28 Oct     29 Oct     30 Oct !1  31 Oct      1',
      '  2          3 ✓2       4          5          6          7          8',
      '  9         10         11         12 !12✓    13         14         15',
      ' 16         17         18         19         20 !1      21         22',
      '[23] !4 ✓1  24         25         26         27 •3      28         29 •50k✓',
      ' 30          1 Dec •✓   2 Dec      3 Dec      4 Dec      5 Dec      6 Dec',
      '',
      '51032 due this month, 14 overdue, 1012 done',
      '2 overdue from earlier months',
    ]);
  });

  it('fits 80 cells, in ASCII', () => {
    expect(lines(NOVEMBER, { ...PLAIN, width: 80, unicode: false })).toEqual([
      'November 2026',
      '',
      ' Mon        Tue        Wed        Thu        Fri        Sat        Sun',
      ' 26 Oct     27 Oct     28 Oct     29 Oct     30 Oct !1  31 Oct      1',
      '  2          3 x2       4          5          6          7          8',
      '  9         10         11         12 !12x    13         14         15',
      ' 16         17         18         19         20 !1      21         22',
      '[23] !4 x1  24         25         26         27 *3      28         29 *50kx',
      ' 30          1 Dec *x   2 Dec      3 Dec      4 Dec      5 Dec      6 Dec',
      '',
      '51032 due this month, 14 overdue, 1012 done',
      '2 overdue from earlier months',
    ]);
  });

  it('fits 40 cells', () => {
    expect(lines(NOVEMBER, { ...PLAIN, width: 40 })).toEqual([
      'November 2026',
      '',
      ' Mon  Tue  Wed  Thu  Fri  Sat  Sun',
      '                                1',
      '',
      '  2    3    4    5    6    7    8',
      '      ✓2',
      '',
      '  9   10   11   12   13   14   15',
      '                !✓',
      '',
      ' 16   17   18   19   20   21   22',
      '                     !1',
      '',
      '[23]  24   25   26   27   28   29',
      ' !4✓                 •3        •✓',
      '',
      ' 30',
      '',
      '51032 due this month',
      '14 overdue',
      '1012 done',
      '2 overdue from earlier months',
    ]);
  });

  it('fits 40 cells, in ASCII', () => {
    expect(lines(NOVEMBER, { ...PLAIN, width: 40, unicode: false })).toEqual([
      'November 2026',
      '',
      ' Mon  Tue  Wed  Thu  Fri  Sat  Sun',
      '                                1',
      '',
      '  2    3    4    5    6    7    8',
      '      x2',
      '',
      '  9   10   11   12   13   14   15',
      '                !x',
      '',
      ' 16   17   18   19   20   21   22',
      '                     !1',
      '',
      '[23]  24   25   26   27   28   29',
      ' !4x                 *3        *x',
      '',
      ' 30',
      '',
      '51032 due this month',
      '14 overdue',
      '1012 done',
      '2 overdue from earlier months',
    ]);
  });

  it('fits 20 cells', () => {
    expect(lines(NOVEMBER, { ...PLAIN, width: 20 })).toEqual([
      'November 2026',
      '',
      'Mo Tu We Th Fr Sa Su',
      '                   1',
      ' 2  3  4  5  6  7  8',
      '   ✓',
      ' 9 10 11 12 13 14 15',
      '         !✓',
      '16 17 18 19 20 21 22',
      '            !',
      '23 24 25 26 27 28 29',
      '^!          •     •✓',
      '30',
      '',
      '51032 due this month',
      '14 overdue',
      '1012 done',
      '2 overdue from',
      'earlier months',
    ]);
  });

  it('fits 20 cells, in ASCII', () => {
    expect(lines(NOVEMBER, { ...PLAIN, width: 20, unicode: false })).toEqual([
      'November 2026',
      '',
      'Mo Tu We Th Fr Sa Su',
      '                   1',
      ' 2  3  4  5  6  7  8',
      '   x',
      ' 9 10 11 12 13 14 15',
      '         !x',
      '16 17 18 19 20 21 22',
      '            !',
      '23 24 25 26 27 28 29',
      '^!          *     *x',
      '30',
      '',
      '51032 due this month',
      '14 overdue',
      '1012 done',
      '2 overdue from',
      'earlier months',
    ]);
  });

  it('looks the same in a terminal that is narrower still', () => {
    expect(calendarPicture(NOVEMBER, { ...PLAIN, width: 1 })).toBe(
      calendarPicture(NOVEMBER, { ...PLAIN, width: 20 }),
    );
  });

  it('is no wider than titles are worth', () => {
    expect(lines(NOVEMBER, { ...PLAIN, width: 100_000 })[3]).toHaveLength(7 * 30 + 8);
  });

  it('counts what there is in words', () => {
    const footer = (calendar: CalendarMonth) => lines(calendar, PLAIN).slice(-1);
    expect(footer(EMPTY)).toEqual(['Nothing is due this month']);
    expect(footer({ ...EMPTY, month: { year: 2027, month: 2 } })).toEqual([
      'Nothing is due in February 2027',
    ]);
    expect(
      footer({ ...EMPTY, days: [{ date: '2026-11-30', open: 1, done: 0, overdue: 0, tasks: [] }] }),
    ).toEqual(['1 due this month']);
    expect(lines({ ...EMPTY, overdueBefore: 7 }, PLAIN).slice(-3)).toEqual([
      '',
      'Nothing is due this month',
      '7 overdue from earlier months',
    ]);
  });

  it('marks today also as a day of another month', () => {
    const december: CalendarMonth = { ...EMPTY, month: { year: 2026, month: 12 }, today: '2026-11-30' };
    expect(lines(december, PLAIN)[3]).toBe(
      '[30 Nov]     1          2          3          4          5          6',
    );
    expect(lines(december, { ...PLAIN, width: 120 })[4]).toMatch(/^│ \[30 Nov\] {7}│ {3}1 /);
  });

  it.each([
    [
      '2027-02',
      0,
      [' 1  2  3  4  5  6  7', ' 8  9 10 11 12 13 14', '15 16 17 18 19 20 21', '22 23 24 25 26 27 28'],
    ],
    [
      '2027-02',
      6,
      ['    1  2  3  4  5  6', ' 7  8  9 10 11 12 13', '14 15 16 17 18 19 20', '21 22 23 24 25 26 27', '28'],
    ],
    [
      '2028-02',
      5,
      [
        '          1  2  3  4',
        ' 5  6  7  8  9 10 11',
        '12 13 14 15 16 17 18',
        '19 20 21 22 23 24 25',
        '26 27 28 29',
      ],
    ],
    [
      '2026-08',
      0,
      [
        '                1  2',
        ' 3  4  5  6  7  8  9',
        '10 11 12 13 14 15 16',
        '17 18 19 20 21 22 23',
        '24 25 26 27 28 29 30',
        '31',
      ],
    ],
    [
      '9999-12',
      0,
      [
        '       1  2  3  4  5',
        ' 6  7  8  9 10 11 12',
        '13 14 15 16 17 18 19',
        '20 21 22 23 24 25 26',
        '27 28 29 30 31',
      ],
    ],
  ])('has the weeks of %s that begin on weekday %i', (month, firstWeekday, weeks) => {
    const [year = 0, number = 0] = month.split('-').map(Number);
    const calendar = { ...EMPTY, month: { year, month: number }, firstWeekday };
    expect(lines(calendar, { ...PLAIN, width: 20 }).slice(3, -3)).toEqual(weeks);
  });

  it('names the weekdays in the order of the week', () => {
    const headings = [0, 5, 6].map(
      (firstWeekday) => lines({ ...EMPTY, firstWeekday }, { ...PLAIN, width: 20 })[2],
    );
    expect(headings).toEqual(['Mo Tu We Th Fr Sa Su', 'Sa Su Mo Tu We Th Fr', 'Su Mo Tu We Th Fr Sa']);
  });

  it('tells by colours what signs tell as well', () => {
    const [, , , first, second, , fourth, fifth] = lines(NOVEMBER, { ...PLAIN, color: true });
    expect(first).toContain('\u001B[2m 26 Oct\u001B[22m    ');
    expect(second).toContain('\u001B[32m  3 ✓2\u001B[39m');
    expect(fourth).toContain('\u001B[31m 20 !1\u001B[39m');
    expect(fifth).toContain('\u001B[1m\u001B[31m[23] !4 ✓1\u001B[39m\u001B[22m');
    const titles = lines(NOVEMBER, { ...PLAIN, color: true, width: 120 }).join('\n');
    expect(titles).toContain('\u001B[2m✓ Pay rent\u001B[22m');
    expect(titles).toContain('\u001B[31m! 09:30 Stand-…\u001B[39m');
    expect(titles).toContain('\u001B[1m[23]\u001B[22m');
  });

  it('is never wider than the terminal, sends it nothing but text, and says the same without colours', () => {
    fc.assert(
      fc.property(
        anyCalendar,
        fc.integer({ min: 20, max: 240 }),
        fc.boolean(),
        (calendar, width, unicode) => {
          const picture = calendarPicture(calendar, { ...PLAIN, width, unicode });
          for (const line of picture.split('\n')) {
            expect(stringWidth(line)).toBeLessThanOrEqual(width);
            expect(line).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028\u2029\p{Surrogate}]| $/u);
          }
          const colored = calendarPicture(calendar, { ...PLAIN, width, unicode, color: true });
          expect(stripVTControlCharacters(colored)).toBe(picture);
        },
      ),
    );
  });

  it('shows every day of the month once, in order, and what there is on it', () => {
    fc.assert(
      fc.property(anyCalendar, fc.integer({ min: 20, max: 33 }), (calendar, width) => {
        const shown = lines(calendar, { ...PLAIN, width }).slice(3);
        const numbers = shown.slice(0, shown.indexOf('')).join(' ').match(/\d+/g);
        expect(numbers?.map(Number)).toEqual(daysOfMonth(calendar.month).map((_, index) => index + 1));
      }),
    );
  });
});

describe('the weeks of a month', () => {
  it('are whole, begin on their weekday, and hold every day of it', () => {
    fc.assert(
      fc.property(anyMonth, fc.integer({ min: 0, max: 6 }), (month, firstWeekday) => {
        const weeks = weeksOfMonth(month, firstWeekday);
        const days = weeks.flat();
        const [first = 0] = days;
        expect(days).toEqual(days.map((_, index) => first + index));
        expect((first + 3) % 7).toBe(firstWeekday);
        expect(days).toEqual(expect.arrayContaining(daysOfMonth(month)));
        expect(weeks.every((week) => week.some((day) => daysOfMonth(month).includes(day)))).toBe(true);
      }),
    );
  });
});

const anyMonth = fc.record({
  year: fc.integer({ min: 1971, max: 2400 }),
  month: fc.integer({ min: 1, max: 12 }),
});

const count = fc.oneof(fc.constantFrom(0, 0, 1), fc.integer({ min: 0, max: 99_999 }));

const anyCalendar: fc.Arbitrary<CalendarMonth> = fc
  .record({
    month: anyMonth,
    firstWeekday: fc.integer({ min: 0, max: 6 }),
    overdueBefore: count,
    today: fc.integer({ min: -3, max: 40 }),
    days: fc.uniqueArray(
      fc.record({
        day: fc.integer({ min: 0, max: 40 }),
        open: count,
        done: count,
        isLate: fc.boolean(),
        titles: fc.array(fc.oneof(fc.constantFrom(...TITLES), fc.string({ minLength: 1 })), { maxLength: 4 }),
      }),
      { selector: ({ day }) => day, maxLength: 20 },
    ),
  })
  .map(({ month, firstWeekday, overdueBefore, days, today }) => {
    const first = firstOfMonth(month.year, month.month);
    return {
      month,
      firstWeekday,
      overdueBefore,
      today: dateOf(first + today),
      days: days.map(({ day, open, done, isLate, titles }) => ({
        date: dateOf(first + day),
        open,
        done,
        overdue: isLate ? open : 0,
        tasks: titles.map((title, index) => calendarTask({ title, completed: index >= open })),
      })),
    };
  });

function lines(calendar: CalendarMonth, style: Parameters<typeof calendarPicture>[1]): string[] {
  return calendarPicture(calendar, style).split('\n');
}
