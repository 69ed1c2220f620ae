import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { newMachine } from '../support/machine.ts';
import { CTRL_C, PLAIN_TERMINAL } from '../support/run-todo.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';
import { foreignIn, unsafeIn } from '../support/unsafe-output.ts';

let ada: User;
beforeEach(async () => {
  ada = await signUpUser(sharedDatabase());
});

/** Clears the screen, sets the window's title, rings, goes up a line, and turns the reading direction. */
const HOSTILE = 'Pay\u001B[2J\u001B]0;owned\u0007 rent\u001B[1A\u009B31m\u202Efdp.exe';
const SHOWN = String.raw`Pay\x1b[2J\x1b]0;owned\x07 rent\x1b[1A\x9b31m\u202efdp.exe`;

describe('control characters in a title', () => {
  it('are stored as they are and shown escaped, everywhere', async () => {
    const added = await ada.todo(['add', HOSTILE, '-n', `${HOSTILE}\nsecond line`]);
    expect(added.stdout).toBe(`Added #1 ${SHOWN} · note\n`);
    expect(await titles()).toEqual([HOSTILE]);
    const wide = { terminal: { stdout: true, stderr: true, columns: 200 }, env: { NO_COLOR: '1' } };
    for (const words of ['list', 'show 1', 'done 1', 'done 1', 'reopen 1', 'edit 1 -p low', 'rm 1 --yes']) {
      const { stdout, stderr } = await ada.todo(words, wide);
      expect(unsafeIn(stdout + stderr)).toBeUndefined();
      expect([words, stdout.includes(SHOWN)]).toEqual([
        words,
        words !== 'done 1' || !stdout.includes('already'),
      ]);
    }
  });

  it('are escaped in a pipe and in JSON, where they come back', async () => {
    await ada.todo(['add', HOSTILE]);
    expect((await ada.todo('list')).stdout).toBe(`1\topen\t\tMedium\t${SHOWN}\t\n`);
    const { stdout } = await ada.todo('list --json');
    expect(unsafeIn(stdout)).toBeUndefined();
    expect(JSON.parse(stdout)).toMatchObject([{ title: HOSTILE }]);
  });

  it('keep the table at one line a task', async () => {
    await ada.todo(['add', 'a\tb']);
    await ada.todo(['add', HOSTILE]);
    const { stdout } = await ada.todo('list', PLAIN_TERMINAL);
    expect(stdout.split('\n')).toHaveLength(5);
    expect(stdout).toContain(String.raw`a\tb`);
  });

  it('are escaped in the question before deleting', async () => {
    await ada.todo(['add', HOSTILE]);
    const { stderr } = await ada.todo('rm 1', { ...PLAIN_TERMINAL, answers: [['Delete this task', 'n']] });
    expect(stderr).toContain(SHOWN);
    expect(stderr).not.toContain('\u001B]0;');
  });
});

describe('text that cannot be stored', () => {
  it.each<[string, readonly string[], string]>([
    ['a NUL in the title', ['add', 'Pay\0rent'], 'The title holds a NUL character'],
    ['a NUL in the note', ['add', 'Rent', '-n', 'a\0b'], 'The note holds a NUL character'],
    ['half a character in the title', ['add', 'Pay \uD83D rent'], 'The title is not valid Unicode'],
    ['half a character in the note', ['add', 'Rent', '-n', '\uDC00'], 'The note is not valid Unicode'],
    ['a NUL in a tag', ['add', 'Rent', '-t', 'a\0b'], String.raw`The tag "a\x00b" holds a character`],
    ['a line break in the title', ['add', 'Pay\nrent'], 'The title has more than one line'],
    ['nothing in the title', ['add', ' ', '\u200B '], 'The title is empty'],
    [
      '501 characters in the title',
      ['add', 'x'.repeat(501)],
      'The title has 501 characters, 500 are possible',
    ],
    ['501 emoji in the title', ['add', '🥛'.repeat(501)], 'The title has 501 characters, 500 are possible'],
    [
      '10,001 characters in the note',
      ['add', 'Rent', '-n', 'x'.repeat(10_001)],
      'The note has 10001 characters',
    ],
    ['a tag with a space', ['add', 'Rent', '-t', 'at home'], 'The tag "at home" holds a character'],
    ['a tag with its plus', ['add', 'Rent', '-t', '+home'], 'Write the tag without its plus sign'],
    ['a tag of 51 letters', ['add', 'Rent', '-t', 'x'.repeat(51)], 'has 51 characters, 50 are possible'],
    [
      '21 tags',
      ['add', 'Rent', '-t', Array.from({ length: 21 }, (_, n) => `t${n}`).join()],
      'A task can have 20 tags',
    ],
    ['an empty tag', ['add', 'Rent', '-t', ''], 'A tag is empty'],
  ])('is refused with exit 2, adding nothing: %s', async (_what, words, message) => {
    const { exitCode, stdout, stderr } = await ada.todo(words);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(await titles()).toEqual([]);
    const { stderr: json } = await ada.todo([...words, '--json']);
    expect(JSON.parse(json)).toMatchObject({ error: { code: 'usage', retryable: false } });
  });

  it('is refused from stdin with its line', async () => {
    const { exitCode, stderr } = await ada.todo('add -', { stdin: 'Milk\nBr\0ead\n' });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^Error: Line 2: The title holds a NUL character\.\nNothing was added\. /);
    expect(await titles()).toEqual([]);
  });

  it.each<[string, string]>([
    ['500 letters', 'x'.repeat(500)],
    ['500 emoji', '🥛'.repeat(500)],
    ['a family of seven code points', 'Lunch 👨‍👩‍👧‍👦'],
    ['the last characters of Unicode', '\u{10FFFF} \uFFFF'],
  ])('is not %s', async (_what, title) => {
    expect(await ada.todo(['add', title, '-q'])).toMatchObject({ exitCode: 0 });
    expect(await titles()).toEqual([title]);
    expect(JSON.parse((await ada.todo('show 1 --json')).stdout)).toMatchObject({ title });
  });

  it('is not a note of 10,000 emoji', async () => {
    const note = '🥛'.repeat(10_000);
    await ada.todo(['add', 'Milk', '-n', note]);
    expect(JSON.parse((await ada.todo('show 1 --json')).stdout)).toMatchObject({ description: note });
  });
});

