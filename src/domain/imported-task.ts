import type { Task } from './task.ts';

/** A task as a file has it. */
export interface ImportedTask extends Pick<
  Task,
  'title' | 'description' | 'due' | 'priority' | 'tags' | 'recursionPattern' | 'completed' | 'completedAt'
> {
  /** A UUID by which the file names it; null: it is known by its content. */
  readonly id: string | null;
  /** Null where the file does not say; so is completedAt, also of a task that is done. */
  readonly createdAt: Date | null;
  readonly updatedAt: Date | null;
}

/** What becomes of a place in a file. */
export type ImportedRow = PlaceInFile &
  (
    | {
        readonly task: ImportedTask;
        /** What was changed to make a task of it, or moved to another place, a clause each; they do not repeat the text. */
        readonly remarks: readonly string[];
      }
    /** Why it is left out on purpose: the file says that it is deleted, or has it twice. */
    | { readonly skipped: string }
    /** Why it cannot become a task: a sentence without a final period that does not repeat the text. */
    | { readonly problem: string }
  );

interface PlaceInFile {
  /** The number of the line that it begins on, from 1. */
  readonly line: number;
}
