import type { Context } from '../context.ts';
import { checkPassword, parseEmail, parseUsername } from '../domain/account-fields.ts';
import { UsageError } from '../domain/errors.ts';
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

/** For a login: whatever it is, the database decides. */
export async function currentPassword(
  options: Pick<Names, 'passwordStdin'>,
  context: Context,
): Promise<string> {
  return (
    (await passwordFromStdin(options, context)) ??
    (await mustAsk(context)).askHidden('Password:', (text) => text)
  );
}

async function newPassword(options: Names, context: Context): Promise<string> {
  const piped = await passwordFromStdin(options, context);
  if (piped !== undefined) {
    return checkPassword(piped);
  }
  const prompter = await mustAsk(context);
  const password = await prompter.askHidden('Password:', checkPassword);
  return prompter.askHidden('Password again:', (again) => {
    if (checkPassword(again) !== password) {
      throw new UsageError('The two passwords are not the same');
    }
    return password;
  });
}

async function passwordFromStdin({ passwordStdin }: Names, context: Context): Promise<string | undefined> {
  return passwordStdin === true ? context.readInputLine('the password') : undefined;
}

async function mustAsk(context: Context) {
  const prompter = await context.prompter();
  if (prompter === undefined) {
    throw new UsageError('The password is missing, and nobody can be asked here', {
      hint: 'Send it on stdin: printf %s "$PASSWORD" | todo ... --password-stdin',
    });
  }
  return prompter;
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
