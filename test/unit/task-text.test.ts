import { describe, expect, it } from 'vitest';
import { parseNote } from '../../src/domain/note.ts';
import { parseTitle } from '../../src/domain/title.ts';
import { usageErrorOf } from './usage-error.ts';

const FAMILY = '👨‍👩‍👧‍👦'; // seven code points, eleven UTF-16 units

describe('parseTitle', () => {
  it.each([
    ['Pay rent', 'Pay rent'],
    ['  Pay rent\n', 'Pay rent'],
    ['\u00A0\u3000Pay  rent\u2009', 'Pay  rent'],
    ['買い物：牛乳', '買い物：牛乳'],
    ['می‌خواهم نان بخرم', 'می‌خواهم نان بخرم'],
    ['https://example.org/?a=1&b=2#c', 'https://example.org/?a=1&b=2#c'],
    ['Zoe\u0308', 'Zoe\u0308'],
    ['a\tb \u001B[31mc \u0007 \u202Ed', 'a\tb \u001B[31mc \u0007 \u202Ed'],
    ['x'.repeat(500), 'x'.repeat(500)],
    ['🧺'.repeat(500), '🧺'.repeat(500)],
    [FAMILY.repeat(71), FAMILY.repeat(71)],
  ])('takes %j', (text, title) => {
    expect(parseTitle(text)).toBe(title);
  });

  it.each(['', '   ', '\n', '\u3000', '\u200B', '\u2060 \uFE0F', '\u3164'])('finds %j empty', (text) => {
    expect(usageErrorOf(() => parseTitle(text)).message).toBe('The title is empty');
  });

  it.each(['\n', '\r', '\r\n', '\v', '\f', '\u0085', '\u2028', '\u2029'])(
    'wants one line, not a %j in it',
    (end) => {
      expect(usageErrorOf(() => parseTitle(`Pay rent${end}today`)).message).toBe(
        'The title has more than one line',
      );
    },
  );

  it.each([
    ['x'.repeat(501), 501],
    ['🧺'.repeat(501), 501],
    [FAMILY.repeat(72), 504],
  ])('counts characters as the database does: %#', (text, length) => {
    const { message } = usageErrorOf(() => parseTitle(text));
    expect(message).toBe(`The title has ${length} characters, 500 are possible`);
  });

  it.each([
    ['secret\0plan', 'The title holds a NUL character'],
    ['secret \uD83D plan', 'The title is not valid Unicode: half of a character is missing'],
    ['secret \uDC68', 'The title is not valid Unicode: half of a character is missing'],
  ])('refuses what the database cannot store, without repeating it: %j', (text, message) => {
    const error = usageErrorOf(() => parseTitle(text));
    expect(error.message).toBe(message);
    expect(`${error.message}${error.hint ?? ''}`).not.toContain('secret');
  });
});

describe('parseNote', () => {
  it.each([
    ['Ask for Ms. Okafor', 'Ask for Ms. Okafor'],
    ['one\n\n  two\n\n\n', 'one\n\n  two'],
    ['one\r\ntwo\rthree\r\n', 'one\ntwo\nthree'],
    ['  indented', '  indented'],
    ['\tbell \u0007', '\tbell \u0007'],
    ['', null],
    [' \n\t\n', null],
    ['📝'.repeat(10_000), '📝'.repeat(10_000)],
  ])('takes %j', (text, note) => {
    expect(parseNote(text)).toBe(note);
  });

  it.each([
    ['x'.repeat(10_001), 'The note has 10001 characters, 10000 are possible'],
    ['a\0b', 'The note holds a NUL character'],
    ['a\uD83D', 'The note is not valid Unicode: half of a character is missing'],
  ])('refuses what cannot be stored: %#', (text, message) => {
    expect(usageErrorOf(() => parseNote(text)).message).toBe(message);
  });
});
