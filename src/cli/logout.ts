import { Option } from '@commander-js/extra-typings';
import type { Logout, LogoutRequest } from '../commands/log-out.ts';
import type { Context, OpenContext } from '../context.ts';
import { withExamples } from './help.ts';
import { notice, present } from './present.ts';
import type { Program } from './settings.ts';

export function declareLogout(program: Program, open: OpenContext): void {
  program
    .command('logout')
    .summary('end the login of this machine')
    .description(
      withExamples('End the session in the database and forget it on this machine.', [
        'todo logout',
        'todo logout --all',
      ]),
    )
    .addOption(new Option('--all', 'end every session of the account, on all machines'))
    .addOption(new Option('--purge', 'delete the configuration folder of todo as well'))
    .action(async (options) => {
      const context = await open();
      const request = { everywhere: options.all === true };
      const { logOut } = await import('../commands/log-out.ts');
      const ended = await (options.purge === true
        ? logOutAndPurge(request, context)
        : logOut(request, context));
      await present(context, {
        human: () => (ended === undefined ? 'Not logged in' : loggedOut(ended)),
        json: () => ({ database: ended?.database ?? null, sessionsEnded: ended?.ended ?? 0 }),
      });
    });
}

/** Says of every session that may go on after its login was deleted here. */
async function logOutAndPurge(request: LogoutRequest, context: Context): Promise<Logout | undefined> {
  const { purge } = await import('../commands/purge.ts');
  const { logout, problem, left } = await purge(request, context);
  const open =
    left.length === 0
      ? ''
      : `The sessions of the logins to ${left.join(', ')} may still be open: on another machine, end them with \`todo sessions revoke\`.`;
  if (problem !== undefined) {
    throw problem.advise(`What todo kept on this machine was deleted all the same. ${open}`.trim());
  }
  if (open !== '') notice(context, `Note: ${open}`);
  return logout;
}

function loggedOut({ database, ended }: { readonly database: string; readonly ended: number }): string {
  return ended > 1 ? `Logged out of ${database}, ${ended} sessions ended` : `Logged out of ${database}`;
}
