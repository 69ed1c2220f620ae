/** What was measured one right after the other, on a machine in the same state. */
export interface Pair<T> {
  readonly floor: T;
  readonly ours: T;
}

export interface Comparison {
  /** Medians. */
  readonly floor: number;
  readonly ours: number;
  /** Of the medians. */
  readonly ratio: number;
  /** Between which the ratios of the middle half of the pairs lie. */
  readonly quartiles: readonly [number, number];
}

/** Measures in turn, so that a machine which slows down does so for both. The first pair only warms up. */
export async function measurePairs<T>(
  floor: () => Promise<T>,
  ours: () => Promise<T>,
  runs: number,
): Promise<Pair<T>[]> {
  const pairs: Pair<T>[] = [];
  for (let run = 0; run <= runs; run += 1) {
    pairs.push({ floor: await floor(), ours: await ours() });
  }
  return pairs.slice(1);
}

export function compare<T>(pairs: readonly Pair<T>[], figure: (measured: T) => number): Comparison {
  const floor = median(pairs.map((pair) => figure(pair.floor)));
  const ours = median(pairs.map((pair) => figure(pair.ours)));
  const ratios = pairs.map((pair) => figure(pair.ours) / figure(pair.floor));
  return { floor, ours, ratio: ours / floor, quartiles: [quantile(ratios, 0.25), quantile(ratios, 0.75)] };
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value that this share of all values stays below; between two of them in proportion. NaN where there are none. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}
