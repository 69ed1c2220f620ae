import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeRecurrence } from '../../src/domain/recurrence-words.ts';
import { parseRecurrence } from '../../src/domain/recurrence.ts';
import { anyRrule } from './recurrence-rules.ts';
import { anyText, expectOnlyUsageErrors } from './usage-error.ts';
import { runs } from '../support/effort.ts';

describe('describeRecurrence', () => {
  it.each([
    ['FREQ=DAILY', 'every day'],
    ['FREQ=DAILY;INTERVAL=3', 'every 3 days'],
    ['FREQ=DAILY;INTERVAL=3;X-FROM=COMPLETION', 'every 3 days after completion'],
    ['FREQ=WEEKLY', 'every week'],
    ['FREQ=WEEKLY;INTERVAL=2', 'every 2 weeks'],
    ['FREQ=WEEKLY;BYDAY=MO,TH', 'every Mon, Thu'],
    ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'every weekday'],
    ['FREQ=WEEKLY;BYDAY=SA,SU', 'every Sat, Sun'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', 'every 2 weeks on Mon'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR', 'every 2 weeks on Mon, Tue, Wed, Thu, Fri'],
    ['FREQ=MONTHLY', 'every month'],
    ['FREQ=MONTHLY;INTERVAL=6', 'every 6 months'],
    ['FREQ=MONTHLY;BYMONTHDAY=15', 'every month on the 15th'],
    [
      'FREQ=MONTHLY;BYMONTHDAY=1,2,3,11,12,13,21,22,23',
      'every month on the 1st, 2nd, 3rd, 11th, 12th, 13th, 21st, 22nd, 23rd',
    ],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', 'every month on the last day'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1,15', 'every month on the 15th, last day'],
    ['FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1', 'every month on the 29th or the last day'],
    ['FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1', 'every month on the 30th or the last day'],
    ['FREQ=MONTHLY;BYDAY=-1FR', 'every month on the last Friday'],
    ['FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU', 'every 2 months on the 2nd Tuesday'],
    ['FREQ=MONTHLY;BYDAY=-1MO,1MO', 'every month on the 1st, last Monday'],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 'every month on the last weekday'],
    ['FREQ=YEARLY', 'every year'],
    ['FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24', 'every year on 24 Dec'],
    ['FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYMONTHDAY=30', 'every 4 years on 30 Nov'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1', 'every year on the last day of Feb'],
    ['FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', 'every year on the 4th Thursday of Nov'],
    ['FREQ=YEARLY;BYMONTH=12;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1', 'every year on the 1st weekday of Dec'],
    ['FREQ=WEEKLY;COUNT=5', 'every week, 5 times'],
    ['FREQ=WEEKLY;BYDAY=MO,TH;COUNT=1', 'every Mon, Thu, 1 time'],
    ['FREQ=DAILY;UNTIL=20270101', 'every day until 2027-01-01'],
    ['FREQ=DAILY;INTERVAL=3;COUNT=5;X-FROM=COMPLETION', 'every 3 days after completion, 5 times'],
  ])('says %s as %s', (pattern, words) => {
    expect(describeRecurrence(pattern)).toBe(words);
    expect(parseRecurrence(words)).toBe(pattern);
    expect(parseRecurrence(words.replaceAll(', ', ',').replaceAll(' ', '-'))).toBe(pattern);
  });

  it.each([
    'FREQ=DAILY;BYMONTH=6',
    'FREQ=WEEKLY;INTERVAL=2;WKST=SU',
    'FREQ=WEEKLY;BYMONTH=6;BYDAY=MO',
    'FREQ=WEEKLY;BYDAY=MO,TH;BYSETPOS=1',
    'FREQ=MONTHLY;BYMONTH=6',
    'FREQ=MONTHLY;BYMONTHDAY=31',
    'FREQ=MONTHLY;BYMONTHDAY=15,30',
    'FREQ=MONTHLY;BYMONTHDAY=-2',
    'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1',
    'FREQ=MONTHLY;BYDAY=FR',
    'FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1',
    'FREQ=MONTHLY;BYDAY=1MO,2TU',
    'FREQ=MONTHLY;BYDAY=-2MO',
    'FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR',
    'FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=1',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
    'FREQ=YEARLY;BYMONTHDAY=1',
    'FREQ=YEARLY;BYDAY=20MO',
    'FREQ=YEARLY;BYYEARDAY=100',
    'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO',
  ])('has no words for %s', (pattern) => {
    expect(describeRecurrence(pattern)).toBe(pattern);
    expect(parseRecurrence(pattern)).toBe(pattern);
  });

  it('returns as it is what is no rule', () => {
    fc.assert(
      fc.property(anyText(/^(FREQ|BYDAY)=[A-Z,;=]{0,20}$/), (text) => {
        expectOnlyUsageErrors(() => parseRecurrence(text));
        expect(describeRecurrence(`${text};`)).toBe(`${text};`);
      }),
    );
  });

  it('is read back as the same rule', () => {
    fc.assert(
      fc.property(anyRrule, (text) => {
        let pattern = '';
        expectOnlyUsageErrors(() => (pattern = parseRecurrence(text)));
        fc.pre(pattern !== '');
        expect(parseRecurrence(describeRecurrence(pattern))).toBe(pattern);
        expect(parseRecurrence(pattern)).toBe(pattern);
      }),
      { numRuns: runs(200) },
    );
  });
});
