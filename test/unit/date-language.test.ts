import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseDueWords } from '../../src/domain/date-language.ts';
import { describeDue, formatDue, today } from '../../src/domain/due-date.ts';
import { anyText, expectOnlyUsageErrors, usageErrorOf } from './usage-error.ts';
import { runs } from '../support/effort.ts';

/** A Monday, ten o'clock in Berlin. */
const NOW = new Date('2026-11-23T09:00:00Z');

afterEach(() => vi.unstubAllEnvs());

/** West of UTC, near it and east of it: the clock on the wall decides. */
const ZONES = ['America/Los_Angeles', 'Europe/Berlin', 'Pacific/Auckland'];

describe.each(ZONES)('on Monday, 23 November 2026, at ten o’clock in %s', (zone) => {
  beforeEach(() => vi.stubEnv('TZ', zone));

  it.each([
    ['today', '2026-11-23', null],
    ['tod', '2026-11-23', null],
    ['TODAY', '2026-11-23', null],
    ['eod', '2026-11-23', null],
    ['end of day', '2026-11-23', null],
    ['tonight', '2026-11-23', null],
    ['tomorrow', '2026-11-24', null],
    ['tom', '2026-11-24', null],
    [' Tomorrow ', '2026-11-24', null],
    ['yesterday', '2026-11-22', null],
    ['day after tomorrow', '2026-11-25', null],
    ['the day after tomorrow', '2026-11-25', null],
    ['mon', '2026-11-30', null],
    ['monday', '2026-11-30', null],
    ['tue', '2026-11-24', null],
    ['tues', '2026-11-24', null],
    ['Tuesday', '2026-11-24', null],
    ['wed', '2026-11-25', null],
    ['thu', '2026-11-26', null],
    ['thurs', '2026-11-26', null],
    ['fri', '2026-11-27', null],
    ['FRIDAY', '2026-11-27', null],
    ['sat', '2026-11-28', null],
    ['sun', '2026-11-29', null],
    ['sunday', '2026-11-29', null],
    ['on friday', '2026-11-27', null],
    ['this mon', '2026-11-23', null],
    ['this friday', '2026-11-27', null],
    ['this-sun', '2026-11-29', null],
    ['next mon', '2026-11-30', null],
    ['next-friday', '2026-12-04', null],
    ['next friday', '2026-12-04', null],
    ['next sunday', '2026-12-06', null],
    ['next week', '2026-11-30', null],
    ['next month', '2026-12-01', null],
    ['next year', '2027-01-01', null],
    ['eow', '2026-11-29', null],
    ['end of week', '2026-11-29', null],
    ['end of the week', '2026-11-29', null],
    ['eom', '2026-11-30', null],
    ['end of this month', '2026-11-30', null],
    ['eoy', '2026-12-31', null],
    ['end of year', '2026-12-31', null],
    ['end of next week', '2026-12-06', null],
    ['end of next month', '2026-12-31', null],
    ['end-of-next-year', '2027-12-31', null],
    ['weekend', '2026-11-28', null],
    ['this weekend', '2026-11-28', null],
    ['next-weekend', '2026-12-05', null],
    ['+0d', '2026-11-23', null],
    ['+1d', '2026-11-24', null],
    ['+3d', '2026-11-26', null],
    ['3d', '2026-11-26', null],
    ['3 d', '2026-11-26', null],
    ['+2w', '2026-12-07', null],
    ['2w', '2026-12-07', null],
    ['+1m', '2026-12-23', null],
    ['3m', '2027-02-23', null],
    ['+1y', '2027-11-23', null],
    ['2 years', '2028-11-23', null],
    ['in 3 days', '2026-11-26', null],
    ['in-3-days', '2026-11-26', null],
    ['in a day', '2026-11-24', null],
    ['in one week', '2026-11-30', null],
    ['in 2 weeks', '2026-12-07', null],
    ['in two weeks', '2026-12-07', null],
    ['in a month', '2026-12-23', null],
    ['in 12 months', '2027-11-23', null],
    ['in a year', '2027-11-23', null],
    ['3 days ago', '2026-11-20', null],
    ['a week ago', '2026-11-16', null],
    ['2 months ago', '2026-09-23', null],
    ['15th', '2026-12-15', null],
    ['23rd', '2026-11-23', null],
    ['the 22nd', '2026-12-22', null],
    ['31st', '2026-12-31', null],
    ['27 nov', '2026-11-27', null],
    ['27-nov', '2026-11-27', null],
    ['27nov', '2026-11-27', null],
    ['nov-27', '2026-11-27', null],
    ['nov 27', '2026-11-27', null],
    ['November 27th', '2026-11-27', null],
    ['27th of November', '2026-11-27', null],
    ['23 nov', '2026-11-23', null],
    ['22 nov', '2027-11-22', null],
    ['1 jan', '2027-01-01', null],
    ['5 sept', '2027-09-05', null],
    ['29 feb', '2028-02-29', null],
    ['27 nov 2027', '2027-11-27', null],
    ['nov 27, 2027', '2027-11-27', null],
    ['27-nov-2027', '2027-11-27', null],
    ['1 jan 1000', '1000-01-01', null],
    ['31 dec 9999', '9999-12-31', null],
    ['fri 27 nov', '2026-11-27', null],
    ['Fri, 27 Nov 2026', '2026-11-27', null],
    ['wed 6 jan 2027', '2027-01-06', null],
    ['2026-11-27', '2026-11-27', null],
    ['2026-11-27 17:00', '2026-11-27', '17:00'],
    ['2026-11-27T17:00', '2026-11-27', '17:00'],
    ['2026-11-27-17:00', '2026-11-27', '17:00'],
    ['2026-11-27 5pm', '2026-11-27', '17:00'],
    ['fri 2026-11-27', '2026-11-27', null],
    ['tomorrowT9:00', '2026-11-24', '09:00'],
    ['17:00', '2026-11-23', '17:00'],
    ['10:00', '2026-11-24', '10:00'],
    ['10:01', '2026-11-23', '10:01'],
    ['9:59', '2026-11-24', '09:59'],
    ['0:00', '2026-11-24', '00:00'],
    ['23:59', '2026-11-23', '23:59'],
    ['5pm', '2026-11-23', '17:00'],
    ['5 pm', '2026-11-23', '17:00'],
    ['5:30pm', '2026-11-23', '17:30'],
    ['12am', '2026-11-24', '00:00'],
    ['12pm', '2026-11-23', '12:00'],
    ['noon', '2026-11-23', '12:00'],
    ['at 17:00', '2026-11-23', '17:00'],
    ['fri 17:00', '2026-11-27', '17:00'],
    ['fri-17:00', '2026-11-27', '17:00'],
    ['friday at 5pm', '2026-11-27', '17:00'],
    ['5pm fri', '2026-11-27', '17:00'],
    ['at 5:30 pm on friday', '2026-11-27', '17:30'],
    ['friday at 5 pm', '2026-11-27', '17:00'],
    ['next friday noon', '2026-12-04', '12:00'],
    ['next-friday-17:00', '2026-12-04', '17:00'],
    ['in-3-days-9:00', '2026-11-26', '09:00'],
    ['+2w 8am', '2026-12-07', '08:00'],
    ['eom 18:00', '2026-11-30', '18:00'],
    ['27 nov 5 pm', '2026-11-27', '17:00'],
    ['15th 12:00', '2026-12-15', '12:00'],
    ['tonight 20:00', '2026-11-23', '20:00'],
    ['tonight 8pm', '2026-11-23', '20:00'],
    ['5pm tomorrow', '2026-11-24', '17:00'],
    ['yesterday 23:59', '2026-11-22', '23:59'],
    ['today 9:00', '2026-11-23', '09:00'],
    ['tomorrow 0:00', '2026-11-24', '00:00'],
    ['in 2 hours', '2026-11-23', '12:00'],
    ['in-an-hour', '2026-11-23', '11:00'],
    ['in 30 minutes', '2026-11-23', '10:30'],
    ['+90min', '2026-11-23', '11:30'],
    ['+14h', '2026-11-24', '00:00'],
    ['next tuesday', '2026-12-01', null],
    ['next-weekend 10:00', '2026-12-05', '10:00'],
    ['eow 17:00', '2026-11-29', '17:00'],
    ['sat noon', '2026-11-28', '12:00'],
    ['noon sat', '2026-11-28', '12:00'],
    ['2026-12-24 18:30', '2026-12-24', '18:30'],
    ['24-dec-18:30', '2026-12-24', '18:30'],
    ['in-10-weeks', '2027-02-01', null],
    ['+6m', '2027-05-23', null],
    ['31-dec', '2026-12-31', null],
    ['1st', '2026-12-01', null],
    ['on wed', '2026-11-25', null],
    ['the 1st', '2026-12-01', null],
    ['thursday 8am', '2026-11-26', '08:00'],
    ['in ten days', '2026-12-03', null],
    ['24 december 2026', '2026-12-24', null],
    ['wed-11:59pm', '2026-11-25', '23:59'],
    ['end of month 9:00', '2026-11-30', '09:00'],
    ['6 weeks', '2027-01-04', null],
    ['tomorrow noon', '2026-11-24', '12:00'],
    ['+1d 12am', '2026-11-24', '00:00'],
  ])('%s is %s, %s', (text, on, at) => {
    expect(parseDueWords(text, new Date(2026, 10, 23, 10))).toEqual({ on, at });
  });
});

