import type { Context } from '../context.ts';
import type { JournaledCommand } from '../domain/journal.ts';

/**
 * The gateway as the user who is logged in, with the id that every query of tasks filters by.
 * @param command as what the journal writes down changes of tasks; whoever changes tasks must say
 */
export async function asCurrentUser(context: Pick<Context, 'gateway' | 'login'>, command?: JournaledCommand) {
  const login = await context.login();
  const gateway = await context.gateway();
  return { ...gateway.asUser(login, command), userId: login.userId, commandId: gateway.commandId };
}
