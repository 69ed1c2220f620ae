import type { Context } from '../context.ts';
import { revokeSessions as revokeSessionsQuery } from '../data/sessions.ts';
import {
  NotFoundError,
  NotLoggedInError,
  type TodoError,
  UnavailableError,
  UsageError,
} from '../domain/errors.ts';
import type { ListedSession } from '../domain/listed-session.ts';
import { asCurrentUser } from './as-current-user.ts';
import { forgetLogin } from './account.ts';
import { listSessions } from './list-sessions.ts';

export interface RevokedSessions {
  readonly database: string;
  /** Those that are over now. */
  readonly ended: readonly ListedSession[];
  /** What the session that asked came from, if it is one of them. */
  readonly loggedOut: 'login' | 'TODO_TOKEN' | undefined;
  /** Why not every beginning of an id led to one session; nothing was ended for such a one. */
  readonly problem: TodoError | undefined;
}

/**
 * Ends the sessions whose ids begin as `prefixes` say. If the one that asks is among them, this machine forgets the login. Two requests:
 * beginnings are looked up first, so that it is known whether they mean one session each, and what a repeat would not find.
 */
export async function revokeSessions(
  prefixes: readonly string[],
  context: Pick<Context, 'gateway' | 'login' | 'sessions'>,
): Promise<RevokedSessions> {
  const { source } = await context.login();
  const { connection } = await context.gateway();
  const { write } = await asCurrentUser(context);
  const { found, problem } = sortOut(prefixes, await listSessions(context));
  const endsItself = found.some(({ current }) => current);
  let uncertain: TodoError | undefined;
  if (found.length > 0) {
    let lostAnAnswer = false;
    try {
      // Which ones it ended does not matter: those that it did not find any more are over as well.
      await write((database, mayHaveRun) => {
        lostAnAnswer = mayHaveRun;
        return [
          revokeSessionsQuery(
            database,
            found.map(({ id }) => id),
          ),
        ];
      });
    } catch (error) {
      if (!(error instanceof NotLoggedInError && lostAnAnswer && endsItself)) throw error;
      // The first try ended the session that asked, or else somebody did at this very moment: nothing is known of the others then.
      if (found.length > 1) uncertain = unclear(error);
    }
  }
  if (endsItself && source === 'login') await forgetLogin(context);
  return {
    database: connection.name,
    ended: uncertain === undefined ? found : found.filter(({ current }) => current),
    loggedOut: endsItself ? source : undefined,
    problem: uncertain ?? problem,
  };
}

/** Sorts out which beginnings lead to exactly one session. */
function sortOut(prefixes: readonly string[], sessions: readonly ListedSession[]) {
  const found = new Set<ListedSession>();
  const missing: string[] = [];
  const ambiguous: string[] = [];
  for (const prefix of prefixes) {
    const [first, second] = sessions.filter(({ id }) => id.startsWith(prefix));
    if (first === undefined) missing.push(prefix);
    else if (second === undefined) found.add(first);
    else ambiguous.push(prefix);
  }
  return { found: [...found], problem: problemWith(missing, ambiguous) };
}

function problemWith(missing: readonly string[], ambiguous: readonly string[]): TodoError | undefined {
  const several = `Several sessions have ids that begin with ${ambiguous.join(', ')}`;
  if (missing.length > 0) {
    const error = new NotFoundError(`No such session: ${missing.join(', ')}`, {
      hint: 'See what there is with `todo sessions`: it may have been ended, or have expired.',
    });
    return ambiguous.length > 0 ? error.advise(`${several}.`) : error;
  }
  return ambiguous.length > 0 ? new UsageError(several, { hint: 'Give more of the id.' }) : undefined;
}

function unclear(cause: NotLoggedInError): UnavailableError {
  return new UnavailableError('The connection broke while ending sessions, and this one is over now', {
    hint: 'The others most likely are, too. Log in, and look with `todo sessions`.',
    cause,
  });
}
