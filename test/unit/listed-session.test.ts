import { describe, expect, it } from 'vitest';
import { describeInstantBriefly } from '../../src/domain/instant.ts';
import { parseSessionIds } from '../../src/domain/listed-session.ts';
import { usageErrorOf } from './usage-error.ts';

describe('parseSessionIds', () => {
  it.each([
    [['3f2a91bc'], ['3f2a91bc']],
    [['12345678'], ['12345678']],
    [['3F2A91BC-'], ['3f2a91bc']],
    [['3f2a91bc0000'], ['3f2a91bc-0000']],
    [['3f2a91bc00004000800000000000000a'], ['3f2a91bc-0000-4000-8000-00000000000a']],
    [
      ['3f2a91bc', '9c01d2aa', '3F2A91BC'],
      ['3f2a91bc', '9c01d2aa'],
    ],
  ])('reads %j', (words, expected) => {
    expect(parseSessionIds(words)).toEqual(expected);
  });

  it.each(['', 'x', '3f2a91b', '3f2a91bc,9c01d2aa', '3f2a91bg', '3f2a91bc-00000', '#3f2a91bc', '1-12345678'])(
    'does not know %j',
    (word) => {
      expect(usageErrorOf(() => parseSessionIds(['3f2a91bc', word])).message).toBe(
        `"${word}" is no id of a session`,
      );
    },
  );
});

describe('describeInstantBriefly', () => {
  const now = new Date(2026, 10, 23, 10, 0);
  it.each([
    [new Date(2026, 10, 23, 9, 5), 'today 09:05'],
    [new Date(2026, 10, 22, 23, 59), 'yesterday 23:59'],
    [new Date(2026, 10, 24, 0, 0), 'tomorrow 00:00'],
    [new Date(2026, 10, 21, 23, 59), 'Sat 21 Nov'],
    [new Date(2026, 11, 23, 10, 0), 'Wed 23 Dec'],
    [new Date(2027, 0, 6, 10, 0), 'Wed 6 Jan 2027'],
  ])('says %s as %s', (instant, words) => {
    expect(describeInstantBriefly(instant, now)).toBe(words);
  });
});
