import { Option } from '@commander-js/extra-typings';
import type { OpenContext } from '../context.ts';
import { parseSessionName } from '../domain/account-fields.ts';
import { parseDuration } from '../domain/duration.ts';
import { withExamples } from './help.ts';
import { notice, present } from './present.ts';
import type { Program } from './settings.ts';

export function declareTokens(program: Program, open: OpenContext): void {
  const token = program
    .command('token')
    .summary('tokens for scripts')
    .description('Tokens for scripts, in the place of a login.');

  token
    .command('create')
    .summary('print a token for TODO_TOKEN')
    .description(
      withExamples('Create a token for scripts and print it, once. Put it into TODO_TOKEN.', [
        'todo token create --name ci --expires 90d',
        'todo token create --name wallboard --read-only',
      ]),
    )
    .requiredOption('--name <text>', 'what it is for, for the list of sessions')
    .addOption(new Option('--expires <duration>', 'when it stops working: 12h, 30d, 8w').default('90d'))
    .option('--read-only', 'it can list and show, but not change anything')
    .action(async (options) => {
      const lifetimeSeconds = parseDuration(options.expires);
      const name = parseSessionName(options.name, 'token');
      const context = await open();
      const { createToken } = await import('../commands/create-token.ts');
      const request = { name, lifetimeSeconds, readOnly: options.readOnly === true };
      const created = await createToken(request, context);
      const until = created.expiresAt.toISOString();
      notice(context, `A token that works until ${until}. It is not shown again:`);
      await present(context, {
        human: () => created.token,
        json: () => ({ ...created, expiresAt: until }),
      });
    });
}
