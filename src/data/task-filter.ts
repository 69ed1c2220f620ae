import { and, asc, desc, eq, inArray, isNotNull, isNull, not, or, type SQL, sql } from 'drizzle-orm';
import type { Due } from '../domain/task.ts';
import type {
  Clock,
  DueCondition,
  SortKey,
  TaskConditions,
  TaskFilter,
  TaskOrder,
  TaskState,
} from '../domain/task-filter.ts';
import { tasks } from './schema.ts';

/** The condition for one user's tasks that meet a filter. */
export function matches(userId: string, filter: TaskFilter, clock: Clock): SQL | undefined {
  const { state, either } = filter;
  return and(
    eq(tasks.userId, userId),
    either.length === 0
      ? isIn(state)
      : or(...either.map((terms) => and(isIn(terms.state ?? state), meets(terms, clock)) ?? sql`true`)),
    meets(filter, clock),
  );
}

function isIn(state: TaskState): SQL | undefined {
  return state === 'all' ? undefined : eq(tasks.completed, state === 'done');
}

function meets(conditions: TaskConditions, clock: Clock): SQL | undefined {
  const { tags, withoutTags, priorities, due, search } = conditions;
  return and(
    due.length === 0 ? undefined : or(...due.map((condition) => isDue(condition, clock))),
    ...tags.map(hasTag),
    ...withoutTags.map((tag) => not(hasTag(tag))),
    priorities.length === 0 ? undefined : inArray(tasks.priority, [...priorities]),
    ...search.map(mentions),
  );
}

function isDue(condition: DueCondition, clock: Clock): SQL | undefined {
  switch (condition) {
    case 'overdue':
      return isOverdue(clock);
    case 'today':
      return eq(tasks.dueDate, clock.date);
    case 'none':
      return isNull(tasks.dueDate);
    case 'any':
      return isNotNull(tasks.dueDate);
    default:
      return isDueBy(condition.by);
  }
}

/** A task without a time is due at any time of its day, so that a time of that day finds it as well. */
function isDueBy({ on, at }: Due): SQL {
  return at === null
    ? sql`${tasks.dueDate} <= ${on}`
    : sql`(${tasks.dueDate} < ${on} or (${tasks.dueDate} = ${on} and coalesce(${tasks.dueTime} <= ${at}::time, true)))`;
}

/** Open, and the date, or today's time, has passed. */
export function isOverdue({ date, time }: Clock): SQL {
  return sql`(${not(tasks.completed)} and (${tasks.dueDate} < ${date}
    or (${tasks.dueDate} = ${date} and ${tasks.dueTime} < ${time}::time)))`;
}

/** What to sort by; the number comes last, so that the order is always the same. */
export function inOrder({ by, reverse }: TaskOrder): SQL[] {
  const direction = reverse ? desc : asc;
  return [...SORT_COLUMNS[by], sql`${tasks.number}`].map((column) => direction(column));
}

// Postgres puts nulls last in ascending order, which is where undated tasks belong, and first in the reverse of it.
const SORT_COLUMNS: Readonly<Record<SortKey, readonly SQL[]>> = {
  due: [sql`${tasks.dueDate}`, sql`${tasks.dueTime}`, sql`${tasks.priority}`],
  priority: [sql`${tasks.priority}`, sql`${tasks.dueDate}`, sql`${tasks.dueTime}`],
  created: [sql`${tasks.createdAt}`],
  updated: [sql`${tasks.updatedAt}`],
  title: [sql`lower(${tasks.title})`],
  number: [],
};

function hasTag(tag: string): SQL {
  return sql`exists (select from unnest(${tasks.tags}) as t where lower(t) = lower(${tag}))`;
}

/** Compared as text, not as a pattern: `%` and `_` are themselves. Line breaks keep a find within one of the three. */
function mentions(text: string): SQL {
  const all = sql`concat_ws(chr(10), ${tasks.title}, ${tasks.description}, array_to_string(${tasks.tags}, chr(10)))`;
  return sql`strpos(${folded(all)}, ${folded(sql`${text}`)}) > 0`;
}

/** Combining Diacritical Marks, of which accents are made once a letter is decomposed. */
const ACCENTS = '[\u0300-\u036f]';

/**
 * In lower case and without accents, and letters that no accent makes as they are typed without them: `Łódź` is `lodz`. Composed again, so
 * that a syllable of Hangul is not found by a part of it.
 */
function folded(text: SQL): SQL {
  const bare = sql`normalize(regexp_replace(normalize(lower(${text}), nfkd), ${ACCENTS}, '', 'g'), nfc)`;
  return sql`replace(translate(${bare}, 'øłđı', 'oldi'), 'ß', 'ss')`;
}
