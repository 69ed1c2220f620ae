import type { OpenContext } from '../context.ts';
import { confirmDeletion, requireWayToConfirm } from './account-questions.ts';
import { changedPassword } from './password-questions.ts';
import { passwordStdinOption } from './accounts.ts';
import { withExamples } from './help.ts';
import { present } from './present.ts';
import type { Program } from './settings.ts';

export function declarePassword(program: Program, open: OpenContext): void {
  program
    .command('passwd')
    .summary('change the password')
    .description(
      withExamples(
        'Change the password of the account. Every other session ends, and every token; this one stays.',
        ['todo passwd', String.raw`printf '%s\n' "$OLD" "$NEW" | todo passwd --password-stdin`],
      ),
    )
    .option('--password-stdin', 'take the present password from stdin and, on the next line, the new one')
    .action(async (options) => {
      const context = await open();
      // Nobody should type passwords for nothing.
      await context.connection();
      await context.login();
      const passwords = await changedPassword(options, context);
      const { changePassword } = await import('../commands/change-password.ts');
      const account = await changePassword(passwords, context);
      const { accountJson, passwordChangedLine } = await import('../render/account.ts');
      await present(context, {
        human: (style) => passwordChangedLine(account, style),
        json: () => accountJson(account),
      });
    });
}

export function declareAccount(program: Program, open: OpenContext): void {
  const account = program
    .command('account')
    .summary('delete the account')
    .description('The account as a whole.');

  account
    .command('delete')
    .summary('delete the account with all its tasks')
    .description(
      withExamples(
        'Delete the account, its tasks and its sessions for good. Asks to type the username, and for the password.',
        ['todo account delete', 'printf %s "$PASSWORD" | todo account delete --confirm ada --password-stdin'],
      ),
    )
    .option('--confirm <name>', 'the username, instead of typing it when asked')
    .addOption(passwordStdinOption())
    .action(async (options) => {
      const context = await open();
      await context.connection();
      await context.login();
      const piped = await requireWayToConfirm(options, context);
      const { deleteAccount } = await import('../commands/delete-account.ts');
      const deleted = await deleteAccount(
        (found) => confirmDeletion(found, { ...options, piped }, context),
        context,
      );
      const { accountJson, deletedLine } = await import('../render/account.ts');
      const { user, database } = accountJson(deleted);
      await present(context, {
        human: (style) => deletedLine(deleted, style),
        json: () => ({ user, database }),
      });
    });
}
