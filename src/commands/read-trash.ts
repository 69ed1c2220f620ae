import type { Context } from '../context.ts';
import { selectTrash } from '../data/trash.ts';
import { imageToTask } from '../data/task-image.ts';
import { toInstant } from '../data/task-row.ts';
import type { DeletedTask } from '../domain/journal.ts';
import { asCurrentUser } from './as-current-user.ts';
import { readInPages } from './read-in-pages.ts';

type Deleted = Awaited<ReturnType<typeof selectTrash>>[number];

/** The deleted tasks that can be put back, the latest first. One request, and more for thousands of them. */
export async function readTrash(
  limit: number | undefined,
  context: Pick<Context, 'gateway' | 'login'>,
): Promise<readonly DeletedTask[]> {
  const { read, userId } = await asCurrentUser(context);
  const rows = await readInPages<Deleted>((last, count) => {
    const behind = last && { seq: last.seq, number: last.image.number };
    return read((database) => [selectTrash(database, userId, { limit: count, behind })]);
  }, limit);
  return rows.map(({ image, name, kind, device, at }) => ({
    task: imageToTask(image),
    deletion: { name, kind, device, at: toInstant(at) },
  }));
}
