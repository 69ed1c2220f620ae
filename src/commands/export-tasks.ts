import type { Context } from '../context.ts';
import type { TaskFilter } from '../domain/task-filter.ts';
import type { TaskRecord } from '../domain/task-record.ts';
import { streamTaskRecords } from './stream-tasks.ts';

/**
 * What a page takes in an answer. 100,000 tasks take 25 MiB above a few (Node 20) and 33 requests; with 0.5 MiB 20 MiB and 64, with the 3 MiB
 * of a list 65 MiB.
 */
const PAGE_BYTES = 1024 * 1024;
/** An export of more tasks is a long one. */
const FEW = 1_000;

/** The tasks that match, by number, in batches, as streamTaskRecords passes lists on; in little memory, however many they are. */
export async function* exportTasks(
  filter: TaskFilter,
  context: Pick<Context, 'gateway' | 'login' | 'now' | 'keepHeapSmall'>,
): AsyncGenerator<readonly TaskRecord[], void> {
  const request = { filter, order: { by: 'number' as const, reverse: false }, limit: undefined };
  let passed = 0;
  for await (const batch of streamTaskRecords(request, context, PAGE_BYTES)) {
    if (passed <= FEW && passed + batch.length > FEW) await context.keepHeapSmall();
    passed += batch.length;
    yield batch;
  }
}
