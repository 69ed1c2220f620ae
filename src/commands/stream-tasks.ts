import type { Context } from '../context.ts';
import { unmapped } from '../data/gateway.ts';
import {
  type ListQuery,
  selectFirstPage,
  selectNumbers,
  selectPage,
  selectPages,
} from '../data/task-list.ts';
import { LISTED, type Projection, RECORD } from '../data/task-projections.ts';
import { clockAt } from '../domain/due-date.ts';
import type { ListedTask } from '../domain/task.ts';
import type { TaskFilter, TaskOrder } from '../domain/task-filter.ts';
import type { TaskRecord } from '../domain/task-record.ts';
import { asCurrentUser } from './as-current-user.ts';
import { unlessTooLarge } from './read-in-pages.ts';

export interface ListRequest {
  readonly filter: TaskFilter;
  readonly order: TaskOrder;
  /** Undefined: all. */
  readonly limit: number | undefined;
}

export function listQuery({ filter, order, limit }: ListRequest, userId: string, now: Date): ListQuery {
  return { userId, filter, order, limit, clock: clockAt(now) };
}

type CommandContext = Pick<Context, 'gateway' | 'login' | 'now'>;

/** What the first page takes in an answer: room for 10,000 ordinary tasks, and well below Neon's limit of 10 MiB. */
const PAGE_BYTES = 3 * 1024 * 1024;
/**
 * And each further one. 100,000 tasks take 65 MiB above a short list (Node 20) and 2.1 s; with pages as large as the first one 85 MiB and
 * 1.8 s, and with 0.5 MiB 62 and 3.1.
 */
const LATER_PAGE_BYTES = 1024 * 1024;
/** Rows of a page that are passed on at a time, and then forgotten: a page takes ten times as much memory as in its answer. */
const BATCH = 100;

/**
 * The tasks that match, in batches, as a list shows them; each task once, whatever changes meanwhile. One request for each page, of at most
 * `pageBytes`, and one more where there are several. Stops asking when nobody takes batches any more.
 */
export function streamListedTasks(
  request: ListRequest,
  context: CommandContext,
  pageBytes = PAGE_BYTES,
): AsyncGenerator<readonly ListedTask[], void> {
  return streamTasks(LISTED, request, context, pageBytes);
}

/** The same, with all of each task. */
export function streamTaskRecords(
  request: ListRequest,
  context: CommandContext,
  pageBytes = PAGE_BYTES,
): AsyncGenerator<readonly TaskRecord[], void> {
  return streamTasks(RECORD, request, context, pageBytes);
}

/** The numbers of the tasks that match. One request for up to a million of them, which is 10 MiB. */
export async function listNumbers(request: ListRequest, context: CommandContext): Promise<readonly number[]> {
  const { read, userId } = await asCurrentUser(context);
  const [[row]] = await read((database) => [
    selectNumbers(database, listQuery(request, userId, context.now())),
  ]);
  return row?.numbers ?? [];
}

async function* streamTasks<T extends Numbered, Row extends Values>(
  projection: Projection<T, Row>,
  request: ListRequest,
  context: CommandContext,
  pageBytes: number,
): AsyncGenerator<readonly T[], void> {
  const { read, userId } = await asCurrentUser(context);
  const source = { read, query: listQuery(request, userId, context.now()), projection, pageBytes };
  const { seen, isWhole } = yield* firstPage(source);
  if (!isWhole) {
    yield* otherPages(source, seen);
  }
}

type Values = readonly unknown[];

interface Numbered {
  readonly number: number;
}

/** What pages are read from, and how. */
interface Source<T, Row extends Values> {
  readonly read: Awaited<ReturnType<typeof asCurrentUser>>['read'];
  readonly query: ListQuery;
  readonly projection: Projection<T, Row>;
  readonly pageBytes: number;
}

interface FirstPage {
  /** The numbers of its tasks. */
  readonly seen: ReadonlySet<number>;
  /** Whether there are no others. */
  readonly isWhole: boolean;
}

/** Empty where it is too large for an answer after all. */
async function* firstPage<T extends Numbered, Row extends Values>({
  read,
  query,
  projection,
  pageBytes,
}: Source<T, Row>): AsyncGenerator<readonly T[], FirstPage> {
  const seen = new Set<number>();
  const rows = await unlessTooLarge(
    read((database) => [unmapped<Row>(selectFirstPage(database, query, projection, pageBytes))]),
  );
  if (rows === undefined) return { seen, isWhole: false };
  const isWhole = rows.length === query.limit || bytesOf(rows) < pageBytes;
  for (const batch of inBatches(rows, projection)) {
    for (const { number } of batch) seen.add(number);
    yield batch;
  }
  return { seen, isWhole };
}

/** The tasks that the first page did not show. */
async function* otherPages<T, Row extends Values>(
  { read, query, projection, pageBytes }: Source<T, Row>,
  seen: ReadonlySet<number>,
): AsyncGenerator<readonly T[], void> {
  const laterBytes = Math.min(pageBytes, LATER_PAGE_BYTES);
  const [listed] = await read((database) => [selectPages(database, query, projection, laterBytes)]);
  const unseen = listed.map(({ numbers }) => numbers.filter((number) => !seen.has(number)));
  let pages = cut(unseen, (query.limit ?? Infinity) - seen.size);
  for (let page = pages[0]; page !== undefined; page = pages[0]) {
    const numbers = page;
    const rows = await unlessTooLarge(
      read((database) => [unmapped<Row>(selectPage(database, query, projection, numbers))]),
      numbers.length > 1,
    );
    if (rows === undefined) {
      // Its tasks have grown, or JSON escapes much of them; so may those of later pages.
      pages = pages.flatMap(halves);
    } else {
      pages = pages.slice(1);
      yield* inBatches(rows, projection);
    }
  }
}

/** How many bytes a first page takes, which stands at the end of its last row. */
function bytesOf(rows: readonly Values[]): number {
  return Number(rows.at(-1)?.at(-1) ?? 0);
}

/** Empties `rows`. */
function* inBatches<T, Row extends Values>(
  rows: Row[],
  projection: Projection<T, Row>,
): Generator<readonly T[], void> {
  while (rows.length > 0) {
    yield rows.splice(0, BATCH).map((row) => projection.read(row));
  }
}

type Page = readonly number[];

/** The first `count` numbers; no page is empty. */
function cut(pages: readonly Page[], count: number): Page[] {
  let left = count;
  return pages.flatMap((page) => {
    const kept = page.slice(0, left);
    left -= kept.length;
    return kept.length === 0 ? [] : [kept];
  });
}

function halves(page: Page): Page[] {
  const middle = Math.ceil(page.length / 2);
  return page.length === 1 ? [page] : [page.slice(0, middle), page.slice(middle)];
}
