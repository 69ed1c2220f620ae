import type { ImportedTask } from '../../src/domain/imported-task.ts';
import type { TaskRecord } from '../../src/domain/task-record.ts';
import type { ReadTasks, TaskWriter } from '../../src/formats/format.ts';
import { toImported, toRecord } from './any-task.ts';
import { writeAll } from './write-all.ts';

// Of formats that hold neither an identity nor times of day, but days.

const NOW = new Date('2026-11-26T10:00:00Z');

/** What is read of tasks that were written. */
export function readBack(tasks: readonly TaskRecord[], writer: TaskWriter, read: ReadTasks): ImportedTask[] {
  return tasksIn(writeAll(writer, tasks), read);
}

/** The tasks of a file as if they had been imported. */
export function recordsIn(file: string, read: ReadTasks): TaskRecord[] {
  return tasksIn(file, read).map((task) => toRecord(task, NOW));
}

/** What should be read of a task. */
export function daysAlone(record: TaskRecord): ImportedTask {
  const task = toImported(record);
  return {
    ...task,
    id: null,
    completedAt: beginOfDay(task.completedAt),
    createdAt: beginOfDay(task.createdAt),
    updatedAt: null,
  };
}

function tasksIn(file: string, read: ReadTasks): ImportedTask[] {
  return read(file, { now: NOW }).flatMap((row) => ('task' in row ? [row.task] : []));
}

function beginOfDay(instant: Date | null): Date | null {
  return instant && new Date(instant.getFullYear(), instant.getMonth(), instant.getDate());
}
