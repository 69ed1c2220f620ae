import { TooLargeError } from '../data/failure.ts';

/** Rows of a page. 5,000 tasks with a short note each are some 3 MiB of the 10 that an answer may have. */
const MOST_ROWS = 5_000;

/**
 * All rows, or the first `limit`, in as many requests as they take. Where an answer is too large, half as many rows are asked for.
 * @param readPage up to `count` rows that follow the last one so far, or the first ones
 */
export async function readInPages<Row>(
  readPage: (last: Row | undefined, count: number) => Promise<[Row[]]>,
  limit = Number.POSITIVE_INFINITY,
): Promise<Row[]> {
  const rows: Row[] = [];
  let most = MOST_ROWS;
  while (rows.length < limit) {
    const count = Math.min(most, limit - rows.length);
    const page = await unlessTooLarge(readPage(rows.at(-1), count), count > 1);
    if (page === undefined) {
      most = Math.floor(count / 2);
    } else {
      rows.push(...page);
      if (page.length < count) break;
    }
  }
  return rows;
}

/** Undefined in place of an answer that is too large, if less can be asked for. */
export async function unlessTooLarge<Row>(
  answer: Promise<[Row[]]>,
  canBeLess = true,
): Promise<Row[] | undefined> {
  try {
    const [rows] = await answer;
    return rows;
  } catch (error) {
    if (error instanceof TooLargeError && canBeLess) return undefined;
    throw error;
  }
}
