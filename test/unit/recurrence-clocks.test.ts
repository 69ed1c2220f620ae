import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { today } from '../../src/domain/due-date.ts';
import { firstOccurrence, nextOccurrence, parseRecurrence } from '../../src/domain/recurrence.ts';

afterEach(() => vi.unstubAllEnvs());

const ZONES = ['America/Los_Angeles', 'Europe/Berlin', 'Pacific/Auckland'];

/** The dates of a task that was added with this recurrence and is done on every date on which it is due; null: the series is over. */
function dates(phrase: string, now: Date, count: number): (string | null)[] {
  let pattern = parseRecurrence(phrase);
  let on = firstOccurrence(pattern, today(now)) ?? null;
  const found = [on];
  let completedOn = today(now);
  while (found.length < count) {
    const next = on === null ? undefined : nextOccurrence(pattern, on, completedOn);
    on = next?.on ?? null;
    pattern = next?.recursionPattern ?? pattern;
    completedOn = on ?? completedOn;
    found.push(on);
  }
  return found;
}

describe.each(
  ZONES.flatMap(
    (zone) =>
      [
        [zone, 'half a minute after midnight', 0, 0, 30],
        [zone, 'ten o’clock', 10, 0, 0],
        [zone, 'half a minute before midnight', 23, 59, 30],
      ] as const,
  ),
)('on Monday, 23 November 2026, in %s at %s', (zone, _name, hours, minutes, seconds) => {
  beforeEach(() => vi.stubEnv('TZ', zone));

  it.each([
    ['daily', '2026-11-23', '2026-11-24', '2026-11-25'],
    ['day', '2026-11-23', '2026-11-24', '2026-11-25'],
    ['every day', '2026-11-23', '2026-11-24', '2026-11-25'],
    ['every other day', '2026-11-23', '2026-11-25', '2026-11-27'],
    ['3d', '2026-11-23', '2026-11-26', '2026-11-29'],
    ['every 3 days', '2026-11-23', '2026-11-26', '2026-11-29'],
    ['every three days', '2026-11-23', '2026-11-26', '2026-11-29'],
    ['10 days', '2026-11-23', '2026-12-03', '2026-12-13'],
    ['3d!', '2026-11-23', '2026-11-26', '2026-11-29'],
    ['weekly', '2026-11-23', '2026-11-30', '2026-12-07'],
    ['week', '2026-11-23', '2026-11-30', '2026-12-07'],
    ['2w', '2026-11-23', '2026-12-07', '2026-12-21'],
    ['every-2-weeks', '2026-11-23', '2026-12-07', '2026-12-21'],
    ['every other week', '2026-11-23', '2026-12-07', '2026-12-21'],
    ['fortnightly', '2026-11-23', '2026-12-07', '2026-12-21'],
    ['weekdays', '2026-11-23', '2026-11-24', '2026-11-25'],
    ['workdays', '2026-11-23', '2026-11-24', '2026-11-25'],
    ['mon-fri', '2026-11-23', '2026-11-24', '2026-11-25'],
    ['weekends', '2026-11-28', '2026-11-29', '2026-12-05'],
    ['mon', '2026-11-23', '2026-11-30', '2026-12-07'],
    ['every monday', '2026-11-23', '2026-11-30', '2026-12-07'],
    ['sundays', '2026-11-29', '2026-12-06', '2026-12-13'],
    ['mon,thu', '2026-11-23', '2026-11-26', '2026-11-30'],
    ['Thu, Mon', '2026-11-23', '2026-11-26', '2026-11-30'],
    ['tue and fri', '2026-11-24', '2026-11-27', '2026-12-01'],
    ['mon,wed & fri', '2026-11-23', '2026-11-25', '2026-11-27'],
    ['every other monday', '2026-11-23', '2026-12-07', '2026-12-21'],
    ['every 2 weeks on wed', '2026-11-25', '2026-12-09', '2026-12-23'],
    ['every other weekend', '2026-11-28', '2026-11-29', '2026-12-12'],
    ['weekly on friday', '2026-11-27', '2026-12-04', '2026-12-11'],
    ['monthly', '2026-11-23', '2026-12-23', '2027-01-23'],
    ['month', '2026-11-23', '2026-12-23', '2027-01-23'],
    ['quarterly', '2026-11-23', '2027-02-23', '2027-05-23'],
    ['6m', '2026-11-23', '2027-05-23', '2027-11-23'],
    ['every third month', '2026-11-23', '2027-02-23', '2027-05-23'],
    ['15th', '2026-12-15', '2027-01-15', '2027-02-15'],
    ['1st', '2026-12-01', '2027-01-01', '2027-02-01'],
    ['last day', '2026-11-30', '2026-12-31', '2027-01-31'],
    ['last day of the month', '2026-11-30', '2026-12-31', '2027-01-31'],
    ['monthly on the 1st and 15th', '2026-12-01', '2026-12-15', '2027-01-01'],
    ['15th and last day', '2026-11-30', '2026-12-15', '2026-12-31'],
    ['every month on the 29th', '2026-11-29', '2026-12-29', '2027-01-29'],
    ['every month on the 30th', '2026-11-30', '2026-12-30', '2027-01-30'],
    ['every month on the 31st', '2026-11-30', '2026-12-31', '2027-01-31'],
    ['last friday', '2026-11-27', '2026-12-25', '2027-01-29'],
    ['every-month-on-the-last-friday', '2026-11-27', '2026-12-25', '2027-01-29'],
    ['second tuesday of the month', '2026-12-08', '2027-01-12', '2027-02-09'],
    ['every month on the 1st and 3rd monday', '2026-12-07', '2026-12-21', '2027-01-04'],
    ['every 2 months on the 2nd tue', '2026-12-08', '2027-02-09', '2027-04-13'],
    ['last weekday', '2026-11-30', '2026-12-31', '2027-01-29'],
    ['every month on the first workday', '2026-12-01', '2027-01-01', '2027-02-01'],
    ['yearly', '2026-11-23', '2027-11-23', '2028-11-23'],
    ['annually', '2026-11-23', '2027-11-23', '2028-11-23'],
    ['2y', '2026-11-23', '2028-11-23', '2030-11-23'],
    ['every year on 24 dec', '2026-12-24', '2027-12-24', '2028-12-24'],
    ['24-dec', '2026-12-24', '2027-12-24', '2028-12-24'],
    ['december 24th', '2026-12-24', '2027-12-24', '2028-12-24'],
    ['1st of may', '2027-05-01', '2028-05-01', '2029-05-01'],
    ['every year on 29 feb', '2027-02-28', '2028-02-29', '2029-02-28'],
    ['every 4 years on nov 5', '2027-11-05', '2031-11-05', '2035-11-05'],
    ['every year on the fourth thursday of november', '2026-11-26', '2027-11-25', '2028-11-23'],
    ['last monday of may', '2027-05-31', '2028-05-29', '2029-05-28'],
    ['weekly 5 times', '2026-11-23', '2026-11-30', '2026-12-07'],
    ['weekly until 2026-11-29', '2026-11-23', null, null],
    ['every-day-until-2027-01-01', '2026-11-23', '2026-11-24', '2026-11-25'],
    ['monthly!', '2026-11-23', '2026-12-23', '2027-01-23'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', '2026-11-23', '2026-12-07', '2026-12-21'],
    ['FREQ=MONTHLY;BYMONTHDAY=31', '2026-12-31', '2027-01-31', '2027-03-31'],
    ['FREQ=YEARLY;BYDAY=20MO', '2027-05-17', '2028-05-15', '2029-05-14'],
    ['rrule:freq=daily;interval=2', '2026-11-23', '2026-11-25', '2026-11-27'],
  ])('%s begins on %s and goes on with %s and %s', (phrase, first, second, third) => {
    const now = new Date(2026, 10, 23, hours, minutes, seconds);
    expect(dates(phrase, now, 3)).toEqual([first, second, third]);
  });
});

describe('a recurrence without a due date begins on the first day that fits, whatever its interval', () => {
  it.each([
    ['every other monday', '2026-11-24', '2026-11-30', '2026-12-14'],
    ['every 2 weeks on wed', '2026-11-27', '2026-12-02', '2026-12-16'],
    ['every other weekend', '2026-11-29', '2026-11-29', '2026-12-12'],
    ['every 2 weeks', '2026-11-27', '2026-11-27', '2026-12-11'],
    ['every third month', '2027-01-31', '2027-01-31', '2027-04-30'],
    ['every 6 months on the 1st', '2026-11-23', '2026-12-01', '2027-06-01'],
    ['every 4 years on 29 feb', '2026-11-23', '2027-02-28', '2031-02-28'],
    ['FREQ=DAILY;INTERVAL=7;BYDAY=TU', '2026-11-23', '2026-11-24', '2026-12-01'],
  ])('%s on %s: %s, %s', (phrase, day, first, second) => {
    expect(dates(phrase, new Date(`${day}T10:00:00`), 2)).toEqual([first, second]);
  });
});

describe('on the days on which the clock is put forward or back', () => {
  it.each([
    ['Europe/Berlin', '2027-03-27T22:59:59Z', 'daily', ['2027-03-27', '2027-03-28', '2027-03-29']],
    ['Europe/Berlin', '2027-03-28T21:59:59Z', 'daily', ['2027-03-28', '2027-03-29', '2027-03-30']],
    ['Europe/Berlin', '2027-10-31T22:59:59Z', 'sundays', ['2027-10-31', '2027-11-07', '2027-11-14']],
    ['Europe/Berlin', '2027-10-30T22:00:00Z', 'last day', ['2027-10-31', '2027-11-30', '2027-12-31']],
    ['America/Los_Angeles', '2027-03-15T06:59:59Z', 'weekly', ['2027-03-14', '2027-03-21', '2027-03-28']],
    ['America/Los_Angeles', '2027-11-07T07:00:00Z', '2d', ['2027-11-07', '2027-11-09', '2027-11-11']],
    ['America/Los_Angeles', '2027-11-08T07:59:59Z', '2d', ['2027-11-07', '2027-11-09', '2027-11-11']],
    ['Pacific/Auckland', '2026-09-26T12:00:00Z', 'daily', ['2026-09-27', '2026-09-28', '2026-09-29']],
    ['Pacific/Auckland', '2026-09-27T10:59:59Z', 'daily', ['2026-09-27', '2026-09-28', '2026-09-29']],
    ['Pacific/Auckland', '2027-04-04T11:59:59Z', 'monthly', ['2027-04-04', '2027-05-04', '2027-06-04']],
  ])('%s at %s: %s comes on %j', (zone, instant, phrase, expected) => {
    vi.stubEnv('TZ', zone);
    expect(dates(phrase, new Date(instant), 3)).toEqual(expected);
  });
});
