import { describe, expect, it } from 'vitest';
import { formatMonth } from '../../src/domain/month.ts';
import { parseMonth } from '../../src/domain/month-language.ts';
import { usageErrorOf } from './usage-error.ts';

/** A Monday. */
const NOW = new Date(2026, 10, 23, 10, 0);

const read = (text: string, now = NOW): string => formatMonth(parseMonth(text, now));

describe('a month', () => {
  it.each([
    ['this', '2026-11'],
    ['this month', '2026-11'],
    ['next', '2026-12'],
    ['next-month', '2026-12'],
    ['Last', '2026-10'],
    ['last-month', '2026-10'],
    ['previous', '2026-10'],
    ['prev', '2026-10'],
    ['+1', '2026-12'],
    ['+2', '2027-01'],
    ['-2', '2026-09'],
    ['-11', '2025-12'],
    ['+0', '2026-11'],
    ['-0', '2026-11'],
    ['+1200', '2126-11'],
    ['2026-12', '2026-12'],
    ['2026-2', '2026-02'],
    ['2026/12', '2026-12'],
    ['202612', '2026-12'],
    ['12/2026', '2026-12'],
    ['12.2026', '2026-12'],
    ['12', '2026-12'],
    ['10', '2027-10'],
    ['nov', '2026-11'],
    ['dec', '2026-12'],
    ['DECEMBER', '2026-12'],
    ['sept', '2027-09'],
    ['oct', '2027-10'],
    ['dec-2027', '2027-12'],
    ['december 2027', '2027-12'],
    ['march of 2028', '2028-03'],
    ['2027-dec', '2027-12'],
    ['this oct', '2026-10'],
    ['last-oct', '2026-10'],
    ['last nov', '2025-11'],
    ['last-dec', '2025-12'],
    ['next-nov', '2027-11'],
    ['next dec', '2026-12'],
    ['next oct', '2027-10'],
    ['1000-01', '1000-01'],
    ['9999-12', '9999-12'],
    // Days, of which the month is meant.
    ['2027-02-28', '2027-02'],
    ['today', '2026-11'],
    ['in-3-months', '2027-02'],
    ['2 months ago', '2026-09'],
    ['next-year', '2027-01'],
    ['eoy', '2026-12'],
    ['24-dec', '2026-12'],
    ['next-week', '2026-11'],
    ['fri', '2026-11'],
    ['+3m', '2027-02'],
  ])('can be said as "%s": %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('is counted from the first, so that none is skipped on the 31st', () => {
    const now = new Date(2027, 0, 31, 23, 59);
    expect(['next', '+1', '-2', 'last'].map((text) => read(text, now))).toEqual([
      '2027-02',
      '2027-02',
      '2026-11',
      '2026-12',
    ]);
  });

  it.each([
    ['decembre', 'Did you mean december?'],
    ['decc', 'Did you mean dec?'],
    ['nxet', 'Did you mean next?'],
    ['lst-month', 'Did you mean last-month?'],
    ['in-tree-months', 'Did you mean in-three-months?'],
    ['', 'Write 2026-12, dec, dec-2027, next, last, +1 or -2.'],
    ['2027', 'Write 2026-12, dec, dec-2027, next, last, +1 or -2.'],
    ['someday', 'Write 2026-12, dec, dec-2027, next, last, +1 or -2.'],
    ['last dec 2027', 'Write 2026-12, dec, dec-2027, next, last, +1 or -2.'],
    ['0999-12', 'Write 2026-12, dec, dec-2027, next, last, +1 or -2.'],
    ['constructor', 'Write 2026-12, dec, dec-2027, next, last, +1 or -2.'],
    ['x'.repeat(100), 'Write 2026-12, dec, dec-2027, next, last, +1 or -2.'],
  ])('is not "%s": %s', (text, hint) => {
    const error = usageErrorOf(() => parseMonth(text, NOW));
    expect(error.message).toMatch(/^The month ".*" cannot be understood$/);
    expect(error.hint).toBe(hint);
  });

  it.each([
    ['2026-13', 'The month "2026-13" does not exist', 'Months run from 1 to 12.'],
    ['2026-00', 'The month "2026-00" does not exist', 'Months run from 1 to 12.'],
    ['13', 'The month "13" does not exist', 'Months run from 1 to 12.'],
    ['-99999', 'The month "-99999" is too far away', 'Months run from 1000-01 to 9999-12.'],
    ['+99999', 'The month "+99999" is too far away', 'Months run from 1000-01 to 9999-12.'],
    ['2027-02-29', 'The date "2027-02-29" does not exist', 'February 2027 has 28 days.'],
  ])('is not "%s", as it does not exist', (text, message, hint) => {
    expect(usageErrorOf(() => parseMonth(text, NOW))).toMatchObject({ message, hint });
  });
});
