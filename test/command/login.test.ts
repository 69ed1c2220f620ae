import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { newMachine } from '../support/machine.ts';
import { masked } from '../support/masked.ts';
import { CTRL_C, PLAIN_TERMINAL } from '../support/run-todo.ts';
import { PASSWORD, signUpUser, type User } from '../support/sign-up-user.ts';
import { emptyDatabase, sharedDatabase } from '../support/test-database.ts';

const WITH_PASSWORD = { stdin: PASSWORD };

let ada: User;
beforeAll(async () => {
  ada = await signUpUser(sharedDatabase());
});

describe('todo login', () => {
  it.each([
    ['the username', () => ada.username],
    ['the username in capitals', () => ada.username.toUpperCase()],
    ['the e-mail address', () => ada.email],
  ])('takes %s, and a password from stdin', async (_what, name) => {
    const laptop = newMachine(ada.database.url);
    const { exitCode, stdout, stderr } = await laptop.todo(`login ${name()} --password-stdin`, WITH_PASSWORD);
    expect(masked(stdout)).toBe('Logged in to HOST/DB as ada, until DAY\n');
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(await laptop.todo('whoami')).toMatchObject({ exitCode: 0 });
  });

  it('prints the account with --json', async () => {
    const { stdout } = await newMachine(ada.database.url).todo(
      `login ${ada.username} --password-stdin --json`,
      WITH_PASSWORD,
    );
    expect(masked(stdout)).toBe(
      '{"user":{"id":"ID","username":"ada","email":"ada@example.org","createdAt":"INSTANT"},' +
        '"database":"HOST/DB","session":{"id":"ID","expiresAt":"INSTANT","readOnly":false}}\n',
    );
  });

  it('asks at a terminal and never shows the password', async () => {
    const { exitCode, stdout, stderr } = await newMachine(ada.database.url).todo('login', {
      ...PLAIN_TERMINAL,
      answers: [
        ['Username or e-mail address:', ada.email],
        ['Password:', PASSWORD],
      ],
    });
    expect([exitCode, masked(stdout)]).toEqual([0, 'Logged in to HOST/DB as ada, until DAY\n']);
    expect(stdout + stderr).not.toMatch(/correct|horse|battery|staple/);
  });

  it('sees the same tasks on another machine', async () => {
    await ada.todo('add Buy oat milk');
    const desktop = newMachine(ada.database.url);
    await desktop.todo(`login ${ada.username} --password-stdin`, WITH_PASSWORD);
    expect((await desktop.todo('list')).stdout).toBe('1\topen\t\tMedium\tBuy oat milk\t\n');
  });

  it('names the machine and how long the login lasts', async () => {
    const eve = await signUpUser(sharedDatabase(), 'eve');
    await newMachine(eve.database.url).todo(
      ['login', eve.username, '--password-stdin', '--device', 'Küche, Tablet', '--expires', '12h'],
      WITH_PASSWORD,
    );
    const [session] = await eve.database.query(
      `select device, read_only, slides_by::text, expires_at - created_at between interval '11:59' and interval '12:01' as fits
         from todo.sessions where user_id = $1 order by created_at desc limit 1`,
      [eve.id],
    );
    expect(session).toEqual({ device: 'Küche, Tablet', read_only: false, slides_by: '12:00:00', fits: true });
  });

  it('answers a wrong password and an unknown name alike', async () => {
    const refused = {
      exitCode: 4,
      stdout: '',
      stderr:
        `Error: Wrong username, e-mail address or password for ${ada.database.name}.\n` +
        'Try again, or create an account with `todo signup`.\n',
    };
    const machine = newMachine(ada.database.url);
    expect(
      await machine.todo(`login ${ada.username} --password-stdin`, { stdin: 'not the password' }),
    ).toEqual(refused);
    expect(await machine.todo('login nobody-at-all --password-stdin', WITH_PASSWORD)).toEqual(refused);
    const { stderr } = await machine.todo('login nobody-at-all --password-stdin --json', WITH_PASSWORD);
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'wrong_credentials', retryable: false } });
    expect(await machine.todo('whoami')).toMatchObject({ exitCode: 4 });
  });

  it('keeps the login that is there when another fails or is cancelled', async () => {
    const bob = await signUpUser(sharedDatabase(), 'bob');
    await bob.todo(`login ${bob.username} --password-stdin`, { stdin: 'not the password' });
    expect(await bob.todo(`login ${bob.username}`, { answers: [['Password:', CTRL_C]] })).toMatchObject({
      exitCode: 130,
    });
    expect(await bob.todo('whoami')).toMatchObject({ exitCode: 0 });
  });

  it('locks a name after too many guesses, also for the right password', async () => {
    // In a database of its own, because names share the counters of guesses.
    const database = await emptyDatabase();
    await newMachine(database.url).todo('db migrate');
    const carol = await signUpUser(database, 'carol');
    await database.query(
      `select setval('todo.login_tries_' || get_byte(sha256(convert_to($1, 'UTF8')), 0),
                     floor(extract(epoch from now()) / 3600)::bigint * 10000000000 + 60)`,
      [carol.username],
    );
    const { exitCode, stderr } = await carol.todo(
      `login ${carol.username} --password-stdin --json`,
      WITH_PASSWORD,
    );
    expect(exitCode).toBe(4);
    expect(JSON.parse(stderr)).toEqual({
      error: {
        code: 'locked',
        message: 'Too many wrong passwords for this account',
        hint: 'Try again in an hour.',
        retryable: true,
      },
    });
  });

  it.each([
    ['login --password-stdin', PASSWORD, 'NAME is missing, and nobody can be asked here'],
    ['login ada', '', 'The password is missing, and nobody can be asked here'],
    ['login ada --password-stdin', '', 'Expected the password on stdin, but stdin was empty'],
    ['login ada --password-stdin', '\n', 'Expected the password on stdin, but stdin was empty'],
    ['login ada --expires 0d --password-stdin', PASSWORD, 'The duration "0d" cannot be understood'],
    [`login ada --device ${'x'.repeat(101)} --password-stdin`, PASSWORD, 'A name for a device has 1 to 100'],
    ['login ada --device= --password-stdin', PASSWORD, 'A name for a device has 1 to 100'],
    ['login ada grace', PASSWORD, 'Too many arguments'],
    ['login ada --password hunter22', PASSWORD, "Unknown option '--password'"],
  ])('refuses `todo %s` with exit 2', async (words, stdin, message) => {
    const { exitCode, stdout, stderr } = await newMachine(ada.database.url).todo(words, { stdin });
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it('says that TODO_TOKEN goes on being used', async () => {
    const { exitCode, stderr } = await ada.todo(`login ${ada.username} --password-stdin`, {
      ...WITH_PASSWORD,
      env: { TODO_TOKEN: ada.token },
    });
    expect(exitCode).toBe(0);
    expect(stderr).toBe('Note: TODO_TOKEN is set, and commands go on using it instead of this login.\n');
  });

  it('stores the token and never the password', async () => {
    const machine = newMachine(ada.database.url);
    await machine.todo(`login ${ada.username} --password-stdin`, WITH_PASSWORD);
    const stored = readFileSync(join(machine.configDir, 'sessions.json'), 'utf8');
    expect(stored).toMatch(/"token": "todo_[\w-]{64}"/);
    expect(stored).not.toContain('horse');
    expect(stored).not.toContain('npg_');
  });
});
