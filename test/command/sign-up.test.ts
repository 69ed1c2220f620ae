import { beforeAll, describe, expect, it } from 'vitest';
import { newMachine } from '../support/machine.ts';
import { masked } from '../support/masked.ts';
import { CTRL_C, PLAIN_TERMINAL } from '../support/run-todo.ts';
import { signUpUser } from '../support/sign-up-user.ts';
import { emptyDatabase, sharedDatabase, type TestDatabase } from '../support/test-database.ts';

const PASSWORD = 'ferry-tulip-42-Österreich';

describe('todo signup', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    // Names and addresses can be literal in a database that no other file knows.
    database = await emptyDatabase();
    await newMachine(database.url).todo('db migrate');
  });

  it('creates the account and logs in with flags and a password on stdin', async () => {
    const machine = newMachine(database.url);
    const { exitCode, stdout, stderr } = await machine.todo(
      'signup --username Ada --email Ada@Example.org --password-stdin',
      { stdin: `${PASSWORD}\n` },
    );
    expect(masked(stdout)).toBe('Welcome to HOST/DB as ada, until DAY\n');
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(masked((await machine.todo('whoami --json')).stdout)).toMatch(
      /^\{"user":\{"id":"ID","username":"ada","email":"ada@example.org","createdAt":"INSTANT"\}/,
    );
  });

  it('prints the account with --json', async () => {
    const { stdout, stderr } = await newMachine(database.url).todo(
      'signup -u grace -e grace@example.org --password-stdin --json',
      { stdin: PASSWORD },
    );
    expect(masked(stdout)).toBe(
      '{"user":{"id":"ID","username":"grace","email":"grace@example.org","createdAt":"INSTANT"},' +
        '"database":"HOST/DB","session":{"id":"ID","expiresAt":"INSTANT","readOnly":false}}\n',
    );
    expect(stderr).toBe('');
  });

  it('asks at a terminal, on stderr, and says first where the account will be', async () => {
    const machine = newMachine(database.url);
    const { exitCode, stdout, stderr } = await machine.todo('signup', {
      ...PLAIN_TERMINAL,
      answers: [
        ['Username:', 'Linus'],
        ['E-mail address:', 'linus@example.org'],
        ['Password:', PASSWORD],
        ['Password again:', PASSWORD],
      ],
    });
    expect(exitCode).toBe(0);
    expect(masked(stdout)).toBe('Welcome to HOST/DB as linus, until DAY\n');
    expect(masked(stderr)).toMatch(/^A new account in HOST\/DB \(DATABASE_URL from the environment\)\n/);
    expect(stdout + stderr).not.toContain(PASSWORD);
    expect(stdout + stderr).not.toContain('ferry');
  });

  it('asks again, with the reason, for what cannot be', async () => {
    const { exitCode, stderr } = await newMachine(database.url).todo('signup', {
      answers: [
        ['Username:', 'x'],
        ['The username "x" is not possible', '\b'],
        ['Username:', 'margaret'],
        ['E-mail address:', 'margaret@example.org'],
        ['Password:', 'short'],
        ['The password is too short', `\u0015`],
        ['Password:', PASSWORD],
        ['Password again:', `${PASSWORD}!`],
        ['The two passwords are not the same', '\u0015'],
        ['Password again:', PASSWORD],
      ],
    });
    expect(exitCode).toBe(0);
    expect(stderr).not.toContain('short!');
  });

  it('changes nothing after Ctrl-C at any question', async () => {
    const before = await users(database);
    const machine = newMachine(database.url);
    const answers = [
      ['Username:', 'edsger'],
      ['E-mail address:', 'edsger@example.org'],
      ['Password:', PASSWORD],
      ['Password again:', PASSWORD],
    ] as const;
    for (const [index, [question]] of answers.entries()) {
      const { exitCode, stdout } = await machine.todo('signup', {
        answers: [...answers.slice(0, index), [question, CTRL_C]],
      });
      expect([question, exitCode, stdout]).toEqual([question, 130, '']);
    }
    expect(await users(database)).toEqual(before);
    expect(await machine.todo('whoami')).toMatchObject({ exitCode: 4 });
  });

  it.each([
    ['-u ada -e other@example.org', 'This username is taken', 'Choose another, or run `todo login`.'],
    ['-u ADA -e other@example.org', 'This username is taken', 'Choose another, or run `todo login`.'],
    [
      '-u other -e ADA@example.ORG',
      'There is an account with this e-mail address already',
      'Run `todo login` with the address, or sign up with another.',
    ],
  ])('refuses %s, and logs in nobody', async (names, message, hint) => {
    const machine = newMachine(database.url);
    expect(await machine.todo(`signup ${names} --password-stdin`, { stdin: PASSWORD })).toEqual({
      exitCode: 5,
      stdout: '',
      stderr: `Error: ${message}.\n${hint}\n`,
    });
    expect(await machine.todo('whoami')).toMatchObject({ exitCode: 4 });
  });

  it('refuses them in JSON with --json', async () => {
    const words = 'signup -u ada -e other@example.org --password-stdin --json';
    const { exitCode, stdout, stderr } = await newMachine(database.url).todo(words, { stdin: PASSWORD });
    expect([exitCode, stdout]).toEqual([5, '']);
    expect(JSON.parse(stderr)).toEqual({
      error: {
        code: 'already_exists',
        message: 'This username is taken',
        hint: 'Choose another, or run `todo login`.',
        retryable: false,
      },
    });
  });

  it('keeps the login that is there when another sign-up fails', async () => {
    const ada = await signUpUser(sharedDatabase());
    await ada.todo(['signup', '-u', ada.username, '-e', 'x@example.org', '--password-stdin'], {
      stdin: PASSWORD,
    });
    expect(await ada.todo('whoami')).toMatchObject({ exitCode: 0 });
  });

  it.each([
    ['-u a -e a@example.org', PASSWORD, 'The username "a" is not possible'],
    ['-u .ada -e a@example.org', PASSWORD, 'The username ".ada" is not possible'],
    [`-u ${'a'.repeat(33)} -e a@example.org`, PASSWORD, 'is not possible'],
    ['-u alan -e alan', PASSWORD, 'The e-mail address "alan" is not possible'],
    ['-u alan -e a@example.org', 'seven77', 'The password is too short'],
    ['-u alan -e a@example.org', 'x'.repeat(257), 'The password is too long'],
    ['-u alan -e a@example.org', 'with\0a nul in it', 'The password holds a NUL character'],
    ['-u alan -e a@example.org', '', 'Expected the password on stdin, but stdin was empty'],
    ['-u alan', PASSWORD, '--email is missing, and nobody can be asked here'],
    ['-e a@example.org', PASSWORD, '--username is missing, and nobody can be asked here'],
    ['-u alan -e a@example.org --expires soon', PASSWORD, 'The duration "soon" cannot be understood'],
    ['-u alan -e a@example.org --expires 401d', PASSWORD, 'The duration "401d" is too long'],
    ['-u alan -e a@example.org extra', PASSWORD, 'Too many arguments'],
  ])('refuses %s with exit 2', async (options, password, message) => {
    const before = await users(database);
    const { exitCode, stdout, stderr } = await newMachine(database.url).todo(
      `signup ${options} --password-stdin`,
      { stdin: password },
    );
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr.includes(password)).toBe(password === '');
    expect(await users(database)).toEqual(before);
  });

  it('refuses to go on without a password where nobody can be asked', async () => {
    const { exitCode, stderr } = await newMachine(database.url).todo('signup -u alan -e alan@example.org');
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      'Error: The password is missing, and nobody can be asked here.\n' +
        'Send it on stdin: printf %s "$PASSWORD" | todo ... --password-stdin\n',
    );
  });

  it('says that sign-up is closed', async () => {
    const closed = await emptyDatabase();
    const machine = newMachine(closed.url);
    await machine.todo('db migrate');
    await closed.query('update todo.settings set signup_open = false');
    const { exitCode, stderr } = await machine.todo(
      'signup -u ada -e ada@example.org --password-stdin --json',
      {
        stdin: PASSWORD,
      },
    );
    expect(exitCode).toBe(4);
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'forbidden' } });
  });
});

async function users(database: TestDatabase): Promise<unknown[]> {
  return database.query('select username from todo.users order by 1');
}
