import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeControl, toJson } from '../../src/render/escape.ts';
import { TITLES } from './sample-task.ts';
import { anyText } from './usage-error.ts';

const UNSAFE = /[\p{Cc}\p{Bidi_Control}\u2028\u2029\p{Surrogate}]/u;

describe('escapeControl', () => {
  it.each([
    ['\u001B[31mred\u001B[0m', String.raw`\x1b[31mred\x1b[0m`],
    ['\u001B]0;title\u0007', String.raw`\x1b]0;title\x07`],
    ['\u009B31m', String.raw`\x9b31m`],
    ['a\tb\nc\rd', String.raw`a\tb\nc\rd`],
    ['\0\b\v\f\u007F\u0080\u009F', String.raw`\x00\x08\x0b\x0c\x7f\x80\x9f`],
    ['\u061C\u200E\u200F', String.raw`\u061c\u200e\u200f`],
    ['\u202A\u202B\u202C\u202D\u202E', String.raw`\u202a\u202b\u202c\u202d\u202e`],
    ['\u2066\u2067\u2068\u2069', String.raw`\u2066\u2067\u2068\u2069`],
    ['\u2028\u2029', String.raw`\u2028\u2029`],
    ['\uD83D alone \uDC68', String.raw`\ud83d alone \udc68`],
    [String.raw`C:\new\x1b`, String.raw`C:\new\x1b`],
  ])('shows %j', (text, shown) => {
    expect(escapeControl(text)).toBe(shown);
  });

  it.each(['👨‍👩‍👧‍👦', '❤️', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'می‌خواهم', 'Zoe\u0308', 'हिन्दी', '한국어', 'ß→×½'])(
    'leaves %s as it is',
    (text) => {
      expect(escapeControl(text)).toBe(text);
    },
  );

  it('can keep line breaks, and nothing else', () => {
    expect(escapeControl('a\nb\r\u001B', { keepNewlines: true })).toBe('a\nb\\r\\x1b');
  });

  it('leaves nothing that could drive a terminal', () => {
    fc.assert(
      fc.property(anyText(/^[\t\n\u007f-\u00a0]{0,20}$/), (text) => {
        expect(escapeControl(text)).not.toMatch(UNSAFE);
        expect(escapeControl(text, { keepNewlines: true }).replaceAll('\n', '')).not.toMatch(UNSAFE);
      }),
    );
  });
});

describe('toJson', () => {
  it.each([
    ['\u001B[31m', String.raw`"\u001b[31m"`],
    ['\u009B31m\u007F', String.raw`"\u009b31m\u007f"`],
    ['\u202Egnp.exe', String.raw`"\u202egnp.exe"`],
    ['\u2028\u2029', String.raw`"\u2028\u2029"`],
    ['\uD83D', String.raw`"\ud83d"`],
    ['買い物 ❤️', '"買い物 ❤️"'],
    [String.raw`\u202e`, String.raw`"\\u202e"`],
  ])('writes %j', (text, json) => {
    expect(toJson(text)).toBe(json);
    expect(JSON.parse(json)).toBe(text);
  });

  it('indents when asked', () => {
    expect(toJson({ tags: ['home'], due: null }, 2)).toBe(
      '{\n  "tags": [\n    "home"\n  ],\n  "due": null\n}',
    );
    expect(toJson([])).toBe('[]');
  });

  it('stays the same value, and safe to show', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(anyText(/^[\t\n\u007f-\u00a0]{0,20}$/), fc.constantFrom(...TITLES))),
        (texts) => {
          const json = toJson({ texts });
          expect(JSON.parse(json)).toEqual({ texts });
          expect(json).not.toMatch(UNSAFE);
        },
      ),
    );
  });
});
