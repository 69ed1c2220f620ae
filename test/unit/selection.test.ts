import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNumbers } from '../../src/domain/number-list.ts';
import { parseSelection } from '../../src/domain/selection.ts';
import { anyText, expectOnlyUsageErrors, usageErrorOf } from './usage-error.ts';

const ID = '019ab12c-3def-7abc-8def-0123456789ab';

describe('parseSelection', () => {
  it.each([
    [['3'], [3]],
    [['#3'], [3]],
    [
      ['3', '5', '8-11', '4,6'],
      [3, 4, 5, 6, 8, 9, 10, 11],
    ],
    [
      ['3,', '5'],
      [3, 5],
    ],
    [['3 5, 7'], [3, 5, 7]],
    [['#8-#11'], [8, 9, 10, 11]],
    [['#8-9'], [8, 9]],
    [['5-5'], [5]],
    [
      ['5', '4-6', '5'],
      [4, 5, 6],
    ],
    [['007'], [7]],
    [['2147483647'], [2_147_483_647]],
    [['19876543'], [19_876_543]],
    [['12345678-12345680'], [12_345_678, 12_345_679, 12_345_680]],
    [['#01987654'], [1_987_654]],
  ])('reads %j as numbers', (words, numbers) => {
    expect(parseSelection(words)).toEqual({ numbers, idPrefixes: [] });
  });

  it.each([
    [['019ab12c'], ['019ab12c']],
    [['019AB12C'], ['019ab12c']],
    [['019ab12c-'], ['019ab12c']],
    [['019ab12c3'], ['019ab12c-3']],
    [['019ab12c-3'], ['019ab12c-3']],
    [['019ab12c3def7'], ['019ab12c-3def-7']],
    [['019ab12c-3def-7abc-8'], ['019ab12c-3def-7abc-8']],
    [[ID], [ID]],
    [[ID.replaceAll('-', '')], [ID]],
    [[ID, ID.toUpperCase()], [ID]],
    // Digits alone: as the ids that this program makes start with 0, and numbers do not.
    [['01987654'], ['01987654']],
    [['01987654-3210'], ['01987654-3210']],
    [['019876543210'], ['01987654-3210']],
    [['12345678-1234-1234'], ['12345678-1234-1234']],
  ])('reads %j as beginnings of ids', (words, idPrefixes) => {
    expect(parseSelection(words)).toEqual({ numbers: [], idPrefixes });
  });

  it('reads numbers and ids side by side', () => {
    expect(parseSelection(['7,019ab12c', '2-3'])).toEqual({ numbers: [2, 3, 7], idPrefixes: ['019ab12c'] });
  });

  it.each([
    [['0'], '"0" names no task'],
    [['#0'], '"#0" names no task'],
    [['0-3'], '"0" names no task'],
    [['00'], '"00" names no task'],
    [['-3'], '"-3" names no task'],
    [['3-'], '"3-" names no task'],
    [['3-5-8'], '"3-5-8" names no task'],
    [['+3'], '"+3" names no task'],
    [['3.5'], '"3.5" names no task'],
    [['1e3'], '"1e3" names no task'],
    [['0x10'], '"0x10" names no task'],
    [['milk'], '"milk" names no task'],
    [['３'], '"３" names no task'],
    [['019ab12'], '"019ab12" names no task'],
    [['019ab12g'], '"019ab12g" names no task'],
    [['019ab-12c3'], '"019ab-12c3" names no task'],
    [['019ab12c3-def'], '"019ab12c3-def" names no task'],
    [[`${ID}0`], `"${ID}0" names no task`],
    [['8–11'], '"8–11" names no task'],
    [['constructor'], '"constructor" names no task'],
    [['3', '\u001B[31m'], String.raw`"\x1b[31m" names no task`],
    [['2147483648'], 'The number "2147483648" is too large for a task'],
    [['99999999999999999999'], 'The number "99999999999999999999" is too large for a task'],
    [['5-3'], 'The range "5-3" runs backwards'],
    [['12345678-1234'], 'The range "12345678-1234" runs backwards'],
    [['1-10001'], 'More than 10000 tasks are named'],
    [['1-2147483647'], 'More than 10000 tasks are named'],
    [['1-9000', '20000-29000'], 'More than 10000 tasks are named'],
    [[], 'No task is named'],
    [[',', ' '], 'No task is named'],
  ])('refuses %j', (words, message) => {
    expect(usageErrorOf(() => parseSelection(words)).message).toBe(message);
  });

  it('takes 10,000 ids at most', () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => `0${String(index).padStart(7, '0')}`);
    expect(parseSelection(ids).idPrefixes).toHaveLength(10_000);
    expect(usageErrorOf(() => parseSelection([...ids, '3'])).message).toBe('More than 10000 tasks are named');
  });

  it('takes a range of 10,000', () => {
    expect(parseSelection(['1-10000']).numbers).toHaveLength(10_000);
  });

  it('takes any words without breaking', () => {
    fc.assert(
      fc.property(fc.array(anyText(/^[#\d\-,a-f ]{0,40}$/), { maxLength: 4 }), (words) => {
        expectOnlyUsageErrors(() => {
          const { numbers, idPrefixes } = parseSelection(words);
          expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
          expect(numbers.every((number) => number >= 1 && number <= 2_147_483_647)).toBe(true);
          expect(
            idPrefixes.every((prefix) => ID.length >= prefix.length && /^[\da-f]{8}[-\da-f]*$/.test(prefix)),
          ).toBe(true);
        });
      }),
    );
  });

  it('reads back what formatNumbers writes', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (numbers) => {
        expect(parseSelection([formatNumbers(numbers)])).toEqual({
          numbers: numbers.toSorted((a, b) => a - b),
          idPrefixes: [],
        });
      }),
    );
  });

  it('finds an id by every beginning of it, with dashes or without', () => {
    fc.assert(
      fc.property(fc.uuid({ version: 7 }), fc.integer({ min: 9, max: 36 }), (id, length) => {
        const v7 = `0${id.slice(1)}`;
        const [prefix = ''] = parseSelection([v7.slice(0, length)]).idPrefixes;
        expect(v7.startsWith(prefix)).toBe(true);
        expect(prefix).toBe(v7.slice(0, length).replace(/-$/, ''));
        expect(parseSelection([prefix.replaceAll('-', '')]).idPrefixes).toEqual([prefix]);
      }),
    );
  });
});
