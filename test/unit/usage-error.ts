import * as fc from 'fast-check';
import { expect } from 'vitest';
import { type TodoError, UsageError } from '../../src/domain/errors.ts';

/** The UsageError that is thrown; anything else that happens fails the test. */
export function usageErrorOf(run: () => unknown): UsageError {
  try {
    run();
  } catch (error) {
    if (error instanceof UsageError) {
      return error;
    }
    throw error;
  }
  throw new Error('Nothing was thrown');
}

/** What breaks programs: control and escape sequences, turned and invisible text, halves of characters, numbers at their edges. */
export const HOSTILE = [
  '\0|\u001B[2J|\u001B]0;owned\u0007|\u009B31m|\u007F|\r\n|\t|\u0085|\u2028|\u202E|\u2066|\u200B|\u00A0|\u3000|\uFEFF|\u00AD|\u{E0001}',
  '\u{10FFFF}|\uFFFF|\uD83D|\uDC68|👨‍👩‍👧‍👦|🇩|İ|ﬃ|ẞ|\u212A|한|0|-0|00|1e309|0x10|1_000|٣|３|2147483648|9007199254740993|constructor|__proto__',
  `${'\u0301'.repeat(500)}|${'\u0300\u0316'.repeat(50)}|${'9'.repeat(400)}|NaN|null|%00|%|\\|"|'|$(x)|{}|../../|,`,
].flatMap((parts) => parts.split('|'));

/** Any text, broken Unicode included, and much that is nearly right. */
export function anyText(nearlyRight: RegExp): fc.Arbitrary<string> {
  const codeUnits = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 });
  const codePoints = fc.array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 40 });
  const nearly = fc.stringMatching(nearlyRight);
  const hostile = fc.constantFrom(...HOSTILE);
  return fc.oneof(
    fc.string(),
    codeUnits.map((codes) => String.fromCharCode(...codes)),
    codePoints.map((codes) => String.fromCodePoint(...codes)),
    nearly,
    fc.array(fc.oneof(nearly, hostile), { maxLength: 4 }).map((parts) => parts.join('')),
    fc.tuple(nearly, hostile, fc.nat()).map(([text, part, place]) => {
      const at = place % (text.length + 1);
      return text.slice(0, at) + part + text.slice(at);
    }),
  );
}

/** Throws nothing but a UsageError whose message is a sentence without a period, safe to show. */
export function expectOnlyUsageErrors(run: () => unknown): void {
  try {
    run();
  } catch (error) {
    expectToldPlainly(error, UsageError);
  }
}

/** An error of this kind, in a sentence without a period and a hint that are safe to show and not endless. */
export function expectToldPlainly(error: unknown, kind: typeof TodoError): void {
  expect(error).toBeInstanceOf(kind);
  const safe = String.raw`[^\p{Cc}\p{Bidi_Control}\p{Surrogate}\u2028\u2029]{0,600}`;
  expect(error).toHaveProperty('message', expect.stringMatching(new RegExp(`^[A-Z"]${safe}[^.]$`, 'u')));
  expect(error).toHaveProperty('hint', expect.stringMatching(new RegExp(`^[A-Z\\d]${safe}$`, 'u')));
}
