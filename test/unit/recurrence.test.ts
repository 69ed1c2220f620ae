import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { firstOccurrence, nextOccurrence, parseRecurrence } from '../../src/domain/recurrence.ts';
import { anyDate, anyRrule } from './recurrence-rules.ts';
import { anyText, expectOnlyUsageErrors, usageErrorOf } from './usage-error.ts';
import { runs } from '../support/effort.ts';

const HINT =
  'Write daily, weekdays, weekly, monthly, yearly, 2w, mon,thu, every-month-on-the-last-friday or an RRULE; ! at the end counts from completion.';

afterEach(() => vi.unstubAllEnvs());

describe('parseRecurrence', () => {
  it.each([
    ['daily', 'FREQ=DAILY'],
    ['day', 'FREQ=DAILY'],
    ['every day', 'FREQ=DAILY'],
    ['1d', 'FREQ=DAILY'],
    ['3d', 'FREQ=DAILY;INTERVAL=3'],
    ['every 3 days', 'FREQ=DAILY;INTERVAL=3'],
    ['every other day', 'FREQ=DAILY;INTERVAL=2'],
    ['every three days', 'FREQ=DAILY;INTERVAL=3'],
    ['weekly', 'FREQ=WEEKLY'],
    ['WEEK', 'FREQ=WEEKLY'],
    [' every  week ', 'FREQ=WEEKLY'],
    ['each week', 'FREQ=WEEKLY'],
    ['2w', 'FREQ=WEEKLY;INTERVAL=2'],
    ['every 2 weeks', 'FREQ=WEEKLY;INTERVAL=2'],
    ['every-2-weeks', 'FREQ=WEEKLY;INTERVAL=2'],
    ['every other week', 'FREQ=WEEKLY;INTERVAL=2'],
    ['every second week', 'FREQ=WEEKLY;INTERVAL=2'],
    ['fortnightly', 'FREQ=WEEKLY;INTERVAL=2'],
    ['weekdays', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    ['every weekday', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    ['workdays', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    ['mon-fri', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    ['weekends', 'FREQ=WEEKLY;BYDAY=SA,SU'],
    ['mon,thu', 'FREQ=WEEKLY;BYDAY=MO,TH'],
    ['Thu, Mon', 'FREQ=WEEKLY;BYDAY=MO,TH'],
    ['monday and thursday', 'FREQ=WEEKLY;BYDAY=MO,TH'],
    ['mon,wed & fri,mon', 'FREQ=WEEKLY;BYDAY=MO,WE,FR'],
    ['every monday', 'FREQ=WEEKLY;BYDAY=MO'],
    ['every-mon', 'FREQ=WEEKLY;BYDAY=MO'],
    ['sundays', 'FREQ=WEEKLY;BYDAY=SU'],
    ['every other monday', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO'],
    ['every other weekend', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU'],
    ['every 2 weeks on mon,wed', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE'],
    ['weekly on friday', 'FREQ=WEEKLY;BYDAY=FR'],
    ['monthly', 'FREQ=MONTHLY'],
    ['every month', 'FREQ=MONTHLY'],
    ['6m', 'FREQ=MONTHLY;INTERVAL=6'],
    ['quarterly', 'FREQ=MONTHLY;INTERVAL=3'],
    ['every third month', 'FREQ=MONTHLY;INTERVAL=3'],
    ['15th', 'FREQ=MONTHLY;BYMONTHDAY=15'],
    ['every month on the 15th', 'FREQ=MONTHLY;BYMONTHDAY=15'],
    ['15th of the month', 'FREQ=MONTHLY;BYMONTHDAY=15'],
    ['first day of every month', 'FREQ=MONTHLY;BYMONTHDAY=1'],
    ['monthly on the 1st and 15th', 'FREQ=MONTHLY;BYMONTHDAY=1,15'],
    ['15th and last day', 'FREQ=MONTHLY;BYMONTHDAY=-1,15'],
    ['15th and 31st', 'FREQ=MONTHLY;BYMONTHDAY=-1,15'],
    ['last day of the month', 'FREQ=MONTHLY;BYMONTHDAY=-1'],
    ['every month on the 29th', 'FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1'],
    ['every month on the 30th', 'FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1'],
    ['every month on the 31st', 'FREQ=MONTHLY;BYMONTHDAY=-1'],
    ['every month on the last friday', 'FREQ=MONTHLY;BYDAY=-1FR'],
    ['every-month-on-the-last-friday', 'FREQ=MONTHLY;BYDAY=-1FR'],
    ['last friday', 'FREQ=MONTHLY;BYDAY=-1FR'],
    ['second tuesday of the month', 'FREQ=MONTHLY;BYDAY=2TU'],
    ['every month on the 1st and 3rd monday', 'FREQ=MONTHLY;BYDAY=1MO,3MO'],
    ['every 2 months on the 2nd tue', 'FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU'],
    ['last weekday of the month', 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1'],
    ['every month on the first workday', 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1'],
    ['yearly', 'FREQ=YEARLY'],
    ['annually', 'FREQ=YEARLY'],
    ['every year', 'FREQ=YEARLY'],
    ['2y', 'FREQ=YEARLY;INTERVAL=2'],
    ['every year on 24 dec', 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24'],
    ['every 24-dec', 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24'],
    ['december 24th', 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24'],
    ['1st of may', 'FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1'],
    ['every year on 29 feb', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1'],
    ['every 4 years on nov 5', 'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYMONTHDAY=5'],
    ['every year on the fourth thursday of november', 'FREQ=YEARLY;BYMONTH=11;BYDAY=4TH'],
    ['last monday of may', 'FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO'],
    ['3d!', 'FREQ=DAILY;INTERVAL=3;X-FROM=COMPLETION'],
    ['every-3-days!', 'FREQ=DAILY;INTERVAL=3;X-FROM=COMPLETION'],
    ['every 3 days after completion', 'FREQ=DAILY;INTERVAL=3;X-FROM=COMPLETION'],
    ['monthly !', 'FREQ=MONTHLY;X-FROM=COMPLETION'],
    ['weekly 5 times', 'FREQ=WEEKLY;COUNT=5'],
    ['mon,thu, 1 time', 'FREQ=WEEKLY;BYDAY=MO,TH;COUNT=1'],
    ['2w until 2027-01-01', 'FREQ=WEEKLY;INTERVAL=2;UNTIL=20270101'],
    ['every-day-until-2027-01-01', 'FREQ=DAILY;UNTIL=20270101'],
    ['3d! 5 times', 'FREQ=DAILY;INTERVAL=3;COUNT=5;X-FROM=COMPLETION'],
    ['3d 5 times!', 'FREQ=DAILY;INTERVAL=3;COUNT=5;X-FROM=COMPLETION'],
    ['FREQ=MONTHLY;BYDAY=-1FR', 'FREQ=MONTHLY;BYDAY=-1FR'],
    [' rrule:byday=fr,mo,fr;interval=02;freq=weekly ', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR'],
    ['FREQ=WEEKLY;INTERVAL=1;WKST=MO', 'FREQ=WEEKLY'],
    ['FREQ=WEEKLY;WKST=SU', 'FREQ=WEEKLY;WKST=SU'],
    ['FREQ=MONTHLY;BYDAY=+1MO,-01FR', 'FREQ=MONTHLY;BYDAY=-1FR,1MO'],
    ['FREQ=MONTHLY;BYMONTHDAY=31', 'FREQ=MONTHLY;BYMONTHDAY=31'],
    ['FREQ=DAILY;UNTIL=20301231T235959Z', 'FREQ=DAILY;UNTIL=20301231'],
    ['FREQ=DAILY;INTERVAL=3!', 'FREQ=DAILY;INTERVAL=3;X-FROM=COMPLETION'],
    ['X-FROM=COMPLETION;FREQ=DAILY', 'FREQ=DAILY;X-FROM=COMPLETION'],
  ])('reads %j as %s', (text, pattern) => {
    expect(parseRecurrence(text)).toBe(pattern);
  });

  it.each([
    ['monthly', '2027-01-28', 'FREQ=MONTHLY'],
    ['monthly', '2027-01-29', 'FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1'],
    ['monthly', '2027-01-30', 'FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1'],
    ['monthly', '2027-01-31', 'FREQ=MONTHLY;BYMONTHDAY=-1'],
    ['every 2 months', '2027-01-31', 'FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1'],
    ['FREQ=MONTHLY', '2027-01-31', 'FREQ=MONTHLY;BYMONTHDAY=-1'],
    ['FREQ=MONTHLY;BYMONTHDAY=31', '2027-01-31', 'FREQ=MONTHLY;BYMONTHDAY=31'],
    ['monthly!', '2027-01-31', 'FREQ=MONTHLY;X-FROM=COMPLETION'],
    ['last friday', '2027-01-29', 'FREQ=MONTHLY;BYDAY=-1FR'],
    ['weekly', '2027-01-31', 'FREQ=WEEKLY'],
    ['yearly', '2027-01-31', 'FREQ=YEARLY'],
    ['yearly', '2028-02-29', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1'],
    ['FREQ=YEARLY;BYMONTH=2,8', '2028-02-29', 'FREQ=YEARLY;BYMONTH=2,8'],
    ['FREQ=MONTHLY;BYMONTH=1,3;BYSETPOS=1', '2027-01-31', 'FREQ=MONTHLY;BYMONTH=1,3;BYSETPOS=1'],
  ])('reads %j with the due date %s as %s', (text, due, pattern) => {
    expect(parseRecurrence(text, due)).toBe(pattern);
  });

  it.each([
    ['', HINT],
    ['!', HINT],
    ['every', HINT],
    ['once', HINT],
    ['hourly', HINT],
    ['every 2 hours', HINT],
    ['0d', HINT],
    ['12345d', HINT],
    ['w', HINT],
    ['every last week', HINT],
    ['every first week', HINT],
    ['every other weekday', HINT],
    ['every month on friday', HINT],
    ['every week on the 15th', HINT],
    ['every day on mon', HINT],
    ['32nd', HINT],
    ['6th friday of the month', HINT],
    ['last month', HINT],
    ['january', HINT],
    ['weekly until soon', HINT],
    ['weekly until 2027-02-30', HINT],
    ['weekly 0 times', HINT],
    ['constructor', HINT],
    ['FREQ=HOURLY', HINT],
    ['FREQ=DAILY;FREQ=DAILY', HINT],
    ['FREQ=DAILY;COUNT=2;UNTIL=20300101', HINT],
    ['FREQ=DAILY;UNTIL=20300231', HINT],
    ['FREQ=DAILY;INTERVAL=0', HINT],
    ['FREQ=DAILY;BYHOUR=9', HINT],
    ['FREQ=DAILY;BYDAY=1MO', HINT],
    ['FREQ=WEEKLY;BYMONTHDAY=1', HINT],
    ['FREQ=MONTHLY;BYMONTHDAY=0', HINT],
    ['FREQ=MONTHLY;BYMONTHDAY=32', HINT],
    ['FREQ=MONTHLY;BYWEEKNO=1', HINT],
    ['FREQ=YEARLY;BYMONTH=13', HINT],
    ['FREQ=YEARLY;BYMONTH=-1', HINT],
    ['FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO', HINT],
    ['FREQ=MONTHLY;BYSETPOS=1', HINT],
    ['FREQ=DAILY;X-FROM=DUE', HINT],
    ['INTERVAL=2', HINT],
    ['wekly', 'Did you mean weekly?'],
    ['evry 2 weks', 'Did you mean every-2-weeks?'],
    ['mon thu', 'Did you mean mon,thu?'],
    ['every modnay', 'Did you mean every-monday?'],
    ['every month on the lst friday', 'Did you mean every-month-on-the-last-friday?'],
  ])('does not understand %j', (text, hint) => {
    const error = usageErrorOf(() => parseRecurrence(text));
    expect([error.message, error.hint]).toEqual([`The recurrence "${text}" cannot be understood`, hint]);
  });

  it.each([
    [
      'every 2nd friday',
      'The recurrence "2nd friday" may be one in two weeks or one a month',
      'Write "every 2 weeks on friday" or "every month on the 2nd friday".',
    ],
    [
      'biweekly',
      'The recurrence "biweekly" may be twice in one week or once in two',
      'Write "every 2 weeks" for once in two.',
    ],
    [
      '15th and 30th',
      'The recurrence "15th,30th" has days that shorter months have not',
      'Write "last day" for the ends of the months, or an RRULE, which passes over the shorter ones.',
    ],
  ])('does not guess what %j means', (text, message, hint) => {
    const error = usageErrorOf(() => parseRecurrence(text));
    expect([error.message, error.hint]).toEqual([message, hint]);
  });

  it.each([
    ['every year on 31 feb', null],
    ['30 feb', null],
    ['31st of april', null],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', null],
    ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=-30', null],
    ['FREQ=MONTHLY;BYMONTH=4,6;BYMONTHDAY=31;COUNT=3', null],
    ['FREQ=MONTHLY;BYDAY=6MO', null],
    ['FREQ=DAILY;INTERVAL=7;BYDAY=MO', '2027-01-31'],
    ['FREQ=YEARLY;BYMONTH=2', '2027-01-31'],
    ['daily', '9999-12-31'],
  ])('knows that %s, counted from %s, never comes', (text, due) => {
    const error = usageErrorOf(() => parseRecurrence(text, due));
    expect(error.message).toBe(`No date of the next hundred years matches the recurrence "${text}"`);
    expect(error.hint).toBe('Check its days against its months, and against the due date.');
  });

  it('refuses an end before the due date', () => {
    expect(parseRecurrence('weekly until 2027-01-01', '2027-01-01')).toBe('FREQ=WEEKLY;UNTIL=20270101');
    const error = usageErrorOf(() => parseRecurrence('weekly until 2027-01-01', '2027-01-02'));
    expect(error.message).toBe('The recurrence "weekly until 2027-01-01" ends before the due date');
    expect(error.hint).toBe('The due date is 2027-01-02; write a later one after until.');
  });

  it('takes any text without breaking', () => {
    const words = fc
      .array(
        fc.constantFrom(
          ...'every 2 other weeks month on the last 31st 1st friday feb mon , and of day ! until 2027-01-01 5 times'.split(
            ' ',
          ),
        ),
        {
          maxLength: 7,
        },
      )
      .chain((parts) => fc.constantFrom(parts.join(' '), parts.join('-'), parts.join('')));
    fc.assert(
      fc.property(
        fc.oneof(words, anyRrule, anyText(/^[-=;,!A-Z\da-z ]{0,30}$/)),
        fc.option(anyDate),
        (text, due) => {
          expectOnlyUsageErrors(() => expect(parseRecurrence(text, due)).toMatch(/^FREQ=[-A-Z\d=;,]+$/));
        },
      ),
      { numRuns: runs(300) },
    );
  });
});

describe.each(['Europe/Berlin', 'Pacific/Auckland', 'America/Los_Angeles'])(
  'nextOccurrence in %s',
  (zone) => {
    beforeEach(() => vi.stubEnv('TZ', zone));

    it.each([
      ['FREQ=DAILY', '2026-11-23', '2026-11-23', '2026-11-24'],
      ['FREQ=DAILY', '2026-11-20', '2026-11-23', '2026-11-24'],
      ['FREQ=DAILY', '2026-11-27', '2026-11-23', '2026-11-28'],
      ['FREQ=DAILY', '2027-03-27', '2027-03-27', '2027-03-28'],
      ['FREQ=DAILY', '2026-10-24', '2026-10-25', '2026-10-26'],
      ['FREQ=DAILY', '1000-01-01', '2026-11-23', '2026-11-24'],
      ['FREQ=DAILY;INTERVAL=3', '2026-11-20', '2026-11-23', '2026-11-26'],
      ['FREQ=DAILY;INTERVAL=3', '2026-11-20', '2026-11-24', '2026-11-26'],
      ['FREQ=DAILY;INTERVAL=3;X-FROM=COMPLETION', '2026-11-20', '2026-11-24', '2026-11-27'],
      ['FREQ=DAILY;INTERVAL=3;X-FROM=COMPLETION', '2026-11-30', '2026-11-24', '2026-12-03'],
      ['FREQ=WEEKLY', '2026-11-20', '2026-11-23', '2026-11-27'],
      ['FREQ=WEEKLY', '2026-11-20', '2026-11-27', '2026-12-04'],
      ['FREQ=WEEKLY', null, '2026-11-23', '2026-11-30'],
      ['FREQ=WEEKLY;X-FROM=COMPLETION', '2026-11-20', '2026-11-23', '2026-11-30'],
      ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', '2026-11-27', '2026-11-27', '2026-11-30'],
      ['FREQ=WEEKLY;BYDAY=MO,TH', '2026-11-24', '2026-11-24', '2026-11-26'],
      ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE', '2026-11-25', '2026-11-25', '2026-12-07'],
      ['FREQ=MONTHLY', '2026-11-23', '2026-11-23', '2026-12-23'],
      ['FREQ=MONTHLY;BYDAY=-1FR', '2026-11-27', '2026-11-30', '2026-12-25'],
      ['FREQ=MONTHLY;BYMONTHDAY=31', '2027-01-31', '2027-01-31', '2027-03-31'],
      ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', '2026-12-31', '2026-12-31', '2027-01-29'],
      ['FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24', '2026-12-24', '2027-01-02', '2027-12-24'],
      ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', '2028-02-29', '2028-02-29', '2032-02-29'],
      ['FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', null, '2026-11-26', '2027-11-25'],
    ])('%s due on %s and done on %s comes on %s', (pattern, due, today, on) => {
      expect(nextOccurrence(pattern, due, today)).toEqual({ on, recursionPattern: pattern });
    });
  },
);

describe('nextOccurrence', () => {
  it.each([
    ['FREQ=MONTHLY', ['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31']],
    ['FREQ=MONTHLY', ['2027-12-30', '2028-01-30', '2028-02-29', '2028-03-30', '2028-04-30']],
    ['FREQ=MONTHLY', ['2027-01-29', '2027-02-28', '2027-03-29', '2027-04-29', '2027-05-29']],
    ['FREQ=MONTHLY;INTERVAL=2', ['2026-12-31', '2027-02-28', '2027-04-30', '2027-06-30', '2027-08-31']],
    ['FREQ=YEARLY', ['2028-02-29', '2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29']],
    ['FREQ=MONTHLY;X-FROM=COMPLETION', ['2027-01-31', '2027-02-28', '2027-03-28', '2027-04-28']],
  ])('follows %s through %j', (start, dates) => {
    const [first = '', ...later] = dates;
    let state = { on: first, recursionPattern: start };
    const followed = later.map(() => {
      state = nextOccurrence(state.recursionPattern, state.on, state.on) ?? state;
      return state.on;
    });
    expect(followed).toEqual(later);
  });

  it.each([
    ['FREQ=DAILY;COUNT=3', '2026-11-23', '2026-11-23', '2026-11-24', 'FREQ=DAILY;COUNT=2'],
    ['FREQ=DAILY;COUNT=3', '2026-11-22', '2026-11-23', '2026-11-24', 'FREQ=DAILY;COUNT=1'],
    // Its first occurrence is the due date, which is not one of its Mondays.
    [
      'FREQ=WEEKLY;BYDAY=MO;COUNT=3',
      '2026-11-24',
      '2026-11-24',
      '2026-11-30',
      'FREQ=WEEKLY;BYDAY=MO;COUNT=2',
    ],
    [
      'FREQ=DAILY;INTERVAL=3;COUNT=2;X-FROM=COMPLETION',
      '2026-11-01',
      '2026-11-23',
      '2026-11-26',
      'FREQ=DAILY;INTERVAL=3;COUNT=1;X-FROM=COMPLETION',
    ],
    ['FREQ=DAILY;COUNT=9999', '2026-11-23', '2026-11-29', '2026-11-30', 'FREQ=DAILY;COUNT=9992'],
    ['FREQ=DAILY;UNTIL=20261124', '2026-11-23', '2026-11-23', '2026-11-24', 'FREQ=DAILY;UNTIL=20261124'],
  ])('%s due on %s and done on %s comes on %s as %s', (pattern, due, today, on, recursionPattern) => {
    expect(nextOccurrence(pattern, due, today)).toEqual({ on, recursionPattern });
  });

  it.each([
    ['FREQ=DAILY;COUNT=1', '2026-11-23', '2026-11-23'],
    ['FREQ=DAILY;COUNT=3', '2026-11-20', '2026-11-23'],
    ['FREQ=DAILY;COUNT=3', '1000-01-01', '2026-11-23'],
    ['FREQ=DAILY;COUNT=1;X-FROM=COMPLETION', null, '2026-11-23'],
    ['FREQ=DAILY;UNTIL=20261123', '2026-11-23', '2026-11-23'],
    ['FREQ=DAILY;UNTIL=20261130', '2026-11-23', '2026-11-30'],
    ['FREQ=WEEKLY;UNTIL=20261129', '2026-11-23', '2026-11-23'],
    ['FREQ=DAILY', '9999-12-31', '2026-11-23'],
  ])('%s due on %s is over when done on %s', (pattern, due, today) => {
    expect(nextOccurrence(pattern, due, today)).toBeUndefined();
  });

  it('gives a series as many occurrences as were asked for', () => {
    let state: ReturnType<typeof nextOccurrence> = {
      on: '2026-11-23',
      recursionPattern: 'FREQ=WEEKLY;COUNT=5',
    };
    const dates: string[] = [];
    while (state !== undefined) {
      dates.push(state.on);
      state = nextOccurrence(state.recursionPattern, state.on, state.on);
    }
    expect(dates).toEqual(['2026-11-23', '2026-11-30', '2026-12-07', '2026-12-14', '2026-12-21']);
  });

  it('is later than both the due date and today, and can be followed in its turn', () => {
    fc.assert(
      fc.property(anyRrule, fc.option(anyDate), anyDate, (text, due, today) => {
        let pattern = '';
        expectOnlyUsageErrors(() => (pattern = parseRecurrence(text, due)));
        fc.pre(pattern !== '');
        const next = nextOccurrence(pattern, due, today);
        fc.pre(next !== undefined);
        expect(next.on > today && next.on > (due ?? '')).toBe(true);
        expect(parseRecurrence(next.recursionPattern, next.on)).toBe(next.recursionPattern);
      }),
      { numRuns: runs(200) },
    );
  });

  it('names a pattern that is none', () => {
    expect(usageErrorOf(() => nextOccurrence('often', null, '2026-11-23')).message).toBe(
      'The recurrence "often" cannot be understood',
    );
  });
});

describe('firstOccurrence', () => {
  it.each([
    ['FREQ=WEEKLY', '2026-11-23', '2026-11-23'],
    ['FREQ=WEEKLY;BYDAY=MO,TH', '2026-11-23', '2026-11-23'],
    ['FREQ=WEEKLY;BYDAY=MO,TH', '2026-11-24', '2026-11-26'],
    ['FREQ=MONTHLY;BYDAY=-1FR', '2026-11-28', '2026-12-25'],
    ['FREQ=MONTHLY', '2027-01-31', '2027-01-31'],
    ['FREQ=DAILY;INTERVAL=3;X-FROM=COMPLETION', '2026-11-24', '2026-11-24'],
    ['FREQ=DAILY;UNTIL=20261123', '2026-11-24', undefined],
  ])('of %s from %s on is %s', (pattern, today, on) => {
    expect(firstOccurrence(pattern, today)).toBe(on);
  });
});
