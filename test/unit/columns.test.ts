import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { cells, fit } from '../../src/render/columns.ts';
import { wrap } from '../../src/render/wrap.ts';
import { TITLES } from './sample-task.ts';
import { anyText } from './usage-error.ts';

/** Controls have no width, and what is not assigned has one by chance. */
const UNTOLD = /[\p{Control}\p{Unassigned}]/gu;

const anyTitle = fc.oneof(fc.constantFrom(...TITLES), anyText(/^[ -~]{0,30}$/));

describe('cells', () => {
  it.each([
    ['', 0],
    ['Pay rent', 8],
    ['Zoë’s café — 10 €', 17],
    ['Zoe\u0308', 3],
    ['買い物', 6],
    ['か\u3099', 2],
    ['ｶﾞ', 2],
    ['ＦＵＬＬ', 8],
    ['한국어', 6],
    ['각\u11A8', 2],
    ['حجز', 3],
    ['สวัสดี', 4],
    ['👨‍👩‍👧‍👦', 2],
    ['🇯🇵🇩🇪', 4],
    ['🏴󠁧󠁢󠁥󠁮󠁧󠁿', 2],
    ['👍🏽', 2],
    ['1️⃣', 2],
    ['❤️', 2],
    ['❤', 1],
    ['a\u200Bb\uFEFF', 2],
  ])('%j takes %d', (text, width) => {
    expect(cells(text)).toBe(width);
  });

  it('is what string-width says', () => {
    const plain = anyTitle.map((text) => text.replaceAll(UNTOLD, ''));
    fc.assert(
      fc.property(fc.array(plain, { maxLength: 3 }), (texts) => {
        expect(cells(texts.join(''))).toBe(stringWidth(texts.join('')));
      }),
    );
  });

  it('stops where it may', () => {
    expect(cells('買い物', 3)).toBe(3);
    expect(cells('Pay rent', 3)).toBe(3);
    expect(cells('買い物', 9)).toBe(6);
  });
});

describe('fit', () => {
  it.each([
    ['Pay rent', 8, 'Pay rent', 8],
    ['Pay rent', 7, 'Pay re…', 7],
    ['Pay rent', 1, '…', 1],
    ['Pay rent', 0, '', 0],
    ['', 0, '', 0],
    ['買い物', 6, '買い物', 6],
    ['買い物', 5, '買い…', 5],
    ['買い物', 4, '買…', 3],
    ['買い物', 1, '…', 1],
    ['👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 3, '👨‍👩‍👧‍👦…', 3],
    ['👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 2, '…', 1],
    ['🇯🇵🇩🇪', 3, '🇯🇵…', 3],
    ['Zoe\u0308 Zoe\u0308', 4, 'Zoe\u0308…', 4],
    ['❤️❤️', 3, '❤️…', 3],
  ])('%j in %d cells is %j', (text, width, shown, taken) => {
    expect(fit(text, width, '…')).toEqual({ text: shown, width: taken });
  });

  it('has an ellipsis of three dots where there is no other', () => {
    expect(fit('Pay rent', 7, '...')).toEqual({ text: 'Pay ...', width: 7 });
    expect(fit('Pay rent', 2, '...')).toEqual({ text: '..', width: 2 });
  });

  it('is never wider than asked, and knows how wide it is', () => {
    fc.assert(
      fc.property(anyTitle, fc.integer({ min: 0, max: 80 }), (text, width) => {
        const shown = fit(text.replaceAll(UNTOLD, ''), width, '…');
        expect(shown.width).toBe(stringWidth(shown.text));
        expect(shown.width).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('wrap', () => {
  it.each([
    ['', 10, ['']],
    ['Pay rent', 8, ['Pay rent']],
    ['Pay rent', 7, ['Pay', 'rent']],
    ['see https://example.org/a/long/path now', 10, ['see', 'https://example.org/a/long/path', 'now']],
    ['  indented text here', 12, ['  indented', 'text here']],
    ['wide 買い物 words', 11, ['wide 買い物', 'words']],
    ['a b', 1, ['a', 'b']],
    ['a b', Infinity, ['a b']],
    ['a b', -1, ['a', 'b']],
  ])('%j in %d cells', (line, width, lines) => {
    expect(wrap(line, width)).toEqual(lines);
  });

  it('loses no word and makes no line too wide that could be broken', () => {
    fc.assert(
      fc.property(anyTitle, fc.integer({ min: 1, max: 80 }), (text, width) => {
        const lines = wrap(text, width);
        expect(lines.join(' ').split(/ +/)).toEqual(text.split(/ +/));
        expect(lines.filter((line) => cells(line) > width && / \S/.test(line.trimStart()))).toEqual([]);
      }),
    );
  });
});
