import { beforeAll, describe, expect, it } from 'vitest';
import { newMachine } from '../support/machine.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

let ada: User;
beforeAll(async () => {
  ada = await signUpUser(sharedDatabase());
  await ada.todo('add Buy oat milk');
});

describe('todo without a command', () => {
  it('lists the tasks of who is logged in', async () => {
    expect(await ada.todo('')).toEqual(await ada.todo('list'));
    expect((await ada.todo('--json')).stdout).toBe((await ada.todo('list --json')).stdout);
    expect((await ada.todo('', { terminal: true })).stdout).toContain('Buy oat milk');
  });

  it.each([
    ['without a login', () => ada.database.url],
    ['without a database', () => undefined],
  ])('is the help %s', async (_name, url) => {
    const { exitCode, stdout, stderr } = await newMachine(url()).todo('');
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Usage: todo \[options\] \[command\]\n/);
  });

  it('tells of an expired session as list does', async () => {
    const eve = await signUpUser(sharedDatabase(), 'eve');
    await eve.database.query(
      "update todo.sessions set expires_at = now() - interval '1 s' where user_id = $1",
      [eve.id],
    );
    expect(await eve.todo('')).toMatchObject({ exitCode: 4, stdout: '' });
  });
});

describe('help', () => {
  it.each(['--help', '-h', 'help'])('todo %s shows all commands, without a database', async (words) => {
    const { exitCode, stdout, stderr } = await newMachine(undefined).todo(words);
    expect([exitCode, stderr]).toEqual([0, '']);
    for (const command of ['add', 'list|ls', 'show', 'done', 'edit', 'rm', 'init', 'signup', 'login', 'db']) {
      expect(stdout).toContain(`\n  ${command} `);
    }
  });

  it.each(['add --help', 'add -h', 'help add'])(
    'todo %s shows what add takes, examples first',
    async (words) => {
      const { exitCode, stdout, stderr } = await newMachine(undefined).todo(words);
      expect([exitCode, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(/^Usage: todo add \[options\] <words\.\.\.>\n/);
      expect(stdout).toContain('--due <date>');
      expect(stdout).toContain('--timeout <seconds>');
      expect(stdout.indexOf('Examples:')).toBeLessThan(stdout.indexOf('--due <date>'));
    },
  );

  it.each(['token create', 'db invite', 'help db status'])(
    'todo %s --help knows subcommands',
    async (words) => {
      const { exitCode, stdout } = await newMachine(undefined).todo(`${words} --help`);
      expect(exitCode).toBe(0);
      expect(stdout).toMatch(/^Usage: todo /);
    },
  );

  it('prints the version', async () => {
    for (const option of ['--version', '-V']) {
      const { exitCode, stdout, stderr } = await newMachine(undefined).todo(option);
      expect([exitCode, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    }
  });
});

describe('a command line that cannot be understood', () => {
  it.each([
    ['lst', "Unknown command 'lst'", 'Did you mean one of list, ls?'],
    ['constructor', "Unknown command 'constructor'", ''],
    ['__proto__', "Unknown command '__proto__'", ''],
    ['toString', "Unknown command 'toString'", ''],
    ['help constructor', 'There is no command or topic "constructor"', ''],
    ['ad Buy milk', "Unknown command 'ad'", 'Did you mean add?'],
    ['list --al', "Unknown option '--al'", 'Did you mean --all?'],
    ['list --__proto__', "Unknown option '--__proto__'", ''],
    ['whoami milk', 'Too many arguments', ''],
    ['list --sort size', "'size' is invalid", 'due, priority, created, updated, title, number'],
    ['list --limit 0', "'0' is invalid", 'Give a whole number from 1'],
    ['list --limit many', "'many' is invalid", 'Give a whole number from 1'],
    ['list --all --done', 'cannot be used with option', ''],
    ['list --jsonl -q', '--jsonl and --quiet cannot be combined', 'Choose one of them.'],
    ['list --timeout 0', "'0' is invalid", 'Give a number of seconds'],
    ['list --timeout soon', "'soon' is invalid", 'Give a number of seconds'],
    ['add', "Missing required argument 'words'", ''],
    ['done', 'No task is named, and nobody can be asked here', 'todo done 3'],
    ['show', 'No task is named, and nobody can be asked here', 'todo show 3'],
    ['token', '', ''],
    ['db', '', ''],
    ['db stats', "Unknown command 'stats'", 'Did you mean status?'],
  ])('`todo %s` is exit 2, short and on stderr', async (words, message, hint) => {
    const { exitCode, stdout, stderr } = await ada.todo(words);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^Error: \S/);
    expect(stderr.split('\n').length).toBeLessThanOrEqual(4);
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
  });

  it('is a JSON error with --json', async () => {
    const { exitCode, stdout, stderr } = await ada.todo('lst --json');
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(JSON.parse(stderr)).toMatchObject({
      error: { code: 'usage', message: expect.stringContaining("'lst'"), retryable: false },
    });
  });

  it.each(['list --json --jsonl', 'add Milk --json -q', 'show 1 -q --json'])(
    'asks for one format only: todo %s',
    async (words) => {
      const { exitCode, stdout, stderr } = await ada.todo(words);
      expect([exitCode, stdout]).toEqual([2, '']);
      expect(JSON.parse(stderr)).toMatchObject({
        error: { message: expect.stringMatching(/^--json and --(jsonl|quiet) cannot be combined$/) },
      });
      expect((await ada.todo('list -q')).stdout).toBe('1\n');
    },
  );

  it('takes options before and after arguments', async () => {
    expect((await ada.todo('--json show 1')).stdout).toBe((await ada.todo('show 1 --json')).stdout);
  });
});
