import { UsageError } from './errors.ts';
import type { Due, Priority } from './task.ts';

/** Conditions on a task, all of which must hold; an empty list sets none. */
export interface TaskConditions {
  /** All of them must be on the task. */
  readonly tags: readonly string[];
  /** None of them may be. */
  readonly withoutTags: readonly string[];
  /** One of them. */
  readonly priorities: readonly Priority[];
  /** One of them. */
  readonly due: readonly DueCondition[];
  /** Each must be found in the title, the note or a tag, in any case and with accents or without. */
  readonly search: readonly string[];
}

/** `overdue`: open, and the time has passed; `by`: on that day, or at that time, or before. */
export type DueCondition = 'overdue' | 'today' | 'none' | 'any' | { readonly by: Due };

export type TaskState = 'open' | 'done' | 'all';

/** Which tasks a list holds. */
export interface TaskFilter extends TaskConditions {
  readonly state: TaskState;
  /** Besides the conditions above, those of one of these must hold; empty: no others. Their own state takes the place of `state`. */
  readonly either: readonly TaskTerms[];
}

/** What the terms of a list say. */
export interface TaskTerms extends TaskConditions {
  /** Undefined: they do not say. */
  readonly state: TaskState | undefined;
}

export const NO_CONDITIONS: TaskConditions = {
  tags: [],
  withoutTags: [],
  priorities: [],
  due: [],
  search: [],
};

export const SORT_KEYS = ['due', 'priority', 'created', 'updated', 'title', 'number'] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export interface TaskOrder {
  /** `due`: soonest first, undated last, then by priority, then by number. */
  readonly by: SortKey;
  readonly reverse: boolean;
}

/** More than anybody types; of thousands, Postgres and the way to it run out of stack. */
const MOST_CONDITIONS = 100;

/** Throws UsageError for more conditions than a list can have. */
export function requireFewConditions(count: number): void {
  if (count > MOST_CONDITIONS) {
    throw new UsageError(`A list can have ${MOST_CONDITIONS} conditions, not ${count}`, {
      hint: 'Leave some out. A phrase with its spaces is one, in quotes.',
    });
  }
}

/** The date and the wall-clock time that "today" and "overdue" are measured against. */
export interface Clock {
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** `HH:MM` */
  readonly time: string;
}
