import { parseDueWords } from '../../src/domain/date-language.ts';
import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  abbreviateDue,
  describeDaysAgo,
  describeDistance,
  describeDue,
  formatDue,
  isOverdue,
  today,
  wallClock,
} from '../../src/domain/due-date.ts';
import { usageErrorOf } from './usage-error.ts';

/** A Monday, ten o'clock in Berlin. */
const NOW = new Date(2026, 10, 23, 10, 0);

afterEach(() => vi.unstubAllEnvs());

describe('parseDueWords', () => {
  it.each([
    ['2026-11-27', '2026-11-27', null],
    ['  2026-11-27\n', '2026-11-27', null],
    ['2026-11-27 17:00', '2026-11-27', '17:00'],
    ['2026-11-27T17:00', '2026-11-27', '17:00'],
    ['2026-11-27t09:05', '2026-11-27', '09:05'],
    ['2026-11-27   9:30', '2026-11-27', '09:30'],
    ['2026-11-27 0:00', '2026-11-27', '00:00'],
    ['2026-11-27 23:59', '2026-11-27', '23:59'],
    ['today', '2026-11-23', null],
    ['TODAY 8:15', '2026-11-23', '08:15'],
    ['tomorrow', '2026-11-24', null],
    ['Tomorrow 17:00', '2026-11-24', '17:00'],
    ['tomorrowT17:00', '2026-11-24', '17:00'],
    ['2028-02-29', '2028-02-29', null],
    ['2000-02-29', '2000-02-29', null],
    ['1000-01-01', '1000-01-01', null],
    ['9999-12-31 23:59', '9999-12-31', '23:59'],
  ])('reads %j', (text, on, at) => {
    expect(parseDueWords(text, NOW)).toEqual({ on, at });
  });

  it.each([
    '',
    ' ',
    'now',
    'today tomorrow',
    'today 17',
    'today 17:00 sharp',
    'today17:00',
    'T17:00',
    '2026-11-27 17:00:00',
    '2026-11-27T17:00Z',
    '2026-11-27 17:00 +01:00',
    '2026-11-27 1:0',
    '27.11.2026',
    '11/27/2026',
    '2026-1-1',
    '20261127',
    '0999-01-01',
    '10000-01-01',
    '+002026-11-27',
    '2026‐11‐27',
    '２０２６-11-27',
  ])('does not understand %j', (text) => {
    expect(usageErrorOf(() => parseDueWords(text, NOW)).message).toBe(
      `The date "${text}" cannot be understood`,
    );
  });

  it.each(['2026-02-29', '1900-02-29', '2026-06-31', '2026-13-01', '2026-00-10', '2026-01-00', '2026-01-32'])(
    'knows that %s is not in the calendar',
    (text) => {
      expect(usageErrorOf(() => parseDueWords(text, NOW)).message).toBe(`The date "${text}" does not exist`);
    },
  );

  it.each(['today 24:00', 'today 23:60', 'today 99:99'])('knows that %s is not on the clock', (text) => {
    expect(usageErrorOf(() => parseDueWords(text, NOW)).message).toBe(`The time in "${text}" does not exist`);
  });

  it('reads back what formatDue writes', () => {
    const days = fc
      .date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    const times = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }));
    const clock = times.map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
    fc.assert(
      fc.property(fc.record({ on: days, at: fc.option(clock) }), (due) => {
        expect(parseDueWords(formatDue(due), NOW)).toEqual(due);
      }),
    );
  });
});

describe('today, tomorrow and the clock', () => {
  it.each([
    ['2026-11-23T22:59:00Z', 'Europe/Berlin', '2026-11-23', '23:59', '2026-11-24'],
    ['2026-11-23T23:00:00Z', 'Europe/Berlin', '2026-11-24', '00:00', '2026-11-25'],
    ['2026-03-28T23:30:00Z', 'Europe/Berlin', '2026-03-29', '00:30', '2026-03-30'],
    ['2026-03-29T21:59:00Z', 'Europe/Berlin', '2026-03-29', '23:59', '2026-03-30'],
    ['2026-10-24T22:00:00Z', 'Europe/Berlin', '2026-10-25', '00:00', '2026-10-26'],
    ['2026-10-25T22:59:00Z', 'Europe/Berlin', '2026-10-25', '23:59', '2026-10-26'],
    ['2026-12-31T10:00:00Z', 'Pacific/Kiritimati', '2027-01-01', '00:00', '2027-01-02'],
    ['2027-01-01T10:59:00Z', 'Pacific/Pago_Pago', '2026-12-31', '23:59', '2027-01-01'],
    ['2028-02-28T18:29:00Z', 'Asia/Kolkata', '2028-02-28', '23:59', '2028-02-29'],
    // Lord Howe Island moves its clock by half an hour; Santiago skips midnight itself.
    ['2026-10-03T15:30:00Z', 'Australia/Lord_Howe', '2026-10-04', '02:30', '2026-10-05'],
    ['2026-09-06T03:59:00Z', 'America/Santiago', '2026-09-05', '23:59', '2026-09-06'],
    ['2026-09-06T04:00:00Z', 'America/Santiago', '2026-09-06', '01:00', '2026-09-07'],
  ])('at %s in %s it is %s, %s, and tomorrow %s', (instant, zone, day, time, nextDay) => {
    vi.stubEnv('TZ', zone);
    const now = new Date(instant);
    expect([today(now), wallClock(now)]).toEqual([day, time]);
    expect(parseDueWords('today', now).on).toBe(day);
    expect(parseDueWords('tomorrow', now).on).toBe(nextDay);
  });

  it('has no tomorrow after the last day that can be stored', () => {
    expect(parseDueWords('today', new Date(9999, 11, 31)).on).toBe('9999-12-31');
    expect(usageErrorOf(() => parseDueWords('tomorrow', new Date(9999, 11, 31))).code).toBe('usage');
  });
});

