import { beforeAll, describe, expect, it } from 'vitest';
import { newMachine } from '../support/machine.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { FailingOutput } from '../support/streams.ts';
import { sharedDatabase } from '../support/test-database.ts';

let ada: User;
beforeAll(async () => {
  ada = await signUpUser(sharedDatabase());
  await ada.todo('add Buy oat milk');
});

describe('a closed pipe', () => {
  it.each([
    'list',
    'list --json',
    'export',
    'show 1',
    'whoami',
    'help',
    'list --help',
    '--version',
    'add Pay rent',
  ])('ends `todo %s` in silence and with exit 0', async (words) => {
    expect(await ada.todo(words, { stdout: new FailingOutput('EPIPE') })).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: '',
    });
  });
});

describe('a file on a full disk', () => {
  it.each(['list', 'list --jsonl', 'export', 'show 1', 'whoami', 'help', 'list --help', 'add Pay rent'])(
    'ends `todo %s` with exit 1 and says what is lost',
    async (words) => {
      expect(await ada.todo(words, { stdout: new FailingOutput('ENOSPC') })).toEqual({
        exitCode: 1,
        stdout: '',
        stderr:
          'Error: The output could not be written (ENOSPC).\nThe command itself has done its work: do not repeat a change.\n',
      });
    },
  );

  it('does not hide what failed before', async () => {
    expect(await ada.todo('show 999', { stdout: new FailingOutput('ENOSPC') })).toMatchObject({
      exitCode: 3,
    });
  });
});

describe('a stdin that nobody closes', () => {
  it.each([
    'list',
    'add Milk',
    'show 1',
    'export',
    'import nothing.txt',
    'done 1',
    'reopen 1',
    'edit 1 -p low',
    'rm 99 --yes',
    'rm 1',
    'whoami',
    'login',
    'login ada',
    'signup',
    'signup -u ada -e ada@example.org',
    'init',
    'logout',
    'db status',
    'help',
    '',
  ])('does not keep `todo %s` waiting', async (words) => {
    const { exitCode } = await newMachine(ada.database.url).todo(words, {
      stdin: { open: true },
      env: { TODO_TOKEN: words === 'logout' ? undefined : ada.token },
    });
    expect(exitCode).toBeLessThanOrEqual(4);
  });
});

describe('a closed stdin', () => {
  it.each([
    ['add -', 'Expected one task a line on stdin, but stdin was empty'],
    ['login ada --password-stdin', 'Expected the password on stdin, but stdin was empty'],
    [
      'signup -u ada -e ada@example.org --password-stdin',
      'Expected the password on stdin, but stdin was empty',
    ],
    ['init --url-stdin', 'Expected the connection string on stdin, but stdin was empty'],
    ['login', 'NAME is missing, and nobody can be asked here'],
    ['signup', '--username is missing, and nobody can be asked here'],
    ['rm 1', 'Deleting needs a confirmation, and nobody can be asked here'],
  ])('is a usage error for `todo %s`, which says what is missing', async (words, message) => {
    const { exitCode, stdout, stderr } = await ada.todo(words);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr.split('\n')[0]).toBe(`Error: ${message}.`);
  });
});

describe('where questions are forbidden', () => {
  it.each([
    ['login', '--no-input', {}],
    ['login', '--json', {}],
    ['login', '', { CI: 'true' }],
    ['signup', '--no-input', {}],
    ['signup', '--json', {}],
    ['rm 1', '--no-input', {}],
    ['login ada', '--no-input', {}],
    ['init', '--no-input', { DATABASE_URL: undefined }],
    ['init', '--json', { DATABASE_URL: undefined }],
  ])('`todo %s %s` fails at once at a terminal', async (words, option, env) => {
    const { exitCode, stdout, stderr } = await ada.todo(`${words} ${option}`, { terminal: true, env });
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain('nobody can be asked here');
  });
});

describe('stdout and stderr', () => {
  it('hold results and messages apart', async () => {
    const outcome = await ada.todo('done 1 98 99');
    expect(outcome.stdout).toMatch(/^(Done #1 |#1 is already done)/);
    expect(outcome.stdout).not.toContain('No such task');
    expect(outcome.stderr).toMatch(/^Error: No such task: #98, #99\.\n/);
    const token = await ada.todo('token create --name ci');
    expect(token.stdout.split('\n')).toHaveLength(2);
    expect(token.stderr).not.toBe('');
  });
});
