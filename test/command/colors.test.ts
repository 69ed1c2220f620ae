import { stripVTControlCharacters } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Surroundings } from '../support/run-todo.ts';
import { PASSWORD, signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

const ESCAPE = '\u001B';

let ada: User;
beforeAll(async () => {
  ada = await signUpUser(sharedDatabase());
  await ada.todo([
    'add',
    'Send the invoice',
    '-d',
    '2026-11-20',
    '-p',
    'high',
    '-t',
    'work',
    '-n',
    'No. 4711',
  ]);
  await ada.todo('add - --priority low', { stdin: 'Buy oat milk\nPay rent' });
  await ada.todo('done 2');
});

const EVERYTHING = [
  'list --all',
  '',
  'show 1',
  'tags --all',
  'calendar',
  'stats',
  'whoami',
  'db status',
  'done 1',
  'reopen 1',
  'edit 1 -p high',
  'add Call the dentist --due today',
  'token create --name ci',
  'list --search nothing-at-all',
  'help',
  'list --sort size',
  'show 99',
];

describe('not one escape byte is written', () => {
  it.each<[string, string, Surroundings]>([
    ['NO_COLOR', '', { terminal: true, env: { NO_COLOR: '1' } }],
    ['NO_COLOR, also against FORCE_COLOR', '', { terminal: true, env: { NO_COLOR: '1', FORCE_COLOR: '3' } }],
    ['TERM=dumb', '', { terminal: true, env: { TERM: 'dumb' } }],
    ['--no-color', '--no-color', { terminal: true }],
    ['--no-color, also against FORCE_COLOR', '--no-color', { terminal: true, env: { FORCE_COLOR: '1' } }],
    ['FORCE_COLOR=0', '', { terminal: true, env: { FORCE_COLOR: '0' } }],
    ['pipes', '', {}],
  ])('with %s', async (_name, option, surroundings) => {
    const eve = await signUpUser(sharedDatabase(), 'eve');
    await eve.todo(['add', 'Send the invoice', '-d', '2026-11-20', '-t', 'work', '-n', 'No. 4711']);
    for (const words of EVERYTHING) {
      const { stdout, stderr } = await eve.todo(`${words} ${option}`, surroundings);
      expect([words, (stdout + stderr).includes(ESCAPE)]).toEqual([words, false]);
    }
  });

  it('in JSON at a terminal', async () => {
    const { stdout } = await ada.todo('list --json', { terminal: true, env: { FORCE_COLOR: '1' } });
    expect(stdout).not.toContain(ESCAPE);
    expect(JSON.parse(stdout)).toHaveLength(2);
  });
});

describe('colours', () => {
  it.each<[string, Surroundings]>([
    ['at a terminal', { terminal: { stdout: true } }],
    ['with NO_COLOR set and empty', { terminal: { stdout: true }, env: { NO_COLOR: '' } }],
    ['with FORCE_COLOR in a pipe', { env: { FORCE_COLOR: '1' } }],
    [
      'with FORCE_COLOR on a dumb terminal',
      { terminal: { stdout: true }, env: { TERM: 'dumb', FORCE_COLOR: '1' } },
    ],
  ])('are there %s', async (_name, surroundings) => {
    expect((await ada.todo('show 1', surroundings)).stdout).toContain(
      `${ESCAPE}[1m#1 Send the invoice${ESCAPE}[22m`,
    );
  });

  it('are decided for each stream by itself', async () => {
    const rm = 'rm 1';
    const answers = [['Delete this task', 'n']] as const;
    const onlyErrors = await ada.todo(rm, { terminal: { stdin: true, stderr: true }, answers });
    expect(onlyErrors.stderr).toContain(`${ESCAPE}[1m`);
    const { stdout } = await ada.todo('list', { terminal: { stdin: true, stderr: true } });
    expect(stdout).not.toContain(ESCAPE);
    expect(stdout).toContain('\t');
    const onlyOutput = await ada.todo('list', { terminal: { stdout: true } });
    expect(onlyOutput.stdout).toContain(ESCAPE);
  });

  it('do not add up to what stands there', async () => {
    const plain = await ada.todo('list --all', { terminal: true, env: { NO_COLOR: '1' } });
    const colored = await ada.todo('list --all', { terminal: true });
    expect(stripVTControlCharacters(colored.stdout)).toBe(plain.stdout);
  });
});

describe('a terminal', () => {
  it.each([20, 30, 40, 60, 80, 120, 200])('of %i columns holds every line of a list', async (columns) => {
    const eve = await signUpUser(sharedDatabase(), 'eve');
    await eve.todo([
      'add',
      'Compare the offers for the new heat pump: noise, service, and what the neighbours say 家族会議 👨‍👩‍👧‍👦',
      '-d',
      '2026-12-24 18:00',
      '-p',
      'high',
      '-t',
      'home/heating,money,ask-grandmother',
    ]);
    await eve.todo('add Buy oat milk');
    const { stdout } = await eve.todo('list', {
      terminal: { stdout: true, columns },
      env: { NO_COLOR: '1' },
    });
    for (const line of stdout.split('\n')) {
      expect(cellsIn(line)).toBeLessThanOrEqual(columns);
    }
    expect(stdout).toContain('Buy oat milk');
  });

  it('has the width that COLUMNS says', async () => {
    const { stdout } = await ada.todo('list', {
      terminal: { stdout: true, columns: 200 },
      env: { NO_COLOR: '1', COLUMNS: '30' },
    });
    expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(30);
  });

  it('without UTF-8 gets plain ASCII for the symbols of the program', async () => {
    const env = { NO_COLOR: '1', LANG: 'C' };
    const { stdout } = await ada.todo('list --all', { terminal: { stdout: true, columns: 40 }, env });
    expect(stdout).toMatch(/^2 {2}x /m);
    const eve = await signUpUser(sharedDatabase(), 'eve');
    expect((await eve.todo('add Water the plants -d today', { env })).stdout).toBe(
      'Added #1 Water the plants - due today\n',
    );
    expect(stdout).toMatch(/^[\n -~]*$/);
  });

  it('does not keep a script from its lines: only stdout counts', async () => {
    const { stdout } = await ada.todo('list -q', { terminal: { stdin: true, stderr: true } });
    expect(stdout).toBe('1\n3\n');
  });
});

describe('questions at a terminal without colours', () => {
  it('are asked all the same', async () => {
    const { exitCode, stdout } = await ada.todo(`login ${ada.username}`, {
      terminal: true,
      env: { NO_COLOR: '1' },
      answers: [['Password:', PASSWORD]],
    });
    expect(exitCode).toBe(0);
    expect(stdout).not.toContain(ESCAPE);
  });
});

/** ASCII takes one cell; the Japanese of these tests and its family of emoji two each. */
function cellsIn(line: string): number {
  const wide = line.match(/👨‍👩‍👧‍👦|[家族会議]/gu) ?? [];
  return line.replaceAll(/👨‍👩‍👧‍👦|[家族会議]/gu, '').length + 2 * wide.length;
}
