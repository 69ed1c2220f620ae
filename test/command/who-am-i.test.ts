import { beforeAll, describe, expect, it } from 'vitest';
import { newMachine } from '../support/machine.ts';
import { masked } from '../support/masked.ts';
import { PLAIN_TERMINAL } from '../support/run-todo.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

let ada: User;
beforeAll(async () => {
  ada = await signUpUser(sharedDatabase());
});

describe('todo whoami', () => {
  it('is a card at a terminal', async () => {
    const { exitCode, stdout, stderr } = await ada.todo('whoami', PLAIN_TERMINAL);
    expect(masked(stdout)).toBe(
      'ada <ada@example.org>\n' +
        'Database  HOST/DB\n' +
        'Member    since DAY\n' +
        'Session   until DAY, may read and change everything of yours\n',
    );
    expect([exitCode, stderr]).toEqual([0, '']);
  });

  it('is one line with tabs in a pipe', async () => {
    expect(masked((await ada.todo('whoami')).stdout)).toBe('ada\tada@example.org\tHOST/DB\tINSTANT\n');
  });

  it('is one object with --json', async () => {
    const { stdout } = await ada.todo('whoami --json');
    expect(JSON.parse(stdout)).toEqual({
      user: {
        id: ada.id,
        username: ada.username,
        email: ada.email,
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      },
      database: ada.database.name,
      session: { id: ada.sessionId, expiresAt: expect.stringMatching(/Z$/), readOnly: false },
    });
  });

  it('tells nobody where it was not found, and both ways in', async () => {
    const machine = newMachine(ada.database.url);
    expect(await machine.todo('whoami')).toEqual({
      exitCode: 4,
      stdout: '',
      stderr:
        `Error: Not logged in to ${ada.database.name} (DATABASE_URL from the environment).\n` +
        'Run `todo login`, or `todo signup` for a new account; in scripts, set TODO_TOKEN.\n',
    });
    const { exitCode, stdout, stderr } = await machine.todo('whoami --json');
    expect([exitCode, stdout]).toEqual([4, '']);
    expect(JSON.parse(stderr)).toEqual({
      error: {
        code: 'not_logged_in',
        message: `Not logged in to ${ada.database.name} (DATABASE_URL from the environment)`,
        hint: 'Run `todo login`, or `todo signup` for a new account; in scripts, set TODO_TOKEN.',
        retryable: false,
      },
    });
  });

  it.each([
    'list',
    'add Milk',
    'show 1',
    'done 1',
    'reopen 1',
    'edit 1 -p low',
    'rm 1 --yes',
    'token create --name ci',
  ])('is not alone in that: todo %s', async (words) => {
    const { exitCode, stdout, stderr } = await newMachine(ada.database.url).todo(words);
    expect([exitCode, stdout]).toEqual([4, '']);
    expect(stderr).toMatch(
      /^Error: Not logged in to localhost:\d+\/neondb \(DATABASE_URL from the environment\)\.\n/,
    );
    expect(stderr).toContain('todo login');
    expect(stderr).toContain('TODO_TOKEN');
  });
});
