import type { Comparison } from './statistics.ts';

/** What a row of the table has come to. */
export type Finding =
  | {
      readonly kind: 'comparison';
      readonly comparison: Comparison;
      readonly unit: 'ms' | 'MiB';
      /** Of the medians of processor time. */
      readonly cpuRatio?: number;
    }
  | { readonly kind: 'figure'; readonly figure: number; readonly unit: '' | 'MiB' }
  | { readonly kind: 'not measured'; readonly why: string };

/** A line of the table: measured when its turn comes, so that what nobody asked for is not prepared either. */
export interface Row {
  readonly what: string;
  /** For a comparison its ratio, else the figure; absent where the row only informs. */
  readonly atMost?: number;
  readonly measure: () => Promise<Finding>;
}

/** What rows share is prepared for the first of them. */
export function once<T>(prepare: () => Promise<T>): () => Promise<T> {
  let prepared: Promise<T> | undefined;
  return () => (prepared ??= prepare());
}
