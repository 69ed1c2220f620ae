import { parseToken } from '../../src/auth/session-token.ts';
import type { Context } from '../../src/context.ts';
import { parseConnection } from '../../src/data/connection.ts';
import { createGateway } from '../../src/data/gateway.ts';
import type { User } from './sign-up-user.ts';

/** What the commands of one run of the program work with, all of which is one command to the journal. */
export function oneRun(user: User): Pick<Context, 'gateway' | 'login'> {
  const gateway = createGateway(parseConnection(user.database.url, 'the test'), {
    timeoutMs: 60_000,
    showWaiting: () => () => undefined,
    trace: () => undefined,
  });
  const login = { ...parseToken(user.token, 'the test'), source: 'login' as const, username: user.username };
  return { gateway: () => Promise.resolve(gateway), login: () => Promise.resolve(login) };
}
