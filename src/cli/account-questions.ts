import type { Context } from '../context.ts';
import { parseEmail, parseUsername } from '../domain/account-fields.ts';
import { UsageError } from '../domain/errors.ts';
import { escapeUnsafe } from '../domain/unsafe-characters.ts';
import type { Account } from '../domain/user.ts';
import { mustAsk, newPassword, passwordFromStdin } from './password-questions.ts';
import { notice } from './present.ts';

// What the commands for accounts ask a person, and what they take instead where there is nobody to be asked.

interface Names {
  readonly username?: string | undefined;
  readonly email?: string | undefined;
  readonly passwordStdin?: true | undefined;
}

/** Everything is checked before the first question that follows it, and before any request. */
export async function newAccount(options: Names, context: Context) {
  const username = await orAsk(options.username, '--username', 'Username:', parseUsername, context);
  const email = await orAsk(options.email, '--email', 'E-mail address:', parseEmail, context);
  return { username, email, password: await newPassword(options, context) };
}

/** A value from an option, or from a question. Throws UsageError, which names the option, where nobody can be asked. */
export async function orAsk<T>(
  given: string | undefined,
  option: string,
  question: string,
  parse: (text: string) => T,
  context: Context,
): Promise<T> {
  if (given !== undefined) {
    return parse(given);
  }
  const prompter = await context.prompter();
  if (prompter === undefined) {
    throw new UsageError(`${option} is missing, and nobody can be asked here`, {
      hint: `Give it as ${option}.`,
    });
  }
  return prompter.ask(question, parse);
}

/**
 * That the deletion of an account can be confirmed, before anything is asked of the database. Returns the password from stdin if that is
 * where it comes from.
 */
export async function requireWayToConfirm(
  options: { readonly confirm?: string | undefined; readonly passwordStdin?: true | undefined },
  context: Context,
): Promise<string | undefined> {
  if (options.confirm === undefined && (await context.prompter()) === undefined) {
    throw new UsageError('Deleting an account needs a confirmation, and nobody can be asked here', {
      hint: 'Nothing was deleted. Give its username as --confirm NAME, and the password with --password-stdin.',
    });
  }
  const piped = await passwordFromStdin(options, context);
  if (piped === undefined) {
    await mustAsk(context);
  }
  return piped;
}

/** The password of the account, after its name was typed or given. Throws UsageError if another one was given. */
export async function confirmDeletion(
  { user: { username, email }, database }: Account,
  { confirm, piped }: { readonly confirm?: string | undefined; readonly piped: string | undefined },
  context: Context,
): Promise<string> {
  const requireName = (text: string): void => {
    if (text.trim().toLowerCase() !== username) {
      throw new UsageError('This is not the username of the account', {
        hint: `Nothing was deleted. The account is ${username}.`,
      });
    }
  };
  if (confirm !== undefined) requireName(confirm);
  if (piped !== undefined) return piped;
  const prompter = await mustAsk(context);
  const whose = escapeUnsafe(`${username} <${email}> at ${database}`);
  notice(context, `This deletes the account of ${whose}`);
  notice(context, 'with all of its tasks, sessions and tokens. It cannot be undone.');
  if (confirm === undefined) await prompter.ask('Type the username to delete it:', requireName);
  return prompter.askHidden('Password:', (text) => text);
}

/** Where tables are about to be made is said in any case, and asked if the database is in use for something else. */
export async function confirmTables(
  {
    database,
    source,
    otherTables,
  }: { readonly database: string; readonly source: string; readonly otherTables: number },
  context: Context,
): Promise<boolean> {
  notice(
    context,
    `Creating the tables of neon-todo in ${database} (DATABASE_URL from ${source}), in a schema named todo.`,
  );
  const prompter = await context.prompter();
  if (otherTables === 0 || prompter === undefined) {
    return true;
  }
  const tables = otherTables === 1 ? 'another table' : `${otherTables} other tables`;
  return prompter.confirm(`This database holds ${tables} already, which stay untouched. Go on?`);
}
