import type { Neon } from '../neon/stand-in.ts';
import type { Outcome } from './run-todo.ts';

/** Long enough for a statement that another machine sends. */
const PAUSE_MS = 500;

/**
 * Runs a command that reads and then writes, and has another machine change the database in between.
 * @param sql with the id of the user as `$1`
 */
export async function meanwhile(
  neon: Neon,
  sql: string,
  userId: string,
  run: () => Promise<Outcome>,
): Promise<Outcome> {
  neon.inject({ kind: 'delay', ms: 0 });
  neon.inject({ kind: 'delay', ms: PAUSE_MS });
  const writing = neon.requests.length + 2;
  const running = run();
  while (neon.requests.length < writing) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await neon.query(sql, [userId]);
  return running;
}
