import type { Context } from '../context.ts';
import { selectTagCounts } from '../data/tags.ts';
import type { TagCount } from '../domain/tag-count.ts';
import { asCurrentUser } from './as-current-user.ts';

/** The tags of open tasks, or with `all` of every task, counted and sorted in Postgres. One request. */
export async function listTags(
  { all }: { readonly all: boolean },
  context: Pick<Context, 'gateway' | 'login'>,
): Promise<readonly TagCount[]> {
  const { read, userId } = await asCurrentUser(context);
  const [counts] = await read((database) => [selectTagCounts(database, userId, all)]);
  return counts;
}