describe.each(ZONES)('on Sunday, 31 January 2027, half an hour after midnight in %s', (zone) => {
  beforeEach(() => vi.stubEnv('TZ', zone));

  it.each([
    ['today', '2027-01-31', null],
    ['tomorrow', '2027-02-01', null],
    ['yesterday', '2027-01-30', null],
    ['sun', '2027-02-07', null],
    ['mon', '2027-02-01', null],
    ['sat', '2027-02-06', null],
    ['this sun', '2027-01-31', null],
    ['next sun', '2027-02-07', null],
    ['next monday', '2027-02-01', null],
    ['next week', '2027-02-01', null],
    ['next month', '2027-02-01', null],
    ['eow', '2027-01-31', null],
    ['eom', '2027-01-31', null],
    ['weekend', '2027-01-31', null],
    ['next weekend', '2027-02-06', null],
    ['in a month', '2027-02-28', null],
    ['+1m', '2027-02-28', null],
    ['+2m', '2027-03-31', null],
    ['+13m', '2028-02-29', null],
    ['in 4 weeks', '2027-02-28', null],
    ['in a year', '2028-01-31', null],
    ['31st', '2027-01-31', null],
    ['30th', '2027-03-30', null],
    ['1st', '2027-02-01', null],
    ['29th', '2027-03-29', null],
    ['31 jan', '2027-01-31', null],
    ['30 jan', '2028-01-30', null],
    ['1 feb', '2027-02-01', null],
    ['29 feb', '2028-02-29', null],
    ['0:29', '2027-02-01', '00:29'],
    ['0:30', '2027-02-01', '00:30'],
    ['0:31', '2027-01-31', '00:31'],
    ['in 23 hours', '2027-01-31', '23:30'],
    ['in an hour', '2027-01-31', '01:30'],
    ['eoy', '2027-12-31', null],
    ['a month ago', '2026-12-31', null],
    ['3 months ago', '2026-10-31', null],
  ])('%s is %s, %s', (text, on, at) => {
    expect(parseDueWords(text, new Date(2027, 0, 31, 0, 30))).toEqual({ on, at });
  });
});

