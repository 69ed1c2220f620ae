import type { Due, Priority, Task } from './task.ts';

/** A task before the database has given it a number. */
export type NewTask = Pick<
  Task,
  'id' | 'title' | 'description' | 'due' | 'priority' | 'tags' | 'recursionPattern'
>;

/** What a person says about a new task. */
export type TaskDraft = Omit<NewTask, 'id'>;

/** How many can be added at once: a row takes up to nine of the 65,535 parameters that Postgres admits in a statement. */
export const MOST_NEW_TASKS = 5_000;

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

/** The fields that an edit can empty, as a person names them; an emptied priority is Medium. */
export const CLEARABLE = ['due', 'note', 'tags', 'repeat', 'priority'] as const;
export type Clearable = (typeof CLEARABLE)[number];

export function changesNothing({ addTags, removeTags, ...fields }: TaskChange): boolean {
  return (
    Object.values(fields).every((value) => value === undefined) && addTags.length + removeTags.length === 0
  );
}

/** The task as the change would make it, without asking the database. */
export function withChange(task: Task, { addTags, removeTags, tags, ...fields }: TaskChange): Task {
  const { title = task.title, priority = task.priority } = fields;
  const { description = task.description, due = task.due, recursionPattern = task.recursionPattern } = fields;
  const kept = task.tags.filter((tag) => !removeTags.some((removed) => isSameTag(removed, tag)));
  const added = addTags.filter((tag) => !task.tags.some((old) => isSameTag(old, tag)));
  return { ...task, title, priority, description, due, recursionPattern, tags: tags ?? [...kept, ...added] };
}

/** Whether there is anything to undo: an edit may say what was so before. */
export function isChanged(before: Task, after: Task): boolean {
  return withoutTime(before) !== withoutTime(after);
}

function withoutTime(task: Task): string {
  return JSON.stringify({ ...task, updatedAt: null });
}

export function isSameTag(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
