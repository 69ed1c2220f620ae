import { type SQL, sql } from 'drizzle-orm';
import type { ListedTask, Priority } from '../domain/task.ts';
import type { TaskRecord } from '../domain/task-record.ts';
import { tasks } from './schema.ts';
import { columns, toIsoInstant, toTimeOfDay } from './task-row.ts';

/** What a list reads of each task. */
export interface Projection<T, Row extends readonly unknown[]> {
  readonly columns: typeof LISTED_COLUMNS | typeof RECORD_COLUMNS;
  /** About how much a task takes in an answer, as an SQL expression of type integer. */
  readonly bytes: SQL;
  /** `row` begins with the values of the columns, in their order. */
  read(row: Row): T;
}

/** Joined in Postgres, as no tag has a space in it: the driver takes 3 µs to read an array. */
const tags = sql<string>`array_to_string(${tasks.tags}, ' ')`.as('tags');

/** What the fields of a task but title and note take in an answer, save for long tags and rules. */
export const SMALL_FIELDS = 200;

const LISTED_COLUMNS = {
  number: tasks.number,
  completed: tasks.completed,
  dueDate: tasks.dueDate,
  dueTime: tasks.dueTime,
  priority: tasks.priority,
  title: tasks.title,
  tags,
};

export type ListedRow = readonly [
  number: number,
  completed: boolean,
  dueDate: string | null,
  dueTime: string | null,
  priority: Priority,
  title: string,
  tags: string,
  ...others: unknown[],
];

/** For lines and tables: without notes, which are the largest part of a task. */
export const LISTED: Projection<ListedTask, ListedRow> = {
  columns: LISTED_COLUMNS,
  bytes: sql`(${SMALL_FIELDS} + octet_length(${tasks.title}))`,
  read: ([number, completed, dueDate, dueTime, priority, title, joinedTags]) => ({
    number,
    completed,
    due: dueDate === null ? null : { on: dueDate, at: dueTime === null ? null : toTimeOfDay(dueTime) },
    priority,
    title,
    tags: split(joinedTags),
  }),
};

const RECORD_COLUMNS = { ...columns, tags };

type RecordRow = readonly [
  id: string,
  number: number,
  title: string,
  description: string | null,
  dueDate: string | null,
  dueTime: string | null,
  priority: Priority,
  tags: string,
  recursionPattern: string | null,
  completed: boolean,
  completedAt: string | null,
  createdAt: string,
  updatedAt: string,
  ...others: unknown[],
];

/** For programs: all of a task. */
export const RECORD: Projection<TaskRecord, RecordRow> = {
  columns: RECORD_COLUMNS,
  bytes: sql`(${SMALL_FIELDS} + octet_length(${tasks.title}) + coalesce(octet_length(${tasks.description}), 0))`,
  read: ([
    id,
    number,
    title,
    description,
    dueDate,
    dueTime,
    priority,
    joinedTags,
    recursionPattern,
    completed,
    completedAt,
    createdAt,
    updatedAt,
  ]) => ({
    number,
    id,
    title,
    description,
    dueDate,
    dueTime: dueTime === null ? null : toTimeOfDay(dueTime),
    priority,
    tags: split(joinedTags),
    recursionPattern,
    completed,
    completedAt: completedAt === null ? null : toIsoInstant(completedAt),
    createdAt: toIsoInstant(createdAt),
    updatedAt: toIsoInstant(updatedAt),
  }),
};

function split(joined: string): string[] {
  return joined === '' ? [] : joined.split(' ');
}