describe('a due date in words', () => {
  it.each([
    ['2026-11-23', null, 'today', 'today', null],
    ['2026-11-23', '17:00', 'today 17:00', 'today 17:00', null],
    ['2026-11-24', null, 'tomorrow', 'tomorrow', null],
    ['2026-11-24', '09:30', 'tomorrow 09:30', 'tomorrow', null],
    ['2026-11-22', null, 'yesterday', 'yesterday', null],
    ['2026-11-22', '09:30', 'yesterday 09:30', 'yesterday', null],
    ['2026-11-25', null, 'Wed 25 Nov', '25 Nov', 'in 2 days'],
    ['2026-11-27', null, 'Fri 27 Nov', '27 Nov', 'in 4 days'],
    ['2026-11-27', '17:00', 'Fri 27 Nov 17:00', '27 Nov', 'in 4 days'],
    ['2026-11-21', null, 'Sat 21 Nov', '21 Nov', '2 days ago'],
    ['2026-12-06', null, 'Sun 6 Dec', '6 Dec', 'in 13 days'],
    ['2026-12-07', null, 'Mon 7 Dec', '7 Dec', 'in 2 weeks'],
    ['2026-01-05', null, 'Mon 5 Jan', '5 Jan', '11 months ago'],
    ['2027-01-06', null, 'Wed 6 Jan 2027', '2027-01-06', 'in 6 weeks'],
    ['2025-11-23', null, 'Sun 23 Nov 2025', '2025-11-23', '12 months ago'],
    ['2031-11-23', '00:00', 'Sun 23 Nov 2031 00:00', '2031-11-23', 'in 5 years'],
    ['1000-01-01', null, 'Wed 1 Jan 1000', '1000-01-01', '1027 years ago'],
  ])('says of %s at %s: %s, %s, %s', (on, at, words, short, distance) => {
    expect(describeDue({ on, at }, NOW)).toBe(words);
    expect(abbreviateDue({ on, at }, NOW)).toBe(short);
    expect(describeDistance({ on, at }, NOW)).toBe(distance);
  });

  it('counts calendar days, even over the night in which the clock changes', () => {
    const lateBeforeTheChange = new Date(2026, 2, 28, 23, 30);
    expect(describeDue({ on: '2026-03-29', at: null }, lateBeforeTheChange)).toBe('tomorrow');
    expect(describeDistance({ on: '2026-03-30', at: null }, lateBeforeTheChange)).toBe('in 2 days');
  });

  it('names the year from New Year on', () => {
    const newYearsEve = new Date(2026, 11, 31, 23, 59);
    expect(describeDue({ on: '2027-01-01', at: null }, newYearsEve)).toBe('tomorrow');
    expect(describeDue({ on: '2027-01-02', at: null }, newYearsEve)).toBe('Sat 2 Jan 2027');
  });
});

describe('describeDaysAgo', () => {
  it.each([
    ['2026-11-24', null],
    ['2026-11-23', null],
    ['2026-11-22', null],
    ['2026-11-21', '2 days ago'],
    ['2026-11-10', '13 days ago'],
    ['2026-11-09', null],
    ['2025-11-21', null],
  ])('of %s is %s', (on, words) => {
    expect(describeDaysAgo({ on, at: null }, NOW)).toBe(words);
  });
});

describe('isOverdue', () => {
  it.each([
    ['2026-11-22', null, true],
    ['2026-11-22', '23:59', true],
    ['2026-11-23', null, false],
    ['2026-11-23', '09:59', true],
    ['2026-11-23', '10:00', false],
    ['2026-11-23', '10:01', false],
    ['2026-11-24', '00:00', false],
  ])('%s %s, at ten on 23 November: %s', (on, at, overdue) => {
    expect(isOverdue({ on, at }, NOW)).toBe(overdue);
  });

  it('lets a time of this minute pass only with the minute', () => {
    expect(isOverdue({ on: '2026-11-23', at: '10:00' }, new Date(2026, 10, 23, 10, 0, 59))).toBe(false);
    expect(isOverdue({ on: '2026-11-23', at: '10:00' }, new Date(2026, 10, 23, 10, 1, 0))).toBe(true);
  });

  it('goes by the clock where its owner is', () => {
    const now = new Date('2026-11-23T23:30:00Z');
    vi.stubEnv('TZ', 'Europe/London');
    expect(isOverdue({ on: '2026-11-23', at: null }, now)).toBe(false);
    vi.stubEnv('TZ', 'Europe/Berlin');
    expect(isOverdue({ on: '2026-11-23', at: null }, now)).toBe(true);
  });
});
