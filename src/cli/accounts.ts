import { Option } from '@commander-js/extra-typings';
import type { Context, OpenContext } from '../context.ts';
import { parseSessionName } from '../domain/account-fields.ts';
import { parseDuration } from '../domain/duration.ts';
import type { Account } from '../domain/user.ts';
import { confirmTables, newAccount, orAsk } from './account-questions.ts';
import { declareLogout } from './logout.ts';
import { currentPassword } from './password-questions.ts';
import { notice, present } from './present.ts';
import { withExamples } from './help.ts';
import type { Program } from './settings.ts';

const DEFAULT_LIFETIME = '30d';

export function declareAccounts(program: Program, open: OpenContext): void {
  program
    .command('signup')
    .summary('create an account and log in')
    .description(
      withExamples('Create an account in the database and log in. The first account creates the tables.', [
        'todo signup',
        'printf %s "$PASSWORD" | todo signup -u ada -e ada@example.org --password-stdin',
      ]),
    )
    .option('-u, --username <name>', '2 to 32 of a-z, 0-9, _ . and -')
    .option('-e, --email <address>', 'an e-mail address, which can be used to log in as well')
    .addOption(passwordStdinOption())
    .addOption(deviceOption())
    .addOption(expiresOption())
    .action(async (options) => {
      const lifetimeSeconds = parseDuration(options.expires);
      const context = await open();
      // Where the account would go comes first: nobody should type a password for the wrong database.
      const { name, source } = await context.connection();
      if (options.username === undefined && (await context.prompter()) !== undefined) {
        notice(context, `A new account in ${name} (DATABASE_URL from ${source})`);
      }
      await signUp({ ...options, lifetimeSeconds }, context);
    });

  program
    .command('login')
    .summary('log in to an account')
    .description(
      withExamples('Log in on this machine. The login is kept until it expires or you log out.', [
        'todo login ada',
        'printf %s "$PASSWORD" | todo login ada --password-stdin',
      ]),
    )
    .argument('[name]', 'username or e-mail address')
    .addOption(passwordStdinOption())
    .addOption(deviceOption())
    .addOption(expiresOption())
    .action(async (given, options) => {
      const lifetimeSeconds = parseDuration(options.expires);
      const context = await open();
      await context.connection();
      const name = await orAsk(given, 'NAME', 'Username or e-mail address:', (text) => text.trim(), context);
      const password = await currentPassword(options, context);
      const { logIn } = await import('../commands/log-in.ts');
      const device = options.device ?? context.terminal.device;
      const account = await logIn({ name, password, device, lifetimeSeconds }, context);
      await presentLogin('Logged in', account, context);
      if (context.env['TODO_TOKEN'] !== undefined && context.env['TODO_TOKEN'] !== '') {
        notice(context, 'Note: TODO_TOKEN is set, and commands go on using it instead of this login.');
      }
    });

  declareLogout(program, open);

  program
    .command('whoami')
    .summary('show who is logged in')
    .description(
      withExamples('Show the account, the database and when the login expires.', [
        'todo whoami',
        'todo whoami --json | jq -r .user.username',
      ]),
    )
    .action(async () => {
      const context = await open();
      const { whoAmI } = await import('../commands/who-am-i.ts');
      const account = await whoAmI(context);
      const { accountCard, accountJson, accountLine } = await import('../render/account.ts');
      await present(context, {
        human: (style) => accountCard(account, style),
        plain: () => accountLine(account),
        json: () => accountJson(account),
      });
    });
}

/** Signs up with what the options say and asks for the rest; `todo init` offers it too. */
export async function signUp(
  options: {
    readonly username?: string | undefined;
    readonly email?: string | undefined;
    readonly passwordStdin?: true | undefined;
    readonly device?: string | undefined;
    readonly lifetimeSeconds: number;
  },
  context: Context,
): Promise<void> {
  const { lifetimeSeconds } = options;
  const fields = await newAccount(options, context);
  const device = options.device ?? context.terminal.device;
  const command = await import('../commands/sign-up.ts');
  const account = await command.signUp({ ...fields, device, lifetimeSeconds }, context, (where) =>
    confirmTables(where, context),
  );
  await presentLogin('Welcome', account, context);
}

/** A login or a sign-up that succeeded. */
async function presentLogin(verb: string, account: Account, context: Context): Promise<void> {
  const { accountJson, welcomeLine } = await import('../render/account.ts');
  await present(context, {
    human: (style) => welcomeLine(verb, account, style),
    json: () => accountJson(account),
  });
}

export const passwordStdinOption = () => new Option('--password-stdin', 'take the password from stdin');

const deviceOption = () =>
  new Option('--device <text>', 'the name of this machine in the list of sessions').argParser((text) =>
    parseSessionName(text, 'device'),
  );

const expiresOption = () =>
  new Option('--expires <duration>', 'log out after this long without use: 12h, 30d, 8w').default(
    DEFAULT_LIFETIME,
  );
