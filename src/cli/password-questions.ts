import type { Context, Prompter } from '../context.ts';
import { checkPassword, composedPassword } from '../domain/account-fields.ts';
import { UsageError } from '../domain/errors.ts';

// Passwords come from a question that shows nothing, or from stdin.

interface Source {
  readonly passwordStdin?: true | undefined;
}

const ONE_PASSWORD = 'Send it on stdin: printf %s "$PASSWORD" | todo ... --password-stdin';
const TWO_PASSWORDS = String.raw`Send both on stdin: printf '%s\n' "$OLD" "$NEW" | todo passwd --password-stdin`;

/** For a login: whatever it is, the database decides. */
export async function currentPassword(options: Source, context: Context): Promise<string> {
  return (
    (await passwordFromStdin(options, context)) ??
    (await mustAsk(context)).askHidden('Password:', (text) => text)
  );
}

/** One that nobody has used yet: it is checked, and typed twice. */
export async function newPassword(options: Source, context: Context): Promise<string> {
  const piped = await passwordFromStdin(options, context);
  if (piped !== undefined) {
    return checkPassword(piped);
  }
  return askTwice('Password', checkPassword, await mustAsk(context));
}

/** A password that nobody has seen, and that was typed twice. `check` may refuse it. */
async function askTwice(name: string, check: (text: string) => string, prompter: Prompter): Promise<string> {
  const password = await prompter.askHidden(`${name}:`, check);
  return prompter.askHidden(`${name} again:`, (again) => {
    if (checkPassword(again) !== password) {
      throw new UsageError('The two passwords are not the same');
    }
    return password;
  });
}

/** The present password and a new one, which is checked, and is not the same. */
export async function changedPassword(
  { passwordStdin }: Source,
  context: Context,
): Promise<{ present: string; next: string }> {
  if (passwordStdin === true) {
    const wanted = 'the present password and the new one, a line each,';
    const [present = '', next = '', ...more] = (await context.readInput(wanted)).split(/\r?\n/);
    if (present === '' || next === '' || more.some((line) => line !== '')) {
      throw new UsageError('The present password and the new one are not on two lines of stdin', {
        hint: TWO_PASSWORDS,
      });
    }
    return { present, next: checkChange(present, next) };
  }
  const prompter = await mustAsk(context, TWO_PASSWORDS);
  const present = await prompter.askHidden('Present password:', (text) => text);
  const next = await askTwice('New password', (text) => checkChange(present, text), prompter);
  return { present, next };
}

function checkChange(present: string, next: string): string {
  const password = checkPassword(next);
  if (password === composedPassword(present)) {
    throw new UsageError('The new password is the same as the present one', { hint: 'Choose another.' });
  }
  return password;
}

export async function passwordFromStdin(
  { passwordStdin }: Source,
  context: Context,
): Promise<string | undefined> {
  return passwordStdin === true ? context.readInputLine('the password') : undefined;
}

export async function mustAsk(context: Context, hint = ONE_PASSWORD): Promise<Prompter> {
  const prompter = await context.prompter();
  if (prompter === undefined) {
    throw new UsageError('The password is missing, and nobody can be asked here', {
      hint,
    });
  }
  return prompter;
}
