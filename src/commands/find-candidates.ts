import type { Context } from '../context.ts';
import { MOST_CANDIDATES, selectTagCandidates, selectTaskCandidates } from '../data/candidates.ts';
import { asCurrentUser } from './as-current-user.ts';

type Needed = Pick<Context, 'gateway' | 'login'>;

/** At most 200 open or done tasks whose numbers begin with these digits; empty: all. One request. */
export async function candidateTasks(
  wanted: { readonly completed: boolean; readonly digits: string },
  context: Needed,
): Promise<{ readonly number: number; readonly title: string }[]> {
  const { read, userId } = await asCurrentUser(context);
  const [rows] = await read((database) => [selectTaskCandidates(database, userId, wanted)]);
  return rows;
}

/** The same of the 200 tasks that were deleted last. One request. */
export async function deletedCandidates(
  digits: string,
  context: Needed,
): Promise<{ readonly number: number; readonly title: string }[]> {
  const { readTrash } = await import('./read-trash.ts');
  const deleted = await readTrash(MOST_CANDIDATES, context);
  return deleted.map(({ task }) => task).filter(({ number }) => String(number).startsWith(digits));
}

/** At most 200 tags that begin so, each with how many open tasks have it. One request. */
export async function candidateTags(
  beginning: string,
  context: Needed,
): Promise<{ readonly tag: string; readonly open: number }[]> {
  const { read, userId } = await asCurrentUser(context);
  const [rows] = await read((database) => [selectTagCandidates(database, userId, beginning)]);
  return rows;
}
