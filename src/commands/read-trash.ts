import type { Context } from '../context.ts';
import { selectTrash } from '../data/trash.ts';
import { imageToTask } from '../data/task-image.ts';
import { toInstant } from '../data/task-row.ts';
import type { DeletedTask } from '../domain/journal.ts';
import { adviseLimit } from './advise-limit.ts';
import { asCurrentUser } from './as-current-user.ts';

/** The deleted tasks that can be put back, the latest first. One request. */
export async function readTrash(
  limit: number | undefined,
  context: Pick<Context, 'gateway' | 'login'>,
): Promise<readonly DeletedTask[]> {
  const { read, userId } = await asCurrentUser(context);
  const [rows] = await read((database) => [selectTrash(database, userId, { limit })]).catch(adviseLimit);
  return rows.map(({ image, name, kind, device, at }) => ({
    task: imageToTask(image),
    deletion: { name, kind, device, at: toInstant(at) },
  }));
}
