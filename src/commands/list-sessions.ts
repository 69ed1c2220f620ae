import type { Context } from '../context.ts';
import { listSessions as listSessionsQuery, toListedSession } from '../data/sessions.ts';
import type { ListedSession } from '../domain/listed-session.ts';
import { asCurrentUser } from './as-current-user.ts';

/** Where the account is logged in, the session used latest first. One request. */
export async function listSessions(
  context: Pick<Context, 'gateway' | 'login'>,
): Promise<readonly ListedSession[]> {
  const { read } = await asCurrentUser(context);
  const [rows] = await read((database) => [listSessionsQuery(database)]);
  return rows.map(toListedSession);
}
