import type { Context } from '../context.ts';

/** The gateway as the user who is logged in, with the id that every query of tasks filters by. */
export async function asCurrentUser(context: Pick<Context, 'gateway' | 'login'>) {
  const login = await context.login();
  const gateway = await context.gateway();
  return { ...gateway.asUser(login), userId: login.userId };
}
