import { sql } from 'drizzle-orm';
import type { Priority } from '../domain/task.ts';
import type { Database } from './gateway.ts';

/** A row of a file for todo.import_tasks, as todo.imported_task has it (drizzle/0006_import.sql). Instants are in ISO 8601. */
export interface ImportRow {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  readonly due_date: string | null;
  readonly due_time: string | null;
  readonly priority: Priority;
  readonly tags: readonly string[];
  readonly recursion_pattern: string | null;
  readonly completed: boolean;
  readonly completed_at: string | null;
  /** Null: now. */
  readonly created_at: string | null;
  readonly updated_at: string | null;
  /** The file does not name it: more than `copy` tasks of its content are this one as well. */
  readonly by_content: boolean;
  readonly copy: number;
  /** Between these it was completed. Null: unknown, or at any time. */
  readonly done_from: string | null;
  readonly done_until: string | null;
}

/**
 * Adds the tasks that are not there yet, and tells of each row, in order, its number and whether this command added it. A repeat tells what
 * the first try did. `apply: false` changes nothing; what would be added has no number.
 * @param rows ImportRows, each as JSON
 */
export function importRows(database: Database, rows: readonly string[], apply: boolean) {
  return database
    .select({ number: sql<number | null>`number`, isNew: sql<boolean>`is_new` })
    .from(sql`todo.import_tasks(${`[${rows.join(',')}]`}::jsonb, ${apply})`);
}
