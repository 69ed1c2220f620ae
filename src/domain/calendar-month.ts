import type { Month } from './month.ts';
import type { Task } from './task.ts';

/** The tasks of a month, by the days that they are due on. */
export interface CalendarMonth {
  readonly month: Month;
  /** `YYYY-MM-DD` */
  readonly today: string;
  /** What weeks begin with: 0 for Monday, to 6 for Sunday. */
  readonly firstWeekday: number;
  /** How many tasks are overdue that were due before the first day of the month. */
  readonly overdueBefore: number;
  /** The days that have tasks, in order: those of the month, and the others of its first and last week if they were asked for. */
  readonly days: readonly CalendarDay[];
}

export interface DayCounts {
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** Tasks that are due on that day and not done, overdue ones included. */
  readonly open: number;
  /** Tasks that are due on that day and done, whenever that was. */
  readonly done: number;
  readonly overdue: number;
}

export interface CalendarDay extends DayCounts {
  /** The first ones, as many as were asked for: open ahead of done, by time, by priority, by number. */
  readonly tasks: readonly CalendarTask[];
}

export interface CalendarTask extends Pick<Task, 'number' | 'title' | 'priority' | 'completed'> {
  /** `HH:MM` */
  readonly dueTime: string | null;
}
