import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('../../', import.meta.url);
const PAGE = readFileSync(new URL('docs/limits.md', ROOT), 'utf8');

/** What the tables with a place to see say: a limit with its numbers, and the file. */
const LIMITS = [...PAGE.matchAll(/^\|(.*)\|(.*)\|.*\| `(\S+)` +\|$/gm)].map(
  ([, what = '', limit = '', file = '']) => ({ what: what.trim(), limit: limit.trim(), file }),
);

describe('docs/limits.md', () => {
  it('has limits to compare', () => {
    expect(LIMITS.length).toBeGreaterThan(20);
  });

  it.each(LIMITS)('says of $what what stands in $file: $limit', ({ limit, file }) => {
    const text = readFileSync(new URL(file, ROOT), 'utf8').replaceAll(/(?<=\d)[_,](?=\d{3})/g, '');
    const numbers = limit.replaceAll(',', '').match(/\d[\d-]*/g) ?? [];
    expect(numbers.length).toBeGreaterThan(0);
    for (const number of numbers) {
      expect(text).toMatch(new RegExp(`(?<!\\d)${number}(?!\\d)`));
    }
  });
});