describe.each(ZONES)('on Tuesday, 29 February 2028, half a minute before midnight in %s', (zone) => {
  beforeEach(() => vi.stubEnv('TZ', zone));

  it.each([
    ['today', '2028-02-29', null],
    ['tomorrow', '2028-03-01', null],
    ['yesterday', '2028-02-28', null],
    ['tue', '2028-03-07', null],
    ['wed', '2028-03-01', null],
    ['next tue', '2028-03-07', null],
    ['next wed', '2028-03-08', null],
    ['this-wed', '2028-03-01', null],
    ['next month', '2028-03-01', null],
    ['eom', '2028-02-29', null],
    ['eow', '2028-03-05', null],
    ['in a month', '2028-03-29', null],
    ['in a year', '2029-02-28', null],
    ['in 4 years', '2032-02-29', null],
    ['+12m', '2029-02-28', null],
    ['1y', '2029-02-28', null],
    ['a year ago', '2027-02-28', null],
    ['29 feb', '2028-02-29', null],
    ['28 feb', '2029-02-28', null],
    ['1 mar', '2028-03-01', null],
    ['29th', '2028-02-29', null],
    ['30th', '2028-03-30', null],
    ['23:59', '2028-03-01', '23:59'],
    ['0:00', '2028-03-01', '00:00'],
    ['noon', '2028-03-01', '12:00'],
    ['tonight 23:59', '2028-02-29', '23:59'],
    ['in 1 minute', '2028-03-01', '00:00'],
    ['in 2 minutes', '2028-03-01', '00:01'],
    ['today 23:00', '2028-02-29', '23:00'],
    ['end of next month', '2028-03-31', null],
    ['+10d', '2028-03-10', null],
    ['4 years ago', '2024-02-29', null],
  ])('%s is %s, %s', (text, on, at) => {
    expect(parseDueWords(text, new Date(2028, 1, 29, 23, 59, 30))).toEqual({ on, at });
  });
});

