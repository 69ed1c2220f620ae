import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { characters } from '../../src/render/characters.ts';
import { runs } from '../support/effort.ts';

/** So many that are all the same: some will do. */
const ALIKE = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Tangut}]/u;

describe('characters', () => {
  it.each([
    ['Zoë', ['Z1', 'o1', 'ë1']],
    ['Zoe\u0308!', ['Z1', 'o1', 'e\u03081', '!1']],
    ['か\u3099き', ['か\u30992', 'き2']],
    ['👨‍👩‍👧‍👦x', ['👨‍👩‍👧‍👦2', 'x1']],
    ['🇯🇵🇩🇪', ['🇯🇵2', '🇩🇪2']],
    ['1️⃣1', ['1️⃣2', '11']],
    ['☎️☎', ['☎️2', '☎1']],
    ['👍🏽👍', ['👍🏽2', '👍2']],
    ['हिन्दी', ['हि2', 'न्दी2']],
    ['\u1112\u1161\u11ABa', ['\u1112\u1161\u11AB2', 'a1']],
    ['a\u200Bb', ['a1', '\u200B0', 'b1']],
    ['', []],
  ])('of %j', (text, expected) => {
    let start = 0;
    const found = Array.from(characters(text), ({ end, width }) => {
      const character = text.slice(start, end);
      start = end;
      return `${character}${width}`;
    });
    expect(found).toEqual(expected);
    expect(start).toBe(text.length);
  });

  it('gives every character that there is the width that string-width gives it', () => {
    const different: string[] = [];
    for (let code = 0x20; code < 0x32000; code += 1) {
      const character = String.fromCodePoint(code);
      if (code % 64 !== 0 && ALIKE.test(character)) continue;
      if (/[\p{Unassigned}\p{Control}\p{Private_Use}]/u.test(character)) continue;
      if (widthOf(character) !== stringWidth(character)) different.push(code.toString(16));
    }
    expect(different).toEqual([]);
  });

  it('gives what belongs together the width that string-width gives it', () => {
    const emoji = '❤ 👩 👨 👧 💻 ☝ 👁 🗨 ♂ 🏴 🏳 🌈 🔥 🇯🇵 🇩🇪 © ☎ ✓ … 1 #'.split(' ');
    const letters = 'a 字 か ｶ ﾞ क ष ᄀ ᅡ ᆨ 가 ก ำ ع'.split(' ');
    const joining = [
      '\u200D',
      '\uFE0F',
      '\uFE0E',
      '🏽',
      '\u20E3',
      '\u{E0067}',
      '\u{E007F}',
      '\u0301',
      '\u3099',
    ];
    const strange = ['\u094D', '\u093E', '\u0651', '\u0600', '\u00AD', '\u3164'];
    const pieces = [...emoji, ...letters, ...joining, ...strange];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 8 }), (parts) => {
        expect(widthOf(parts.join(''))).toBe(stringWidth(parts.join('')));
      }),
      { numRuns: runs(2000) },
    );
  });

  it('takes any two letters of flags for a flag, as terminals do', () => {
    expect(widthOf('🇦🇦')).toBe(2);
  });
});

function widthOf(text: string): number {
  return Array.from(characters(text)).reduce((sum, { width }) => sum + width, 0);
}
