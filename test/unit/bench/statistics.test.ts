import { describe, expect, it } from 'vitest';
import { compare, measurePairs, median } from '../../bench/statistics.ts';

it.each([
  [[], Number.NaN],
  [[7], 7],
  [[9, 1, 10], 9],
  [[4, 1, 2, 100], 3],
])('the median of %j is %d', (values, expected) => {
  expect(median(values)).toBe(expected);
});

describe('compare', () => {
  it('takes the ratio of the medians, and the quartiles of the ratios of the pairs', () => {
    const pairs = [
      { floor: 10, ours: 20 },
      { floor: 20, ours: 20 },
      { floor: 10, ours: 40 },
      { floor: 10, ours: 30 },
      { floor: 40, ours: 200 },
    ];
    expect(compare(pairs, (value) => value)).toEqual({ floor: 10, ours: 30, ratio: 3, quartiles: [2, 4] });
  });

  it('compares the figure that is asked for', () => {
    const pairs = [{ floor: { ms: 1, MiB: 50 }, ours: { ms: 1, MiB: 75 } }];
    expect(compare(pairs, ({ MiB }) => MiB)).toMatchObject({ floor: 50, ours: 75, ratio: 1.5 });
  });
});

describe('measurePairs', () => {
  it('measures in turn, and drops what only warmed up', async () => {
    let clock = 0;
    const next = (): Promise<number> => Promise.resolve((clock += 1));
    expect(await measurePairs(next, next, 2)).toEqual([
      { floor: 3, ours: 4 },
      { floor: 5, ours: 6 },
    ]);
  });
});