describe('a weekday', () => {
  it.each([
    ['fri', '2026-12-04'],
    ['this fri', '2026-11-27'],
    ['next fri', '2026-12-04'],
    ['sat', '2026-11-28'],
    ['thu', '2026-12-03'],
    ['next thu', '2026-12-03'],
    ['mon', '2026-11-30'],
    ['next mon', '2026-11-30'],
    ['fri 23:00', '2026-12-04'],
    ['fri 9:00', '2026-12-04'],
  ])('on a Friday, %s is %s', (text, on) => {
    expect(parseDueWords(text, new Date(2026, 10, 27, 10)).on).toBe(on);
  });

  it.each([
    [28, 'weekend', '2026-11-28'],
    [29, 'weekend', '2026-11-29'],
    [30, 'weekend', '2026-12-05'],
    [29, 'next weekend', '2026-12-05'],
    [29, 'eow', '2026-11-29'],
    [29, 'next week', '2026-11-30'],
    [29, 'sun', '2026-12-06'],
  ])('on %d November, %s is %s', (day, text, on) => {
    expect(parseDueWords(text, new Date(2026, 10, day, 10)).on).toBe(on);
  });
});

describe('when the clock is put forward or back', () => {
  it.each([
    ['Europe/Berlin', '2027-03-28T00:59:00Z', 'today', '2027-03-28', null],
    ['Europe/Berlin', '2027-03-28T00:59:00Z', '2:30', '2027-03-28', '02:30'],
    ['Europe/Berlin', '2027-03-28T00:59:00Z', 'in 1 minute', '2027-03-28', '03:00'],
    ['Europe/Berlin', '2027-03-27T22:59:00Z', 'tomorrow', '2027-03-28', null],
    ['Europe/Berlin', '2027-03-27T22:59:00Z', '+2d', '2027-03-29', null],
    ['Europe/Berlin', '2026-10-25T00:30:00Z', 'in an hour', '2026-10-25', '02:30'],
    ['Europe/Berlin', '2026-10-24T22:00:00Z', 'in a week', '2026-11-01', null],
    ['Europe/Berlin', '2026-10-25T22:59:59Z', 'tomorrow', '2026-10-26', null],
    ['America/Los_Angeles', '2027-03-14T09:59:00Z', 'in 2 minutes', '2027-03-14', '03:01'],
    ['America/Los_Angeles', '2027-03-14T06:59:00Z', '+1w', '2027-03-20', null],
    ['Pacific/Auckland', '2026-09-26T11:59:59Z', 'tomorrow', '2026-09-27', null],
    ['Pacific/Auckland', '2026-09-26T12:00:00Z', 'in a day', '2026-09-28', null],
    // Santiago skips midnight itself.
    ['America/Santiago', '2026-09-06T03:59:00Z', 'tomorrow 0:30', '2026-09-06', '00:30'],
    ['America/Santiago', '2026-09-06T03:59:00Z', 'next mon', '2026-09-07', null],
  ])('%s at %s: %s is %s, %s', (zone, instant, text, on, at) => {
    vi.stubEnv('TZ', zone);
    expect(parseDueWords(text, new Date(instant))).toEqual({ on, at });
  });
});

