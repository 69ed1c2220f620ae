import { parseToken } from '../../src/auth/session-token.ts';
import type { Context } from '../../src/context.ts';
import { openGateway } from './open-gateway.ts';
import type { User } from './sign-up-user.ts';

/** What the commands of one run of the program work with, all of which is one command to the journal. */
export function oneRun(user: User): Pick<Context, 'gateway' | 'login'> {
  const gateway = openGateway(user.database.url);
  const login = { ...parseToken(user.token, 'the test'), source: 'login' as const, username: user.username };
  return { gateway: () => Promise.resolve(gateway), login: () => Promise.resolve(login) };
}
