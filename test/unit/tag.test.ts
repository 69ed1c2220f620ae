import { describe, expect, it } from 'vitest';
import { parseTag, parseTags } from '../../src/domain/tag.ts';
import { usageErrorOf } from './usage-error.ts';

describe('parseTag', () => {
  it.each([
    ['home', 'home'],
    [' home ', 'home'],
    ['Work/Q4_2026-planning.v2', 'Work/Q4_2026-planning.v2'],
    ['2026', '2026'],
    ['買い物', '買い物'],
    ['صحة', 'صحة'],
    ['हिन्दी', 'हिन्दी'],
    ['Cafe\u0301', 'Café'],
    ['a'.repeat(50), 'a'.repeat(50)],
    ['𝒳'.repeat(50), '𝒳'.repeat(50)],
  ])('takes %j', (text, tag) => {
    expect(parseTag(text)).toBe(tag);
  });

  it.each([
    'two words',
    'a,b',
    '#home',
    'home!',
    '🏠',
    'a\u0000b',
    'a\u001B[31m',
    'a\u200Db',
    '\u0301a',
    'a:b',
    '@work',
    '\uD83D',
  ])('has no place for %j', (text) => {
    expect(usageErrorOf(() => parseTag(text)).message).toMatch(
      /^The tag ".+" holds a character that tags cannot have$/,
    );
  });

  it.each([
    ['home!', 'home'],
    ['#home', 'home'],
    ['@work', 'work'],
    ['a b', 'a-b'],
    ['two  words', 'two-words'],
    ['this - that', 'this-that'],
    ['a:b', 'a-b'],
    ['a,b', 'a-b'],
    ['rock & roll', 'rock-roll'],
    ['mum’s', 'mums'],
    ['a\u200Db', 'ab'],
    ['\u0301a', 'a'],
    ['(買い物)', '買い物'],
    ['🏠 home', 'home'],
    [`${'x'.repeat(50)}!`, 'x'.repeat(50)],
  ])('answers %j with the nearest good one, %s', (text, meant) => {
    expect(usageErrorOf(() => parseTag(text)).hint).toBe(`Did you mean ${meant}?`);
    expect(parseTag(meant)).toBe(meant);
  });

  it.each(['🏠', '!?', '…', '\uD83D', `${'x'.repeat(51)}!`])('has no better one for %j', (text) => {
    expect(usageErrorOf(() => parseTag(text)).hint).toBe(
      'A tag is made of letters, digits, - _ . and /, such as home or work/urgent.',
    );
  });

  it('explains a plus sign', () => {
    expect(usageErrorOf(() => parseTag('+home'))).toMatchObject({
      message: 'The tag "+home" holds a character that tags cannot have',
      hint: 'Write the tag without its plus sign.',
    });
  });

  it('knows an empty one and one that is too long', () => {
    expect(usageErrorOf(() => parseTag(' ')).message).toBe('A tag is empty');
    expect(usageErrorOf(() => parseTag('x'.repeat(51))).message).toBe(
      `The tag "${'x'.repeat(51)}" has 51 characters, 50 are possible`,
    );
  });
});

describe('parseTags', () => {
  it.each([
    [[], []],
    [['home'], ['home']],
    [
      ['home,urgent', 'work'],
      ['home', 'urgent', 'work'],
    ],
    [['home, urgent'], ['home', 'urgent']],
    [
      ['Home', 'HOME,home', 'work'],
      ['Home', 'work'],
    ],
    [['Café', 'CAFE\u0301'], ['Café']],
    [
      ['b', 'a', 'b'],
      ['b', 'a'],
    ],
  ])('reads %j', (list, tags) => {
    expect(parseTags(list)).toEqual(tags);
  });

  it('knows that 20 are enough, not counting repetitions', () => {
    const twenty = Array.from({ length: 20 }, (_, index) => `tag${index}`);
    expect(parseTags([...twenty, 'TAG0'])).toHaveLength(20);
    expect(usageErrorOf(() => parseTags([...twenty, 'more'])).message).toBe(
      'A task can have 20 tags, not 21',
    );
  });

  it.each([[['']], [['home,']], [[',home']]])('wants no empty one, as in %j', (list) => {
    expect(usageErrorOf(() => parseTags(list)).message).toBe('A tag is empty');
  });
});