describe('what is no date', () => {
  it.each([
    ['', undefined],
    [' ', undefined],
    ['fri or sat', undefined],
    ['fri - sun', undefined],
    ['fri sat', undefined],
    ['mo', undefined],
    ['no 27', undefined],
    ['next', undefined],
    ['next 27 nov', undefined],
    ['last friday', undefined],
    ['a week', undefined],
    ['two weeks', undefined],
    ['in 3 days ago', undefined],
    ['+3', undefined],
    ['-3d', undefined],
    ['+ 3d', undefined],
    ['in 1.5 days', undefined],
    ['3 moons', undefined],
    ['123456d', undefined],
    ['17:00 18:00', undefined],
    ['17:00 fri 18:00', undefined],
    ['5pm today 27', undefined],
    ['fri17:00', undefined],
    ['17', 'Did you mean 17th?'],
    ['1700', undefined],
    ['2026', undefined],
    ['2026-11', undefined],
    ['20261127', undefined],
    ['2026-11-27T17:00Z', undefined],
    ['2026-11-27 17:00:00', undefined],
    ['0999-01-01', undefined],
    ['12026-11-27', undefined],
    ['27 nov 26', undefined],
    ['constructor', undefined],
    ['tomorow', 'Did you mean tomorrow?'],
    ['TOMMOROW', 'Did you mean tomorrow?'],
    ['tody 5pm', 'Did you mean today-5pm?'],
    ['firday', 'Did you mean friday?'],
    ['wendesday', 'Did you mean wednesday?'],
    ['nxt friday', 'Did you mean next-friday?'],
    ['in 3 dayz', 'Did you mean in-3-days?'],
    ['in 3 dyas', 'Did you mean in-3-days?'],
    ['octobre 5', 'Did you mean october-5?'],
    ['fri 17', 'Did you mean fri-17:00?'],
    ['dec', 'Did you mean 1-dec?'],
    ['27/11', 'Name the month, as numbers are read both ways: 27-nov.'],
    ['27.11.', 'Name the month, as numbers are read both ways: 27-nov.'],
    ['3/4', 'Name the month, as numbers are read both ways: 3-apr or 4-mar.'],
    ['03-04-2027', 'Name the month, as numbers are read both ways: 3-apr-2027 or 4-mar-2027.'],
    ['27.11.2026', 'Name the month, as numbers are read both ways: 27-nov-2026.'],
  ])('%j: hint %j', (text, hint) => {
    const error = usageErrorOf(() => parseDueWords(text, NOW));
    expect(error.message).toBe(`The date "${text}" cannot be understood`);
    expect(error.hint).toBe(
      hint ??
        'Write 2026-11-27, 27-nov, today, fri, next-friday, in-3-days, +2w or eom; a time may follow, as in fri-17:00.',
    );
  });

  it.each([
    ['31 feb', 'The date "31 feb" does not exist', 'February has 29 days at most.'],
    ['30-Feb-2027', 'The date "30 feb 2027" does not exist', 'February 2027 has 28 days.'],
    ['2026-02-29', 'The date "2026-02-29" does not exist', 'February 2026 has 28 days.'],
    ['29 feb 1900', 'The date "29 feb 1900" does not exist', 'February 1900 has 28 days.'],
    ['nov 31 17:00', 'The date "nov 31" does not exist', 'November has 30 days at most.'],
    ['0 nov', 'The date "0 nov" does not exist', 'November has 30 days at most.'],
    [
      '2026-13-01',
      'The date "2026-13-01" does not exist',
      'Months run from 1 to 12, their days to 31 at most.',
    ],
    ['32nd', 'The date "32nd" does not exist', 'Months run from 1 to 12, their days to 31 at most.'],
    ['mon 27 nov', 'The date "mon 27 nov" contradicts itself', '27 Nov 2026 is a Friday.'],
    ['sun 2026-11-23', 'The date "sun 2026-11-23" contradicts itself', '23 Nov 2026 is a Monday.'],
    [
      'fri 24:00',
      'The time in "fri 24:00" does not exist',
      'Times run from 0:00 to 23:59, or from 12am to 11:59pm.',
    ],
    ['23:60', 'The time in "23:60" does not exist', 'Times run from 0:00 to 23:59, or from 12am to 11:59pm.'],
    ['13pm', 'The time in "13pm" does not exist', 'Times run from 0:00 to 23:59, or from 12am to 11:59pm.'],
    [
      '0am fri',
      'The time in "0am fri" does not exist',
      'Times run from 0:00 to 23:59, or from 12am to 11:59pm.',
    ],
    [
      '17:00pm',
      'The time in "17:00pm" does not exist',
      'Times run from 0:00 to 23:59, or from 12am to 11:59pm.',
    ],
    [
      'fri midnight',
      'Midnight in "fri midnight" may be the beginning or the end of a day',
      'Write 0:00 for the beginning of the day or 23:59 for its end.',
    ],
    [
      'tonight 8:00',
      'The time in "tonight 8:00" is not in the evening',
      'Write today or tomorrow with that time.',
    ],
    ['+9999y', 'The date "+9999y" is too far away', 'Dates run from 1000-01-01 to 9999-12-31.'],
    [
      '99999 years ago',
      'The date "99999 years ago" is too far away',
      'Dates run from 1000-01-01 to 9999-12-31.',
    ],
  ])('%j: %s', (text, message, hint) => {
    const error = usageErrorOf(() => parseDueWords(text, NOW));
    expect([error.message, error.hint]).toEqual([message, hint]);
  });

  it('is a day of this week that has passed', () => {
    const error = usageErrorOf(() => parseDueWords('this thu', new Date(2026, 10, 27)));
    expect([error.message, error.hint]).toEqual([
      'The day "this thu" has passed',
      'Write thu for the coming Thursday.',
    ]);
  });

  it('lies after the last day that can be stored', () => {
    const end = new Date(9999, 11, 31, 23, 30);
    expect(parseDueWords('today', end).on).toBe('9999-12-31');
    for (const text of ['tomorrow', 'fri', 'next month', '1:00', 'in an hour', '1 jan', 'in a year']) {
      expect(usageErrorOf(() => parseDueWords(text, end)).message).toMatch(/too far away$/);
    }
  });
});

