import type { Priority } from './task.ts';

/** A task as every `--json` prints it: always all of these keys in this order. Keys may be added, none goes or changes. */
export interface TaskRecord {
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
