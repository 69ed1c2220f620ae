import { describe, expect, it } from 'vitest';
import { firstWeekday } from '../../src/local/week-begin.ts';

const [MONDAY, SATURDAY, SUNDAY] = [0, 5, 6];

describe('a week begins', () => {
  it.each([
    ['de_DE.UTF-8', MONDAY],
    ['de_AT@euro', MONDAY],
    ['en_GB', MONDAY],
    ['en_US.UTF-8', SUNDAY],
    ['en', SUNDAY],
    ['pt_BR.ISO-8859-1', SUNDAY],
    ['ar_EG.UTF-8', SATURDAY],
    ['fa_IR', SATURDAY],
    ['ca_ES.UTF-8@valencia', MONDAY],
    ['C', MONDAY],
    ['C.UTF-8', MONDAY],
    ['POSIX', MONDAY],
    ['', MONDAY],
    ['.', MONDAY],
    ['no such locale', MONDAY],
    ['x_!', MONDAY],
    ['\0', MONDAY],
  ])('in %s on weekday %i', (locale, expected) => {
    expect(firstWeekday({ LANG: locale }, 'linux')).toBe(expected);
  });

  it('as the first variable says that is set', () => {
    expect(firstWeekday({ LC_TIME: 'de_DE', LANG: 'en_US' }, 'linux')).toBe(MONDAY);
    expect(firstWeekday({ LC_ALL: 'C', LC_TIME: 'en_US', LANG: 'en_US' }, 'linux')).toBe(MONDAY);
    expect(firstWeekday({ LC_ALL: '', LC_TIME: '', LANG: 'en_US' }, 'linux')).toBe(SUNDAY);
  });

  it('on Monday where nothing is set, but on Windows as it is set up', () => {
    expect(firstWeekday({}, 'linux')).toBe(MONDAY);
    const { locale } = new Intl.DateTimeFormat().resolvedOptions();
    expect(firstWeekday({}, 'win32')).toBe(firstWeekday({ LANG: locale }, 'linux'));
  });
});
