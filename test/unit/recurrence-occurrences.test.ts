import { createRequire } from 'node:module';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOf, dayNumber } from '../../src/domain/calendar.ts';
import { daysOf } from '../../src/domain/occurrences.ts';
import { parseRrule } from '../../src/domain/rrule-text.ts';
import { anyDate, anyRrule } from './recurrence-rules.ts';
import { runs } from '../support/effort.ts';

// It is CommonJS, whatever its types say of named exports.
const { RRule }: typeof import('rrule') = createRequire(import.meta.url)('rrule');
const LONG = 3 * 366;

/** The first dates of a rule that come after a day. */
function datesAfter(text: string, start: string, after: string, most: number): string[] {
  const rule = parseRrule(text);
  const dates: string[] = [];
  for (const day of rule === undefined ? [] : daysOf(rule, dayNumber(start), dayNumber(after))) {
    dates.push(dateOf(day));
    if (dates.length === most) break;
  }
  return dates;
}

describe('the dates of a rule', () => {
  // The examples of RFC 5545, section 3.8.5.3.
  it.each([
    ['FREQ=DAILY;INTERVAL=10', '1997-09-02', ['1997-09-12', '1997-09-22', '1997-10-02', '1997-10-12']],
    ['FREQ=YEARLY;BYMONTH=6,7', '1997-06-10', ['1997-07-10', '1998-06-10', '1998-07-10', '1999-06-10']],
    ['FREQ=WEEKLY;INTERVAL=2;WKST=SU', '1997-09-02', ['1997-09-16', '1997-09-30', '1997-10-14']],
    [
      'FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO,WE,FR',
      '1997-09-01',
      ['1997-09-03', '1997-09-05', '1997-09-15'],
    ],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO', '1997-08-05', ['1997-08-10', '1997-08-19', '1997-08-24']],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU', '1997-08-05', ['1997-08-17', '1997-08-19', '1997-08-31']],
    ['FREQ=MONTHLY;BYDAY=1FR', '1997-09-05', ['1997-10-03', '1997-11-07', '1997-12-05']],
    ['FREQ=MONTHLY;INTERVAL=2;BYDAY=1SU,-1SU', '1997-09-07', ['1997-09-28', '1997-11-02', '1997-11-30']],
    ['FREQ=MONTHLY;BYDAY=-2MO', '1997-09-22', ['1997-10-20', '1997-11-17', '1997-12-22']],
    ['FREQ=MONTHLY;BYMONTHDAY=-3', '1997-09-28', ['1997-10-29', '1997-11-28', '1997-12-29']],
    ['FREQ=MONTHLY;BYMONTHDAY=1,-1', '1997-09-30', ['1997-10-01', '1997-10-31', '1997-11-01']],
    ['FREQ=MONTHLY;INTERVAL=18;BYMONTHDAY=10,11', '1997-09-10', ['1997-09-11', '1999-03-10', '1999-03-11']],
    ['FREQ=YEARLY;INTERVAL=3;BYYEARDAY=1,100,200', '1997-01-01', ['1997-04-10', '1997-07-19', '2000-01-01']],
    ['FREQ=YEARLY;BYDAY=20MO', '1997-05-19', ['1998-05-18', '1999-05-17']],
    ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO', '1997-05-12', ['1998-05-11', '1999-05-17']],
    ['FREQ=YEARLY;BYMONTH=3;BYDAY=TH', '1997-03-13', ['1997-03-20', '1997-03-27', '1998-03-05']],
    ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', '1997-09-02', ['1998-02-13', '1998-03-13', '1998-11-13']],
    ['FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13', '1997-09-13', ['1997-10-11', '1997-11-08']],
    [
      'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8',
      '1996-11-05',
      ['2000-11-07', '2004-11-02'],
    ],
    ['FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3', '1997-09-04', ['1997-10-07', '1997-11-06']],
    [
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2',
      '1997-09-29',
      ['1997-10-30', '1997-11-27', '1997-12-30'],
    ],
    ['FREQ=MONTHLY;BYMONTHDAY=15,30', '2007-01-15', ['2007-01-30', '2007-02-15', '2007-03-15', '2007-03-30']],
    // It takes what it does not say from the date it starts from.
    ['FREQ=YEARLY;BYWEEKNO=20', '1997-05-12', ['1998-05-11', '1999-05-17']],
  ])('%s from %s', (rule, start, dates) => {
    expect(datesAfter(rule, start, start, dates.length)).toEqual(dates);
  });

  it.each([
    ['FREQ=DAILY', '1000-01-01', '2026-11-23', ['2026-11-24', '2026-11-25']],
    ['FREQ=DAILY;INTERVAL=3', '1000-01-01', '2026-11-23', ['2026-11-24', '2026-11-27']],
    ['FREQ=DAILY', '9999-12-30', '9999-12-30', ['9999-12-31']],
    ['FREQ=WEEKLY;BYDAY=MO,WE', '2026-11-24', '2026-10-01', ['2026-11-25', '2026-11-30']],
    ['FREQ=WEEKLY;INTERVAL=2600', '2024-01-31', '2024-01-31', ['2073-11-29', '2123-09-29']],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', '1896-02-29', '1896-02-29', ['1904-02-29', '1908-02-29']],
  ])('%s from %s, after %s', (rule, start, after, dates) => {
    expect(datesAfter(rule, start, after, 2)).toEqual(dates);
  });

  it.each([
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=YEARLY;BYMONTH=2,4;BYMONTHDAY=31',
    'FREQ=DAILY;INTERVAL=7;BYDAY=TU',
    'FREQ=WEEKLY;BYDAY=MO;BYSETPOS=9',
    'FREQ=YEARLY;INTERVAL=9999',
    'FREQ=WEEKLY;UNTIL=20240101',
  ])('%s has none after the Monday it starts from', (rule) => {
    expect(datesAfter(rule, '2024-01-01', '2024-01-01', 1)).toEqual([]);
  });

  it('are those of the rrule library', () => {
    fc.assert(
      fc.property(anyRrule, anyDate, fc.integer({ min: 0, max: LONG }), (text, start, later) => {
        const plain = text
          .split(';')
          .filter((part) => !/^(X-FROM|COUNT)/.test(part))
          .join(';');
        const rule = parseRrule(plain);
        // Unlike the RFC, it takes weeks without weekdays as whole weeks and finds no date for `MO,2WE`.
        fc.pre(rule !== undefined && (rule.weekNumbers.length === 0 || rule.weekdays.length > 0));
        fc.pre(new Set(rule.weekdays.map(({ nth }) => nth === null)).size < 2);
        const after = dayNumber(start) + later;
        // It gives several positions in their order and not in that of the dates, and finds a last but one among one.
        fc.pre(!/BYSETPOS=(?!(?:[123]|-1)(?:;|$))/.test(plain));
        const first = daysOf(rule, dayNumber(start), after).next().value;
        // It looks for missing dates for minutes.
        fc.pre(first !== undefined && first < after + LONG);

        const dates = datesAfter(plain, start, dateOf(after), 4);
        const library = new RRule({ ...RRule.parseString(plain), dtstart: new Date(start) }, true);
        const between = library.between(new Date(dateOf(after + 1)), new Date(dates.at(-1) ?? ''), true);
        // It repeats a date at which two positions meet.
        expect(dates).toEqual([...new Set(between.map((date) => date.toISOString().slice(0, 10)))]);
      }),
      { numRuns: runs(150) },
    );
  });
});
