import type { Task } from './task.ts';

/** The commands that change tasks, as the journal names them. */
export type JournaledCommand = 'add' | 'edit' | 'done' | 'reopen' | 'rm' | 'restore' | 'import';

/** A command that changed tasks, as the journal remembers it. */
export interface JournalEntry {
  /** As the client called it, which may have been another program; empty: it did not say. */
  readonly name: string;
  /** The machine, or the name of the token. */
  readonly device: string;
  readonly at: Date;
}

/** What takes back a command, and what takes back that. */
export type TakingBack = 'undo' | 'redo';

/** A command of the past. */
export interface PastCommand extends JournalEntry {
  readonly id: string;
  /** Whether it is an undo or a redo of what it is named after. */
  readonly kind: TakingBack | null;
  /** Whether it has been undone; of an undo, whether it has been redone. */
  readonly takenBack: boolean;
}

/** A command with the tasks that it changed. */
export interface CommandOnTasks extends PastCommand {
  /** Of all of them, ascending. */
  readonly numbers: readonly number[];
  /** The first of them by number, or all if so asked, under the titles that they had then. */
  readonly tasks: readonly { readonly number: number; readonly title: string }[];
}

/** A command with what it did to the one task that is asked about. */
export interface CommandOnTask extends PastCommand, TaskChanged {}

/** A deleted task as it was, and what deleted it. */
export interface DeletedTask {
  readonly task: Task;
  readonly deletion: JournalEntry & Pick<PastCommand, 'kind'>;
}

/** What a person sees of a task, and can change. */
export type TaskFields = Omit<Task, 'number' | 'id' | 'createdAt' | 'updatedAt'>;

/** What a command did to one task. */
export interface TaskChanged {
  /** The fields that it changed, as they were; null: it added the task. */
  readonly before: Partial<TaskFields> | null;
  /** The same fields as it left them; null: it deleted the task. */
  readonly after: Partial<TaskFields> | null;
}

/** One field with its values before and after; undefined where there was no task. */
export interface FieldChange<Field extends ShownField = ShownField> {
  readonly field: Field;
  readonly before: TaskFields[Field] | undefined;
  readonly after: TaskFields[Field] | undefined;
}

/** In the order in which people are told of them. When a task was completed is told by when the command ran. */
export const SHOWN_FIELDS = [
  'completed',
  'title',
  'due',
  'priority',
  'tags',
  'recursionPattern',
  'description',
] as const;
export type ShownField = (typeof SHOWN_FIELDS)[number];

/** What there is to tell of a change, field by field. */
export function fieldChanges({ before, after }: TaskChanged): FieldChange[] {
  return SHOWN_FIELDS.filter((field) => isSaid(before, field) || isSaid(after, field)).map((field) => ({
    field,
    before: before?.[field],
    after: after?.[field],
  }));
}

function isSaid(fields: Partial<TaskFields> | null, field: ShownField): boolean {
  return fields?.[field] !== undefined;
}
