import type { Priority } from './task.ts';

/** Which tasks a list holds: those that meet every condition. */
export interface TaskFilter {
  readonly state: 'open' | 'done' | 'all';
  /** Overdue or due today; with both, either will do. */
  readonly due: readonly ('overdue' | 'today')[];
  /** All of them must be on the task. */
  readonly tags: readonly string[];
  /** One of them; empty: any. */
  readonly priorities: readonly Priority[];
  /** Each must be found in the title, the note or a tag, in any case. */
  readonly search: readonly string[];
}

export const SORT_KEYS = ['due', 'priority', 'created', 'updated', 'title', 'number'] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export interface TaskOrder {
  /** `due`: soonest first, undated last, then by priority, then by number. */
  readonly by: SortKey;
  readonly reverse: boolean;
}

/** The date and the wall-clock time that "today" and "overdue" are measured against. */
export interface Clock {
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** `HH:MM` */
  readonly time: string;
}
