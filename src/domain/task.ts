/** Most urgent first: the order of the database's enum and of every sort by priority. */
export const PRIORITIES = ['High', 'Medium', 'Low'] as const;
export type Priority = (typeof PRIORITIES)[number];

/**
 * When a task is due: a calendar date, with a wall-clock time or without. It is not an instant, so it neither moves nor
 * changes when its owner travels to another time zone.
 */
export interface Due {
  /** `YYYY-MM-DD` */
  readonly on: string;
  /** `HH:MM`, 24 hours; null: any time that day. */
  readonly at: string | null;
}

export interface Task {
  /** Counted per user from 1, given by the database, never reused. */
  readonly number: number;
  /** UUID version 7, made by the client that added the task, so that a repeated request finds its own row. */
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  readonly due: Due | null;
  readonly priority: Priority;
  /** In the order in which they were given, without duplicates. */
  readonly tags: readonly string[];
  /** The value of an RFC 5545 RRULE without the name, such as `FREQ=MONTHLY`; null: happens once. */
  readonly recursionPattern: string | null;
  readonly completed: boolean;
  readonly completedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What a list shows of a task. */
export type ListedTask = Pick<Task, 'number' | 'completed' | 'due' | 'priority' | 'title' | 'tags'>;