describe('a value that cannot be understood', () => {
  it.each<[readonly string[], string]>([
    [['add', 'Rent', '-d', '2026-02-30'], 'The date "2026-02-30" does not exist'],
    [['add', 'Rent', '-d', '27.11.2026'], 'The date "27.11.2026" cannot be understood'],
    [['add', 'Rent', '-d', ''], 'The date "" cannot be understood'],
    [['add', 'Rent', '-d', 'today 24:00'], 'The time in "today 24:00" does not exist'],
    [['add', 'Rent', '-p', 'urgent'], 'The priority "urgent" is none of high, medium and low'],
    [['add', 'Rent', '-p', ''], 'The priority "" is none of'],
    [['done', '0'], '"0" names no task'],
    [['done', '-1'], '"-1" names no task'],
    [['done', '1.5'], '"1.5" names no task'],
    [['done', '5-2'], 'The range "5-2" runs backwards'],
    [['done', '2147483648'], 'is too large for a task'],
    [['done', '1-2000000000'], 'More than 10000 tasks are named'],
    [['done', 'milk'], '"milk" names no task'],
    [['done', '\u001B[31m'], String.raw`"\x1b[31m" names no task`],
    [['show', '01987z54'], '"01987z54" names no task'],
    [['list', '-p', 'urgent'], 'The priority "urgent" is none of'],
    [['list', '-t', 'at home'], 'The tag "at home" holds a character'],
  ])('%j is exit 2, names the value and does nothing', async (words, message) => {
    await ada.todo('add Buy oat milk');
    const { exitCode, stdout, stderr } = await ada.todo(words);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('\u001B');
    expect((await ada.todo('list')).stdout).toBe('1\topen\t\tMedium\tBuy oat milk\t\n');
  });
});

describe('what an error repeats', () => {
  it('is cut where it is very long, and keeps its end', async () => {
    const long = 'x'.repeat(100_000);
    for (const words of [
      [`--${long}`],
      [long],
      ['help', long],
      ['list', '--limit', long],
      ['sessions', long],
    ]) {
      const { exitCode, stderr } = await ada.todo(words);
      expect([exitCode, stderr.split('\n').length]).toEqual([2, 3]);
      expect(stderr.length).toBeLessThan(3_000);
    }
    expect((await ada.todo(['list', '--limit', long])).stderr).toContain('Give a whole number from 1.');
  });

  it('is told once, and not as a place in the program', async () => {
    const { stderr } = await ada.todo(['list', '--x\n    at \u001B[2J', '--debug']);
    expect(stderr.match(/x1b/g)).toHaveLength(1);
    expect(unsafeIn(stderr)).toBeUndefined();
  });

  it('is safe where it is the name of a folder or a database', async () => {
    const cwd = join(ada.folder, 'odd\u001B[2J\u202Efolder');
    mkdirSync(cwd);
    writeFileSync(join(cwd, '.env'), `DATABASE_URL="${sharedDatabase().url}"\n`);
    const machine = { cwd, env: { DATABASE_URL: undefined } };
    const stranger = newMachine(undefined);
    const { exitCode, stderr } = await stranger.todo('signup', {
      ...machine,
      answers: [['Username:', CTRL_C]],
    });
    expect([exitCode, foreignIn(stderr)]).toEqual([130, undefined]);
    expect(stderr).toContain(String.raw`odd\x1b[2J\u202efolder`);
    writeFileSync(join(cwd, '.env'), 'DATABASE_URL="postgresql://a:b@localhost:1/x%1b[2J"\n');
    expect(await stranger.todo('list', machine)).toMatchObject({
      exitCode: 6,
      stderr: expect.stringContaining('names a database with a control character'),
    });
  });
});

async function titles(): Promise<unknown[]> {
  const rows = await ada.database.query('select title from todo.tasks where user_id = $1 order by number', [
    ada.id,
  ]);
  return rows.map(({ title }) => title);
}
