import type { Due, Priority, Task } from './task.ts';

/** A task before the database has given it a number. */
export type NewTask = Pick<
  Task,
  'id' | 'title' | 'description' | 'due' | 'priority' | 'tags' | 'recursionPattern'
>;

/** What a person says about a new task. */
export type TaskDraft = Omit<NewTask, 'id'>;

/** What an edit changes. Undefined leaves a field as it is, null empties it. */
export interface TaskChange {
  readonly title?: string | undefined;
  readonly description?: string | null | undefined;
  readonly due?: Due | null | undefined;
  readonly priority?: Priority | undefined;
  readonly recursionPattern?: string | null | undefined;
  /** Takes the place of all tags. */
  readonly tags?: readonly string[] | undefined;
  readonly addTags: readonly string[];
  readonly removeTags: readonly string[];
}
