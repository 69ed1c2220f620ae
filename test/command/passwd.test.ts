import { beforeEach, describe, expect, it } from 'vitest';
import { type Machine, newMachine } from '../support/machine.ts';
import { masked } from '../support/masked.ts';
import { CTRL_C } from '../support/run-todo.ts';
import { PASSWORD, signUpUser, type User } from '../support/sign-up-user.ts';
import { emptyDatabase, sharedDatabase } from '../support/test-database.ts';

const NEW_PASSWORD = 'ferry-tulip-42';
/** Empties a line; here it only waits for what is above the next question. */
const CTRL_U = '\u0015';

let ada: User;
beforeEach(async () => {
  ada = await signUpUser(sharedDatabase());
});

describe('todo passwd', () => {
  it('changes the password, ends every other session, and keeps this one', async () => {
    const desktop = newMachine(ada.database.url);
    await logIn(desktop, PASSWORD);
    const token = (await ada.todo('token create --name ci')).stdout.trim();
    const { exitCode, stdout, stderr } = await ada.todo('passwd --password-stdin', {
      stdin: `${PASSWORD}\n${NEW_PASSWORD}\n`,
    });
    expect([exitCode, masked(stdout), stderr]).toEqual([
      0,
      'Changed the password of ada at HOST/DB\n' +
        'Every other session and token of the account has ended, this one stays\n',
      '',
    ]);
    expect(await ada.todo('list')).toMatchObject({ exitCode: 0 });
    expect(await desktop.todo('list')).toMatchObject({ exitCode: 4 });
    expect(await desktop.todo('list', { env: { TODO_TOKEN: token } })).toMatchObject({ exitCode: 4 });
    expect(await logIn(desktop, PASSWORD)).toMatchObject({ exitCode: 4 });
    expect(await logIn(desktop, NEW_PASSWORD)).toMatchObject({ exitCode: 0 });
  });

  it('asks for the present one, and twice for the new one, and shows neither', async () => {
    const { exitCode, stdout, stderr } = await ada.todo('passwd', {
      answers: [
        ['Present password:', PASSWORD],
        ['New password:', 'short'],
        ['The password is too short', CTRL_U],
        ['New password:', PASSWORD],
        ['The new password is the same as the present one', CTRL_U],
        ['New password:', NEW_PASSWORD],
        ['New password again:', `${NEW_PASSWORD}!`],
        ['The two passwords are not the same', CTRL_U],
        ['New password again:', NEW_PASSWORD],
      ],
    });
    expect(exitCode).toBe(0);
    expect(stdout + stderr).not.toMatch(/horse|tulip/);
    expect(await logIn(newMachine(ada.database.url), NEW_PASSWORD)).toMatchObject({ exitCode: 0 });
  });

  it('works with TODO_TOKEN, whose session then is the one that stays', async () => {
    const env = { TODO_TOKEN: (await ada.todo('token create --name ci')).stdout.trim() };
    const runner = newMachine(ada.database.url);
    expect(
      await runner.todo('passwd --password-stdin', { env, stdin: `${PASSWORD}\r\n${NEW_PASSWORD}\r\n` }),
    ).toMatchObject({ exitCode: 0 });
    expect(await runner.todo('list', { env })).toMatchObject({ exitCode: 0 });
    expect(await ada.todo('list')).toMatchObject({ exitCode: 4 });
  });

  it('prints the account with --json', async () => {
    const { stdout } = await ada.todo('passwd --password-stdin --json', {
      stdin: `${PASSWORD}\n${NEW_PASSWORD}`,
    });
    expect(masked(stdout)).toBe(
      '{"user":{"id":"ID","username":"ada","email":"ada@example.org","createdAt":"INSTANT"},' +
        '"database":"HOST/DB","session":{"id":"ID","expiresAt":"INSTANT","readOnly":false}}\n',
    );
  });

  it('changes nothing if the present password is another one', async () => {
    const before = await stored();
    const { exitCode, stdout, stderr } = await ada.todo('passwd --password-stdin', {
      stdin: `not the password\n${NEW_PASSWORD}\n`,
    });
    expect([exitCode, stdout, masked(stderr)]).toEqual([
      4,
      '',
      'Error: The present password of ada at HOST/DB is another one.\nThe password was not changed. Try again.\n',
    ]);
    expect(await stored()).toEqual(before);
    const { stderr: json } = await ada.todo('passwd --password-stdin --json', {
      stdin: `not the password\n${NEW_PASSWORD}\n`,
    });
    expect(JSON.parse(json)).toMatchObject({ error: { code: 'wrong_credentials', retryable: false } });
  });

  it('is locked after too many guesses', async () => {
    // In a database of its own, because users share the counters of guesses.
    const database = await emptyDatabase();
    await newMachine(database.url).todo('db migrate');
    const carol = await signUpUser(database, 'carol');
    await database.query(
      `select setval('todo.login_tries_' || get_byte(sha256(convert_to($1, 'UTF8')), 0),
                     floor(extract(epoch from now()) / 3600)::bigint * 10000000000 + 60)`,
      [carol.id],
    );
    const { exitCode, stderr } = await carol.todo('passwd --password-stdin', {
      stdin: `${PASSWORD}\n${NEW_PASSWORD}\n`,
    });
    expect([exitCode, stderr]).toEqual([
      4,
      'Error: Too many wrong passwords for this account.\nTry again in an hour.\n',
    ]);
  });

  it.each([
    ['', 'The present password and the new one are not on two lines of stdin'],
    [PASSWORD, 'The present password and the new one are not on two lines of stdin'],
    [`${PASSWORD}\n\n`, 'The present password and the new one are not on two lines of stdin'],
    [`\n${NEW_PASSWORD}\n`, 'The present password and the new one are not on two lines of stdin'],
    [
      `${PASSWORD}\n${NEW_PASSWORD}\n${NEW_PASSWORD}\n`,
      'The present password and the new one are not on two lines of stdin',
    ],
    [`${PASSWORD}\nseven77\n`, 'The password is too short'],
    [`${PASSWORD}\n${'x'.repeat(257)}\n`, 'The password is too long'],
    [`${PASSWORD}\n${PASSWORD}\n`, 'The new password is the same as the present one'],
    ['Zoe\u0308 Pa\u0301ez\nZoë Páez\n', 'The new password is the same as the present one'],
  ])('refuses what stdin has with exit 2: %j', async (stdin, message) => {
    const before = await stored();
    const { exitCode, stdout, stderr } = await ada.todo('passwd --password-stdin', { stdin });
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`Error: ${message}.\n`);
    expect(stderr).not.toMatch(/horse|tulip|seven77/);
    expect(await stored()).toEqual(before);
  });

  it('changes nothing when a question is answered with Ctrl-C', async () => {
    const before = await stored();
    const answers = [
      ['Present password:', PASSWORD],
      ['New password:', NEW_PASSWORD],
      ['New password again:', NEW_PASSWORD],
    ] as const;
    for (const [index, [question]] of answers.entries()) {
      const { exitCode, stdout } = await ada.todo('passwd', {
        answers: [...answers.slice(0, index), [question, CTRL_C]],
      });
      expect([question, exitCode, stdout]).toEqual([question, 130, '']);
    }
    expect(await stored()).toEqual(before);
  });

  it('asks nothing where nobody is logged in', async () => {
    const { exitCode, stderr } = await newMachine(ada.database.url).todo('passwd', { terminal: true });
    expect([exitCode, masked(stderr).split('\n')[0]]).toEqual([
      4,
      'Error: Not logged in to HOST/DB (DATABASE_URL from the environment).',
    ]);
  });
});

function logIn(machine: Machine, password: string) {
  return machine.todo(`login ${ada.username} --password-stdin`, { stdin: password });
}

async function stored(): Promise<unknown> {
  return ada.database.query(
    'select u.password, s.id::text from todo.users u join todo.sessions s on s.user_id = u.id where u.id = $1 order by 2',
    [ada.id],
  );
}
