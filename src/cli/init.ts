import { Option } from '@commander-js/extra-typings';
import type { Context, OpenContext } from '../context.ts';
import { AlreadyExistsError, CancelledError, UsageError } from '../domain/errors.ts';
import { confirmTables } from './account-questions.ts';
import { signUp } from './accounts.ts';
import { notice, present } from './present.ts';
import { withExamples } from './help.ts';
import type { Program } from './settings.ts';

const LIFETIME_SECONDS = 30 * 86_400;

export function declareInit(program: Program, open: OpenContext): void {
  program
    .command('init')
    .summary('set the database for this machine')
    .description(
      withExamples(
        'Take the connection string of a Neon database, try it, create the tables and remember it for every folder. ' +
          'It is asked for, or taken from stdin, from --env-file or from DATABASE_URL.',
        ['todo init', 'printf %s "$NEON_URL" | todo init --url-stdin'],
      ),
    )
    .addOption(new Option('--url-stdin', 'take the connection string from stdin'))
    .addOption(new Option('--force', 'replace the connection string that is remembered'))
    .action(async (options) => {
      const context = await open();
      const given = await connectionString(options.urlStdin === true, context);
      await confirmReplacement(given.url, options.force === true, context);
      const { initialize } = await import('../commands/initialize.ts');
      const { connection, path, isNewer } = await initialize(given, context, (where) =>
        confirmTables(where, context),
      );
      await present(context, {
        human: () => `${connection.name} is set up; its connection string is in ${path}`,
        json: () => ({ database: connection.name, envFile: path }),
      });
      if (isNewer) {
        const { UPDATE_COMMAND } = await import('../domain/database-status.ts');
        notice(context, `Note: its tables are newer than this program. Update it: ${UPDATE_COMMAND}`);
      }
      await offerSignUp(connection.name, await open());
    });
}

async function connectionString(
  fromStdin: boolean,
  context: Context,
): Promise<{ url: string; source: string }> {
  if (fromStdin) {
    return { url: await context.readInputLine('the connection string'), source: 'stdin' };
  }
  const { env, settings } = context;
  if ([settings.envFile, env['TODO_ENV_FILE'], env['DATABASE_URL']].some(Boolean)) {
    return context.databaseUrl();
  }
  const prompter = await context.prompter();
  if (prompter === undefined) {
    throw new UsageError('The connection string is missing, and nobody can be asked here', {
      hint: 'Send it on stdin: printf %s "$NEON_URL" | todo init --url-stdin',
    });
  }
  notice(context, 'In the Neon console, press "Connect" and copy the connection string.');
  const { normalizeUrl } = await import('../commands/initialize.ts');
  const url = await prompter.askHidden('Connection string (not shown):', (text) =>
    normalizeUrl(text, 'your input'),
  );
  return { url, source: 'your input' };
}

/** A connection string that is remembered already may be the only copy that a person has. */
async function confirmReplacement(url: string, force: boolean, context: Context): Promise<void> {
  const { path, read } = await context.configEnvFile();
  const { normalizeUrl } = await import('../commands/initialize.ts');
  const remembered = read();
  if (force || remembered === undefined || remembered === normalizeUrl(url, 'the new value')) {
    return;
  }
  const prompter = await context.prompter();
  if (prompter === undefined) {
    throw new AlreadyExistsError(`${path} holds another connection string already`, {
      hint: 'Nothing was changed. Add --force to replace it.',
    });
  }
  if (!(await prompter.confirm(`Replace the connection string in ${path}?`))) {
    throw new CancelledError('Cancelled, nothing was changed');
  }
}

/** What was set up is not what applies here if something nearer names another database; then that is said instead. */
async function offerSignUp(database: string, context: Context): Promise<void> {
  const applies = await context.connection();
  if (applies.name !== database) {
    notice(context, `Note: here, commands use ${applies.name}, as ${applies.source} comes first.`);
    return;
  }
  const prompter = await context.prompter();
  if (prompter === undefined) {
    notice(context, 'Next: `todo signup`, or `todo login` if you have an account.');
    return;
  }
  if (await prompter.confirm('Create an account now?')) {
    await signUp({ lifetimeSeconds: LIFETIME_SECONDS }, context);
  } else {
    notice(context, 'Next: `todo signup`, or `todo login` if you have an account.');
  }
}
