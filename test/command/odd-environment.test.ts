import { readdirSync } from 'node:fs';
import { assert, asyncProperty, constantFrom, record, string } from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { runs } from '../support/effort.ts';
import { newMachine } from '../support/machine.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

let ada: User;
beforeAll(async () => {
  ada = await signUpUser(sharedDatabase());
  await ada.todo('add Buy oat milk due:today +food');
});

/** What may be in any variable. */
const ODD = [
  '',
  ' ',
  '0',
  '1',
  'false',
  '\n',
  '\t',
  '"',
  "'",
  '\u0001\u001B[31m',
  '\uFEFF',
  '🦊',
  '../..',
  '/',
  '-1',
];
const LONG = 'x'.repeat(1_000_000);

const odd = (...others: readonly string[]) => constantFrom(undefined, ...ODD, ...others);

const LOOKS = record({
  NO_COLOR: odd(),
  FORCE_COLOR: odd('2', '3', 'true'),
  CLICOLOR: odd(),
  TERM: odd('dumb', 'xterm-256color', LONG),
  COLUMNS: odd('1', '2', '7', '80', '99999', '1e9', 'Infinity', 'NaN', LONG),
  LANG: odd('C', 'tlh_KL.UTF-8', 'UTF-8'),
  LC_ALL: odd('C.UTF-8', 'POSIX'),
  LC_CTYPE: odd('utf8'),
  CI: odd('true'),
});

describe('variables about looks', () => {
  it('change nothing but looks, whatever is in them', async () => {
    await assert(
      asyncProperty(
        LOOKS,
        constantFrom('list', 'show 1', 'tags', 'calendar', 'stats', 'export', 'history', 'help dates'),
        async (env, words) => {
          const outcome = await ada.todo(words, { env, terminal: { stdout: true } });
          expect(outcome).toMatchObject({ exitCode: 0, stderr: '' });
          expect(outcome.stdout).not.toBe('');
          const inPipe = await ada.todo(`${words} --no-color`, { env });
          expect(inPipe).toEqual(await ada.todo(`${words} --no-color`, { env: pick(env) }));
        },
      ),
      { numRuns: runs(40) },
    );
  });
});

/** Of the looks, what a pipe without colours has: whether it takes more than ASCII. */
function pick({ LANG, LC_ALL, LC_CTYPE }: Record<'LANG' | 'LC_ALL' | 'LC_CTYPE', string | undefined>) {
  return { LANG, LC_ALL, LC_CTYPE };
}

describe('variables about the database and the login', () => {
  const URLS = [
    'postgresql://',
    'POSTGRESQL://ada:hunter2@host/db',
    'postgres:ada:hunter2@host/db',
    'postgresql://ada:hunter2@/db',
    'postgresql://ada:hunter2@host/db\npostgresql://b:c@host/other',
    'DATABASE_URL=postgresql://ada:hunter2@host/db',
    '"postgresql://ada:hunter2@host/db"',
    'postgresql://ada:hunter2@host/d%00b',
    'postgresql://ada:hunter2@ho\u0001st/db',
    'jdbc:postgresql://host/hunter2',
    'javascript:hunter2',
    'http://ada:hunter2@host/db',
    `postgresql://ada:${'hunter2'.repeat(150_000)}@[::/db`,
    `postgresql://ada:hunter2@${LONG}/db`,
  ];

  it('are refused with a clear error, and never repeated', async () => {
    const machine = newMachine(undefined);
    const env = record({
      DATABASE_URL: odd(...URLS),
      TODO_ENV_FILE: odd('/etc', '/dev/null', '/proc/self/mem', '\u0001'),
      TODO_TOKEN: odd('hunter2', `todo_${'A'.repeat(64)}`, LONG),
      TODO_CONFIG_DIR: odd('/proc/self/x', '/dev/null', '/nowhere', LONG),
      HOME: odd('relative', '/proc/self', '/dev/null'),
      XDG_CONFIG_HOME: odd('relative', '/dev/null'),
      database_url: constantFrom('postgresql://ada:hunter2@host/lower-case'),
      Todo_Token: constantFrom('hunter2'),
    });
    await assert(
      asyncProperty(
        env,
        constantFrom('list', 'whoami', 'add Milk', 'logout', 'init', 'login ada'),
        async (given, words) => {
          // A host that nobody knows is one more way to fail.
          const outcome = await machine.todo(`${words} --timeout 0.05`, { env: given });
          const { exitCode, stdout, stderr } = outcome;
          expect([0, 2, 4, 6]).toContain(exitCode);
          expect(exitCode === 0 ? stdout : stderr).toMatch(/^(Not logged in\n|Error: [^]+\.\n[^]*)$/);
          expect(stdout + stderr).not.toMatch(/hunter2|^\s+at /m);
          expect(readdirSync(machine.cwd)).toEqual([]);
        },
      ),
      { numRuns: runs(150) },
    );
  });

  it.each([' ', '\n', '\r\n', '\t'])('a token may have %j around it', async (space) => {
    const machine = newMachine(ada.database.url);
    const outcome = await machine.todo('list', { env: { TODO_TOKEN: `${space}${ada.token}${space}` } });
    expect(outcome).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it('no value of a token is a bug, and none of them is shown', async () => {
    const machine = newMachine(ada.database.url);
    await assert(
      asyncProperty(string({ unit: 'binary', minLength: 1, maxLength: 80 }), async (token) => {
        const outcome = await machine.todo('list', { env: { TODO_TOKEN: token } });
        expect(outcome).toMatchObject({ exitCode: 4, stdout: '' });
        expect(outcome.stderr).toContain('TODO_TOKEN');
      }),
    );
  });

  it('a token of another database is refused by the one that applies', async () => {
    const machine = newMachine(ada.database.url);
    const token = `${ada.token.slice(0, -4)}AAAA`;
    expect(await machine.todo('list', { env: { TODO_TOKEN: token } })).toMatchObject({
      exitCode: 4,
      stdout: '',
    });
  });

  it('10,000 others are no matter', async () => {
    const others = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`VARIABLE_${i}`, `${i}`]));
    expect(await ada.todo('list', { env: others })).toMatchObject({ exitCode: 0, stderr: '' });
  });
});

describe('an editor that is none', () => {
  it.each([
    ['rm', 0],
    ['rm -r "${1%/*}" #', 0],
    ['exit 0; #', 0],
    [': >', 0],
    ['chmod 000', 0],
    ['"unbalanced', 130],
    [';', 130],
    ['kill -9 $$; true', 130],
    ['kill -15 $$; true', 130],
    ['mv -t /nowhere', 130],
    ['   ', 2],
    ['\n', 2],
    ['\u0001', 2],
    ['🦊', 2],
  ])('EDITOR=%j ends with %i, and changes nothing', async (editor, code) => {
    const env = { EDITOR: editor, PATH: process.env['PATH'], TMPDIR: ada.cwd };
    const before = await ada.todo('show 1 --json');
    const outcome = await ada.todo('edit 1 --editor', { env, terminal: { stdin: true, stderr: true } });
    expect(outcome).toMatchObject({ exitCode: code, stdout: '' });
    expect(outcome.stderr).toMatch(/(?:\nError: [^]*nothing was changed|Nothing was changed)/i);
    expect(await ada.todo('show 1 --json')).toEqual(before);
    expect(readdirSync(ada.cwd)).toEqual([]);
  });
});
