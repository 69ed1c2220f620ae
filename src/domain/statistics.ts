import type { TagCount } from './tag-count.ts';
import type { Priority } from './task.ts';

/** What became of the tasks of a user. Days are those of the calendar where this process runs, `YYYY-MM-DD`. */
export interface Statistics {
  readonly today: string;
  /** What weeks begin with: 0 for Monday, to 6 for Sunday. */
  readonly firstWeekday: number;
  readonly open: number;
  readonly done: number;
  readonly overdue: number;
  readonly doneToday: number;
  readonly doneThisWeek: number;
  readonly streak: Streak;
  /** The last days, today being the last of them. */
  readonly doneByDay: readonly DoneOnDay[];
  /** At the ends of the last weeks, and at present. */
  readonly openByWeek: readonly OpenOnDay[];
  /** From high to low, each of them. */
  readonly priorities: readonly PriorityCount[];
  /** The most frequent ones of open tasks. */
  readonly tags: readonly TagCount[];
}

/** Days in a row on each of which something was done. */
export interface Streak {
  /** Until today, or until yesterday as long as nothing is done today. */
  readonly current: number;
  readonly longest: number;
}

export interface DoneOnDay {
  readonly date: string;
  readonly done: number;
}

export interface OpenOnDay {
  /** The last day of a week, or today. */
  readonly date: string;
  /** Tasks that are there now and were open when that day ended. */
  readonly open: number;
}

export interface PriorityCount {
  readonly priority: Priority;
  readonly open: number;
  readonly done: number;
}