describe('any text', () => {
  it('is a date that can be stored or a usage error', () => {
    const words = fc
      .array(
        fc.constantFrom(
          ...'next this in a +3d 2 weeks fri nov 27 2027 17:00 5 pm noon eom of th - ago , on at'.split(' '),
        ),
        { maxLength: 6 },
      )
      .chain((parts) => fc.constantFrom(parts.join(' '), parts.join('-'), parts.join('')));
    fc.assert(
      fc.property(fc.oneof(words, anyText(/^[-\d:+ adehimnorstuwy]{0,20}$/)), (text) => {
        expectOnlyUsageErrors(() =>
          expect(formatDue(parseDueWords(text, NOW))).toMatch(/^[1-9]\d{3}-\d\d-\d\d( [0-2]\d:[0-5]\d)?$/),
        );
      }),
      { numRuns: runs(500) },
    );
  });

  it('may be a date to come as it is shown', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1, max: 3000 }), fc.constantFrom(null, '00:00', '17:05'), (days, at) => {
        const due = { on: today(new Date(2026, 10, 23 + days)), at };
        expect(parseDueWords(describeDue(due, NOW), NOW)).toEqual(due);
        expect(parseDueWords(describeDue(due, NOW).replaceAll(' ', '-'), NOW)).toEqual(due);
      }),
    );
  });
});
