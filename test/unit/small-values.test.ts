import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../src/domain/duration.ts';
import { formatNumbers } from '../../src/domain/number-list.ts';
import { parsePriority } from '../../src/domain/priority.ts';
import { quoted } from '../../src/domain/quoted.ts';
import { usageErrorOf } from './usage-error.ts';

describe('parsePriority', () => {
  it.each([
    ['High', ['high', 'High', 'HIGH', 'h', 'H', '1', ' high ']],
    ['Medium', ['medium', 'MeDiUm', 'm', '2']],
    ['Low', ['low', 'L', '3']],
  ])('reads %s', (priority, texts) => {
    expect(texts.map(parsePriority)).toEqual(texts.map(() => priority));
  });

  it.each(['urgent', '', '0', '4', 'hi', 'High!', 'constructor', '__proto__'])('does not know %j', (text) => {
    expect(usageErrorOf(() => parsePriority(text)).message).toBe(
      `The priority "${text}" is none of high, medium and low`,
    );
  });
});

describe('a wrong priority', () => {
  it.each([
    ['hihg', 'high'],
    ['HIGH!', 'high'],
    ['hgh', 'high'],
    ['hi', 'high'],
    ['lwo', 'low'],
    ['lo', 'low'],
    ['lowest', undefined],
    ['med', 'medium'],
    ['mid', undefined],
    ['meduim', 'medium'],
    ['normal', undefined],
    ['urgent', undefined],
    ['0', undefined],
    ['4', undefined],
    ['x', undefined],
    ['', undefined],
    ['constructor', undefined],
  ])('is answered with the nearest good one, if there is one: %j is %s', (text, meant) => {
    expect(usageErrorOf(() => parsePriority(text)).hint).toBe(
      meant === undefined ? 'Write high, medium or low (or h, m, l, or 1, 2, 3).' : `Did you mean ${meant}?`,
    );
  });
});

describe('parseDuration', () => {
  it.each([
    ['1m', 60],
    ['90m', 5400],
    ['12h', 43_200],
    ['30d', 2_592_000],
    ['30D', 2_592_000],
    [' 2w ', 1_209_600],
    ['007d', 604_800],
    ['400d', 34_560_000],
    ['576000m', 34_560_000],
  ])('reads %j as %d seconds', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each(['', '30', 'd', '0d', '-1d', '1.5h', '30 days', '1y', '1s', '1h30m', '١d', '1e3d'])(
    'does not understand %j',
    (text) => {
      expect(usageErrorOf(() => parseDuration(text)).message).toBe(
        `The duration "${text}" cannot be understood`,
      );
    },
  );

  it.each(['401d', '58w', '9601h', '99999999999999999999d'])('finds %s too long', (text) => {
    expect(usageErrorOf(() => parseDuration(text)).message).toBe(`The duration "${text}" is too long`);
  });
});

describe('formatNumbers', () => {
  it.each([
    [[], ''],
    [[3], '3'],
    [[3, 5, 8, 9, 10, 11], '3, 5, 8-11'],
    [[8, 9], '8, 9'],
    [[11, 3, 10, 5, 9, 8, 8, 3], '3, 5, 8-11'],
    [[1, 2, 3, 4], '1-4'],
    [[2_147_483_645, 2_147_483_646, 2_147_483_647], '2147483645-2147483647'],
  ])('writes %j', (numbers, text) => {
    expect(formatNumbers(numbers)).toBe(text);
  });
});

describe('quoted', () => {
  it.each([
    ['soon', '"soon"'],
    ['', '""'],
    ['\u001B[31mred\nline \u202E', String.raw`"\x1b[31mred\nline \u202e"`],
    ['x'.repeat(60), `"${'x'.repeat(60)}"`],
    ['x'.repeat(61), `"${'x'.repeat(60)}…"`],
    ['🧺'.repeat(61), `"${'🧺'.repeat(60)}…"`],
  ])('shows %j', (value, text) => {
    expect(quoted(value)).toBe(text);
  });
});
