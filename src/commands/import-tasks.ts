import { v5 as nameBased } from 'uuid';
import type { Context } from '../context.ts';
import { type ImportRow, importRows } from '../data/task-import.ts';
import { counted } from '../domain/count.ts';
import { TodoError, UnavailableError } from '../domain/errors.ts';
import type { TaskOutcome } from '../domain/import-report.ts';
import type { ImportedTask } from '../domain/imported-task.ts';
import { asCurrentUser } from './as-current-user.ts';

/** What one request did. */
export interface ImportBatch {
  /** One for each task, in the order of the tasks. */
  readonly outcomes: readonly TaskOutcome[];
}

/** 10,000 tasks are 10 requests, each of some 60 ms of Postgres. */
const MOST_ROWS = 1_000;
/** Of JSON, which JSON makes twice as much at the worst: far below the 10 MiB that Neon takes. */
const MOST_BYTES = 1024 * 1024;

/**
 * Adds the tasks that are not there yet, in their order: by their id, or where the file has none by their content, so that a second import of
 * a file adds nothing, whatever became of its tasks meanwhile; deleted ones come in again. One request for each batch, which comes in as a
 * whole, and is asked for when somebody wants it; all of them are one command to the journal. Throws what a request throws, with how
 * many tasks are in. `apply: false` tells what would happen.
 */
export async function* importTasks(
  tasks: readonly ImportedTask[],
  { apply }: { readonly apply: boolean },
  context: Pick<Context, 'gateway' | 'login' | 'now'>,
): AsyncGenerator<ImportBatch, void> {
  const { read, write } = await asCurrentUser(context, 'import');
  let added = 0;
  for (const rows of batches(importedRows(tasks, context.now()))) {
    const [outcomes] = await (apply ? write : read)((database) => [importRows(database, rows, apply)]).catch(
      (error: unknown) => {
        throw apply ? adviseUndo(error, added) : error;
      },
    );
    added += outcomes.filter(({ isNew }) => isNew).length;
    yield { outcomes };
  }
}

function adviseUndo(error: unknown, added: number): unknown {
  if (!(error instanceof TodoError) || added === 0) return error;
  const tasks = `${counted(added, 'task')} ${added === 1 ? 'is' : 'are'}`;
  const advice = '`todo undo` takes them back, and the same import again goes on.';
  // Other commands are not to be repeated without a look.
  return error instanceof UnavailableError
    ? new UnavailableError(error.message, {
        hint: `${tasks} in, and perhaps those that were on their way: ${advice}`,
        cause: error.cause,
      })
    : error.advise(`${tasks} in: ${advice}`);
}

/** JSON of rows, as much as a request takes. */
function* batches(rows: Iterable<ImportRow>): Generator<readonly string[]> {
  let batch: string[] = [];
  let bytes = 0;
  for (const row of rows) {
    const json = JSON.stringify(row);
    const size = Buffer.byteLength(json);
    if (batch.length === MOST_ROWS || (batch.length > 0 && bytes + size > MOST_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(json);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

function* importedRows(tasks: readonly ImportedTask[], now: Date): Generator<ImportRow> {
  const ids = new Counter();
  const named = new Counter();
  const alike = new Counter();
  for (const task of tasks) {
    const { title, description, due, priority, tags, recursionPattern, completed } = task;
    const day = dayOf(task);
    const content = [title, description, due?.on, due?.at, priority, tags, recursionPattern];
    const identity = JSON.stringify([...content, task.createdAt]);
    const id = task.id ?? nameBased(JSON.stringify([identity, named.add(identity)]), NAMESPACE);
    const state = JSON.stringify([...content, completed]);
    // Where the day is not known, it is any of those that are done.
    const copy = alike.of(day === null ? state : state + day.from);
    if (ids.add(id) === 0) {
      alike.add(state);
      if (day !== null) alike.add(state + day.from);
    }
    yield {
      id,
      title,
      description,
      due_date: due?.on ?? null,
      due_time: due?.at ?? null,
      priority,
      tags,
      recursion_pattern: recursionPattern,
      completed,
      completed_at: completed ? instant(task.completedAt ?? task.createdAt ?? now) : null,
      created_at: task.createdAt && instant(task.createdAt),
      updated_at: task.updatedAt && instant(task.updatedAt),
      by_content: task.id === null,
      copy,
      done_from: day && day.from,
      done_until: day && day.until,
    };
  }
}

/** Ours alone, for the ids of tasks that a file does not name. */
const NAMESPACE = '5f0a3c1e-7d52-4b8a-9c46-2e8d1b7f9a30';

/** How often something was there before. */
class Counter {
  readonly #counts = new Map<string, number>();

  of(key: string): number {
    return this.#counts.get(key) ?? 0;
  }

  /** How often it was there so far. */
  add(key: string): number {
    const count = this.of(key);
    this.#counts.set(key, count + 1);
    return count;
  }
}

/** The local day on which it was completed: files often know no more. */
function dayOf({ completed, completedAt }: ImportedTask): { from: string; until: string } | null {
  if (!completed || completedAt === null) return null;
  const from = new Date(completedAt);
  from.setHours(0, 0, 0, 0);
  const until = new Date(from);
  until.setDate(until.getDate() + 1);
  return { from: instant(from), until: instant(until) };
}

const EARLIEST = Date.parse('0001-01-01T00:00:00Z');
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');

/** In ISO 8601, with a year that Postgres can read. */
function instant(date: Date): string {
  return new Date(Math.min(Math.max(date.getTime(), EARLIEST), LATEST)).toISOString();
}
