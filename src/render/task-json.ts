import type { Priority, Task } from '../domain/task.ts';

/** A task as every `--json` prints it: always all of these keys in this order. Keys may be added, none goes or changes. */
export interface TaskJson {
  readonly number: number;
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  /** `YYYY-MM-DD` */
  readonly dueDate: string | null;
  /** `HH:MM` */
  readonly dueTime: string | null;
  readonly priority: Priority;
  readonly tags: readonly string[];
  readonly recursionPattern: string | null;
  readonly completed: boolean;
  /** Instants are ISO 8601 in UTC with milliseconds: `2026-11-23T09:00:00.000Z`. */
  readonly completedAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export function taskJson(task: Task): TaskJson {
  return {
    number: task.number,
    id: task.id,
    title: task.title,
    description: task.description,
    dueDate: task.due?.on ?? null,
    dueTime: task.due?.at ?? null,
    priority: task.priority,
    tags: task.tags,
    recursionPattern: task.recursionPattern,
    completed: task.completed,
    completedAt: task.completedAt?.toISOString() ?? null,
    createdAt: task.createdAt.toISOString(),
    updatedAt: task.updatedAt.toISOString(),
  };
}
