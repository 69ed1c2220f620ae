import type { TaskFields } from '../domain/journal.ts';
import type { Priority, Task } from '../domain/task.ts';
import { endOfTime } from './task-row.ts';

/**
 * Columns of a task as the journal keeps them (todo.image in drizzle/*_journal.sql): the ones that a command changed, or all of them.
 * Instants are in ISO 8601 with an offset; due_date is never there without due_time.
 */
export interface TaskImage {
  readonly title?: string;
  readonly description?: string | null;
  readonly due_date?: string | null;
  readonly due_time?: string | null;
  readonly priority?: Priority;
  readonly tags?: readonly string[];
  readonly recursion_pattern?: string | null;
  readonly completed?: boolean;
  readonly completed_at?: string | null;
  readonly spawned_from?: string | null;
  readonly created_at?: string;
  readonly updated_at?: string;
}

/** All of a task. */
export type WholeImage = Required<TaskImage> & { readonly id: string; readonly number: number };

export function toFields(image: TaskImage): Partial<TaskFields> {
  const { title, description, due_date, due_time, priority, tags, recursion_pattern } = image;
  const { completed, completed_at } = image;
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(due_date === undefined ? {} : { due: toDue(due_date, due_time ?? null) }),
    ...(priority === undefined ? {} : { priority }),
    ...(tags === undefined ? {} : { tags }),
    ...(recursion_pattern === undefined ? {} : { recursionPattern: recursion_pattern }),
    ...(completed === undefined ? {} : { completed }),
    ...(completed_at === undefined ? {} : { completedAt: toInstant(completed_at) }),
  };
}

export function imageToTask(image: WholeImage): Task {
  const { id, number, title, description, priority, tags, completed } = image;
  return {
    id,
    number,
    title,
    description,
    due: toDue(image.due_date, image.due_time),
    priority,
    tags,
    recursionPattern: image.recursion_pattern,
    completed,
    completedAt: toInstant(image.completed_at),
    createdAt: new Date(image.created_at),
    updatedAt: new Date(image.updated_at),
  };
}

function toDue(on: string | null, at: string | null): Task['due'] {
  return on === null ? null : { on, at: at === null ? null : at.slice(0, 'HH:MM'.length) };
}

function toInstant(text: string | null): Date | null {
  if (text === null) return null;
  const instant = new Date(text);
  return Number.isNaN(instant.getTime()) ? new Date(endOfTime(text)) : instant;
}
