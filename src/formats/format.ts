import type { ImportedRow } from '../domain/imported-task.ts';
import type { TaskRecord } from '../domain/task-record.ts';

// Formats of files with tasks: a folder each, with a reader and a writer. Times of day are those of where this process runs.

export { type Format, FORMATS } from '../domain/file-format.ts';

export interface ReadOptions {
  readonly now: Date;
  /** For CSV: the heading of the column that holds a field. */
  readonly map?: ReadonlyMap<string, string> | undefined;
}

/**
 * Reads a whole file, which has no byte order mark any more. Rows are in the order of the file. One that is wrong does not keep the
 * others from being read; a UsageError is thrown where nothing can be told apart at all.
 */
export type ReadTasks = (text: string, options: ReadOptions) => readonly ImportedRow[];

export interface WriteOptions {
  readonly now: Date;
}

/** Writes any number of tasks, one after the other. */
export interface TaskWriter {
  /** What stands ahead of the first one. */
  readonly head: string;
  /** A task with the end of its line, and with what stands between it and the one before. */
  write(task: TaskRecord, isFirst: boolean): WrittenTask;
  readonly foot: string;
}

export interface WrittenTask {
  readonly text: string;
  /** What the format has no place for, such as `time of day`; empty for most tasks. */
  readonly lost: readonly string[];
}

export type OpenWriter = (options: WriteOptions) => TaskWriter;
