import * as fc from 'fast-check';
import { expect } from 'vitest';
import { UsageError } from '../../src/domain/errors.ts';

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

/** Any text, broken Unicode included, and much that is nearly right. */
export function anyText(nearlyRight: RegExp): fc.Arbitrary<string> {
  const codeUnits = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 });
  const codePoints = fc.array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 40 });
  return fc.oneof(
    fc.string(),
    codeUnits.map((codes) => String.fromCharCode(...codes)),
    codePoints.map((codes) => String.fromCodePoint(...codes)),
    fc.stringMatching(nearlyRight),
  );
}

/** Throws nothing but a UsageError whose message is a sentence without a period, safe to show. */
export function expectOnlyUsageErrors(run: () => unknown): void {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toHaveProperty(
      'message',
      expect.stringMatching(/^[A-Z"][^\p{Cc}\p{Bidi_Control}\p{Surrogate}]*[^.]$/u),
    );
    expect(error).toHaveProperty('hint', expect.stringMatching(/^[A-Z]/));
  }
}
