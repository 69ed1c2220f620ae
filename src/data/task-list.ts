import { and, sql, type SQL } from 'drizzle-orm';
import type { Clock, TaskFilter, TaskOrder } from '../domain/task-filter.ts';
import type { Database } from './gateway.ts';
import { tasks } from './schema.ts';
import { inOrder, matches } from './task-filter.ts';
import { LISTED, type Projection, SMALL_FIELDS } from './task-projections.ts';

// A long list comes in pages, so that no answer is too large to be passed on, or to be held. The first page comes at once. If there is
// more, the numbers of all tasks come next, in order and in pages, and then the tasks of one page after the other. A page that begins
// behind the last key of the one before would miss tasks that move forward meanwhile, and repeat those that move back.

/** Which tasks of whom, in which order. */
export interface ListQuery {
  readonly userId: string;
  readonly filter: TaskFilter;
  readonly clock: Clock;
  readonly order: TaskOrder;
  /** Undefined: all. */
  readonly limit: number | undefined;
}

type ColumnsAndBytes = Pick<Projection<unknown, never>, 'columns' | 'bytes'>;

/** All in one answer, and behind the columns of each the number of all that match, also when the limit cuts the rest off. */
export function selectTasks(database: Database, query: ListQuery) {
  const all = database
    .select({ ...LISTED.columns, total: sql<number>`(count(*) over ())::int` })
    .from(tasks)
    .where(isListed(query))
    .orderBy(...inOrder(query.order))
    .$dynamic();
  return query.limit === undefined ? all : all.limit(query.limit);
}

/**
 * The first tasks, up to the one with which they are a page. Behind the columns of each stands how many bytes it and those before
 * it take.
 */
export function selectFirstPage(
  database: Database,
  query: ListQuery,
  { columns, bytes }: ColumnsAndBytes,
  pageBytes: number,
) {
  const first = database
    .select({ ...columns, bytes: bytes.as('bytes'), upTo: upTo(bytes, query.order).as('up_to') })
    .from(tasks)
    .where(isListed(query))
    .orderBy(...inOrder(query.order))
    .limit(Math.min(query.limit ?? Infinity, Math.ceil(pageBytes / SMALL_FIELDS)))
    .as('first');
  const { bytes: _bytes, ...shown } = first._.selectedFields;
  return database
    .select(shown)
    .from(first)
    .where(sql`${first.upTo} - ${first.bytes} < ${pageBytes}`)
    .orderBy(first.upTo);
}

/** The numbers of all tasks, in order, a row for each page. */
export function selectPages(
  database: Database,
  query: ListQuery,
  { bytes }: ColumnsAndBytes,
  pageBytes: number,
) {
  const before = sql`${upTo(bytes, query.order)} - ${bytes}`;
  const listed = database
    .select({
      number: tasks.number,
      before: before.as('before'),
      page: sql`(${before}) / ${pageBytes}`.as('page'),
    })
    .from(tasks)
    .where(isListed(query))
    .orderBy(...inOrder(query.order))
    .$dynamic();
  const limited = (query.limit === undefined ? listed : listed.limit(query.limit)).as('listed');
  return database
    .select({ numbers: sql<number[]>`json_agg(${limited.number} order by ${limited.before})` })
    .from(limited)
    .groupBy(limited.page)
    .orderBy(limited.page);
}

/** Of the tasks with these numbers those that still are as the list wants them, in its order. */
export function selectPage(
  database: Database,
  query: ListQuery,
  { columns }: ColumnsAndBytes,
  numbers: readonly number[],
) {
  return database
    .select(columns)
    .from(tasks)
    .where(and(isListed(query), sql`${tasks.number} = any(${`{${numbers.join(',')}}`}::int[])`))
    .orderBy(...inOrder(query.order));
}

/** The numbers of all tasks, in order, in one row; null if there is none. */
export function selectNumbers(database: Database, query: ListQuery) {
  const listed = database
    .select({
      number: tasks.number,
      place: sql`row_number() over (order by ${keys(query.order)})`.as('place'),
    })
    .from(tasks)
    .where(isListed(query))
    .orderBy(...inOrder(query.order))
    .$dynamic();
  const limited = (query.limit === undefined ? listed : listed.limit(query.limit)).as('listed');
  return database
    .select({ numbers: sql<number[] | null>`json_agg(${limited.number} order by ${limited.place})` })
    .from(limited);
}

function isListed({ userId, filter, clock }: ListQuery): SQL | undefined {
  return matches(userId, filter, clock);
}

/** How many bytes a task and those before it take. */
function upTo(bytes: SQL, order: TaskOrder): SQL {
  return sql`sum(${bytes}) over (order by ${keys(order)} rows unbounded preceding)`;
}

function keys(order: TaskOrder): SQL {
  return sql.join(inOrder(order), sql`, `);
}
