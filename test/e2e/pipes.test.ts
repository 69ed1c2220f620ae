import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Machine } from './machine.ts';
import { startWorld } from './world.ts';

const world = startWorld();

let laptop: Machine;

beforeAll(async () => {
  laptop = world.machine();
  await laptop.signUp('ada');
  await laptop.todo('add', 'Pay the rent', '--due', '2026-01-01', '--priority', 'high', '--tag', 'home');
  await laptop.todo('add', 'Learn the poem by heart '.repeat(10).trim(), '--tag', 'a', '--tag', 'b');
});

const ROWS =
  '1\topen\t2026-01-01\tHigh\tPay the rent\thome\n' +
  `2\topen\t\tMedium\t${'Learn the poem by heart '.repeat(10).trim()}\ta,b\n`;

describe('in a pipe', () => {
  it.each([{}, { NO_COLOR: '1' }, { TERM: 'dumb' }, { COLUMNS: '20' }, { LANG: 'C' }])(
    'prints a task a line, tab-separated, uncut and without colour, with %o',
    async (env) => {
      expect(await laptop.with(env).todo('list')).toEqual({ code: 0, stdout: ROWS, stderr: '' });
    },
  );

  it('keeps colour if FORCE_COLOR asks for it, but not against NO_COLOR or --no-color', async () => {
    const forced = laptop.with({ FORCE_COLOR: '1' });

    expect((await forced.todo('show', '1')).stdout).toContain('\u001B[');
    expect((await forced.with({ NO_COLOR: '1' }).todo('show', '1')).stdout).not.toContain('\u001B');
    expect((await forced.todo('show', '1', '--no-color')).stdout).not.toContain('\u001B');
    expect((await forced.todo('list', '--json')).stdout).not.toContain('\u001B');
  });

  it('prints results on stdout alone, and errors on stderr alone', async () => {
    expect(await laptop.todo('show', '99')).toEqual({
      code: 3,
      stdout: '',
      stderr: 'Error: No such task: #99.\nRun `todo list --all` to see the numbers of your tasks.\n',
    });
    const both = await laptop.todo('show', '99', '--json');
    expect(both).toMatchObject({ code: 3, stdout: '' });
    expect(JSON.parse(both.stderr)).toMatchObject({ error: { code: 'not_found', retryable: false } });
  });

  it('prints help on stdout with exit code 0, and refuses what it does not know', async () => {
    for (const words of [['--help'], ['-h'], ['help'], ['help', 'add'], ['add', '-h'], []]) {
      const outcome = await world.machine().todo(...words);
      expect({ words, ...outcome }).toMatchObject({
        words,
        code: 0,
        stdout: expect.stringContaining('Usage: todo'),
      });
      expect(outcome.stderr).toBe('');
    }
    for (const word of ['lsit', 'constructor', '__proto__', '--colour']) {
      const outcome = await laptop.todo(word);
      expect({ word, ...outcome }).toMatchObject({ word, code: 2, stdout: '' });
    }
  });

  it.each([
    ['signup', '--username is missing'],
    ['signup -u eve -e eve@example.org', 'The password is missing'],
    ['login', 'NAME is missing'],
    ['login ada', 'The password is missing'],
    ['rm 1', 'Deleting needs a confirmation'],
    ['init', 'The connection string is missing'],
  ])('asks nobody, even if stdin is open and silent: todo %s', async (line, message) => {
    const env = { ...laptop.env, DATABASE_URL: line === 'init' ? '' : laptop.env['DATABASE_URL'] };
    const child = spawn(laptop.program, line.split(' '), { cwd: laptop.folder, env });

    const [stderr, stdout] = await Promise.all([text(child.stderr), text(child.stdout)]);

    expect({ stdout, stderr }).toEqual({ stdout: '', stderr: expect.stringContaining(`Error: ${message}`) });
    child.stdin.end();
  });

  it('works under both of its names', async () => {
    const other = laptop.under('neon-todo');

    expect(await other.todo('list')).toEqual({ code: 0, stdout: ROWS, stderr: '' });
  });
});
