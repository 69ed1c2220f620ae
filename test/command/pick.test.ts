import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cells } from '../../src/render/columns.ts';
import type { Neon } from '../neon/stand-in.ts';
import { startPreparedNeon } from '../support/prepared-neon.ts';
import { CTRL_C, type Surroundings } from '../support/run-todo.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { databaseOf } from '../support/test-database.ts';

const QUESTION = 'Show which task?';
const DOWN = '\u001B[B';
/** The end of the line: it completes no answer and moves nothing. */
const CTRL_E = '\u0005';

const PLAIN = { NO_COLOR: '1' };

let neon: Neon;
let ada: User;
beforeAll(async () => {
  neon = await startPreparedNeon({ engine: 'pglite' });
  ada = await signUpUser(databaseOf(neon));
  await ada.todo(['add', 'Buy oat milk', '--due', 'tomorrow', '--tag', 'home']);
  await ada.todo(['add', 'Zoë’s café: 牛乳と卵', '--due', '2026-11-20', '--priority', 'high']);
  await ada.todo(['add', 'Red \u001B[31malert \u202E and bell \u0007', '--tag', 'home', '--tag', 'Müll']);
  await ada.todo(['add', 'Return the drill']);
  await ada.todo('done 4');
});
afterAll(() => neon.close());

/** What the person saw, without what moves the cursor. */
function seen(stderr: string): string {
  return stripVTControlCharacters(stderr).replaceAll('\r', '');
}

/** The sequences that change colours or weight, without their first character. */
function looks(stderr: string): string[] {
  return stderr.split('\u001B').filter((part) => /^\[[\d;]*m/.test(part));
}

/** Every state that the question was in. */
function screens(stderr: string): string[] {
  return seen(stderr).split(/(?=[?✔*] Show which task\?)/);
}

function picking(...answers: NonNullable<Surroundings['answers']>): Surroundings {
  return { env: PLAIN, answers };
}

describe('todo show without a number', () => {
  it('lists the open tasks as people say them, the one that is due soonest first', async () => {
    const { exitCode, stdout, stderr } = await ada.todo('show -q', picking([QUESTION, '']));
    expect([exitCode, stdout]).toEqual([0, '2\n']);
    expect(screens(stderr)).toContain(
      [
        '? Show which task?',
        '❯ 2  !  3 days ago  High  Zoë’s café: 牛乳と卵',
        '  1     tomorrow          Buy oat milk                            +home',
        '  3                       Red \\x1b[31malert \\u202e and bell \\x07  +home +Müll',
        '',
        'Type to search, arrows to move, Enter to choose, Ctrl-C to leave',
      ].join('\n'),
    );
    expect(seen(stderr)).toMatch(/✔ Show which task\? #2 Zoë’s café: 牛乳と卵\n$/);
  });

  it('shows the task that the arrows point to', async () => {
    const { stdout } = await ada.todo('show', picking([QUESTION, `${DOWN}${CTRL_E}`], ['❯ 1', '']));
    expect(stdout).toContain('#1 Buy oat milk\n');
  });

  it.each([
    ['milk', '1'],
    ['MULL', '3'],
    ['zoe cafe', '2'],
    ['+home alert', '3'],
    ['3', '3'],
    ['#1', '1'],
  ])('finds the task for which "%s" was typed', async (typed, number) => {
    const { stdout, stderr } = await ada.todo(
      'show -q',
      picking([QUESTION, `${typed}${CTRL_E}`], [`task? ${typed}`, '']),
    );
    expect(stdout).toBe(`${number}\n`);
    expect(seen(stderr)).toMatch(new RegExp(`Show which task\\? #${number} `));
  });

  it('stays if nothing is found, and finds again what is left after a correction', async () => {
    const { stdout } = await ada.todo(
      'show -q',
      picking([QUESTION, `milkx${CTRL_E}`], ['task? milkx', ''], ['No results found', '\u007F'], ['❯ 1', '']),
    );
    expect(stdout).toBe('1\n');
  });

  it('takes the whole line with the Tab key', async () => {
    const { stdout } = await ada.todo(
      'show -q',
      picking([QUESTION, `${DOWN}${CTRL_E}`], ['❯ 1', '\t'], ['task? 1     tomorrow', '']),
    );
    expect(stdout).toBe('1\n');
  });

  it('never sends a control character of a task to the terminal', async () => {
    const { stderr } = await ada.todo('show -q', picking([QUESTION, `alert${CTRL_E}`], ['❯ 3', '']));
    expect(stderr).not.toContain('\u001B[31m');
    expect(stderr).not.toContain('\u0007');
    expect(stderr).not.toContain('\u202E');
  });

  it('has no colours where nobody wants them, and some elsewhere', async () => {
    const plain = await ada.todo('show -q', picking([QUESTION, '']));
    expect(looks(plain.stderr)).toEqual([]);
    const bare = await ada.todo('show -q --no-color', { answers: [[QUESTION, '']] });
    expect(looks(bare.stderr)).toEqual([]);
    const colored = await ada.todo('show -q', { answers: [[QUESTION, '']] });
    expect(colored.stderr).toContain('\u001B[1m❯ 2 ');
  });

  it('keeps to ASCII where the locale is not UTF-8', async () => {
    const { stderr } = await ada.todo('show -q', {
      env: { ...PLAIN, LANG: 'C' },
      answers: [
        [QUESTION, `drill${CTRL_E}`],
        ['No results', '\u0015'],
        ['> 2', ''],
      ],
    });
    expect(seen(stderr)).toContain('* Show which task? #2');
    expect(stderr).not.toMatch(/[❯✔…·]/);
  });

  it.each([40, 60, 120])('fits a terminal of %i columns', async (columns) => {
    const { stderr } = await ada.todo('show -q', {
      env: PLAIN,
      terminal: { columns },
      answers: [[QUESTION, '']],
    });
    const rows = (screens(stderr).at(-2) ?? '').split('\n').filter((line) => /^[❯ ] \d/.test(line));
    expect(rows).toHaveLength(3);
    for (const row of rows) {
      expect(cells(row)).toBeLessThan(columns);
    }
  });

  it('is one request for the list, and one for the task', async () => {
    const before = neon.requests.length;
    await ada.todo('show', picking([QUESTION, '']));
    expect(neon.requests.length - before).toBe(2);
  });

  it.each([CTRL_C, '\u0004'])('ends with 130 on %j', async (key) => {
    const { exitCode, stdout, stderr } = await ada.todo('show', picking([QUESTION, key]));
    expect([exitCode, stdout]).toEqual([130, '']);
    expect(stderr).toContain('Error: Cancelled, nothing further was done.\n');
  });

  it('says how many it leaves out', async () => {
    const eve = await signUpUser(databaseOf(neon), 'eve');
    await eve.todo('add -', { stdin: 'Another parcel\n'.repeat(501) });
    const { stdout } = await eve.todo(
      'show -q',
      picking(['Show which task? (the first 500 of 501)', `#500${CTRL_E}`], ['❯ 500', '']),
    );
    expect(stdout).toBe('500\n');
  });

  it('says so and exits 0 if there is no task to pick', async () => {
    const eve = await signUpUser(databaseOf(neon), 'eve');
    const terminal = { stdin: true, stdout: true, stderr: true };
    expect(await eve.todo('show', { terminal })).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: 'No open tasks\n',
    });
  });

  it.each<[string, Surroundings]>([
    ['show', {}],
    ['show', { terminal: { stdout: true, stderr: true } }],
    ['show', { terminal: { stdin: true, stdout: true } }],
    ['show', { terminal: true, env: { CI: 'true' } }],
    ['show --no-input', { terminal: true }],
  ])('exits 2 at once where nobody can be asked: todo %s %j', async (words, surroundings) => {
    const before = neon.requests.length;
    expect(await ada.todo(words, surroundings)).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        'Error: No task is named, and nobody can be asked here.\nGive the number of a task: todo show 3\n',
    });
    expect(neon.requests.length).toBe(before);
  });

  it('asks nothing with --json', async () => {
    const before = neon.requests.length;
    const { exitCode, stderr } = await ada.todo('show --json', { terminal: true });
    expect([exitCode, JSON.parse(stderr)]).toMatchObject([
      2,
      { error: { code: 'usage', hint: 'Give the number of a task: todo show 3' } },
    ]);
    expect(neon.requests.length).toBe(before);
  });
});

describe('without a number', () => {
  let eve: User;
  beforeEach(async () => {
    eve = await signUpUser(databaseOf(neon), 'eve');
    await eve.todo('add -', { stdin: 'Call the dentist\nRead\nWater the plants' });
  });

  async function all(): Promise<unknown> {
    return JSON.parse((await eve.todo('list --all --json')).stdout);
  }

  it('todo done completes the one that is picked', async () => {
    const { exitCode, stdout } = await eve.todo(
      'done',
      picking(['Complete which task?', `water${CTRL_E}`], ['task? water', '']),
    );
    expect([exitCode, stdout]).toEqual([0, 'Done #3 Water the plants\n']);
  });

  it('todo reopen offers what is done, the last one first', async () => {
    await eve.todo('done 2');
    await eve.todo('done 1');
    const { exitCode, stdout, stderr } = await eve.todo('reopen', picking(['Reopen which task?', '']));
    expect([exitCode, stdout]).toEqual([0, 'Reopened #1 Call the dentist\n']);
    expect(stderr).not.toContain('Water the plants');
  });

  it('todo rm asks before it deletes the one that is picked', async () => {
    const { exitCode, stdout } = await eve.todo(
      'rm',
      picking(['Delete which task?', `${DOWN}${CTRL_E}`], ['❯ 2', ''], ['this task?', 'y']),
    );
    expect([exitCode, stdout]).toEqual([0, 'Removed #2 Read\n']);
  });

  it('todo edit opens the form of the one that is picked', async () => {
    const { exitCode, stdout } = await eve.todo(
      'edit',
      picking(
        ['Edit which task?', `read${CTRL_E}`],
        ['task? read', ''],
        ['Title:', ' a book'],
        ['Due:', ''],
        ['Priority:', ''],
        ['Tags:', ''],
        ['Repeat:', ''],
      ),
    );
    expect([exitCode, stdout]).toEqual([0, 'Edited #2 Read a book\n']);
  });

  it.each(['done', 'rm', 'edit', 'edit --editor', 'edit due:today', 'reopen'])(
    'todo %s changes nothing after Ctrl-C',
    async (words) => {
      await eve.todo('done 1');
      const before = await all();
      const { exitCode, stdout } = await eve.todo(words, picking(['which task?', CTRL_C]));
      expect([exitCode, stdout]).toEqual([130, '']);
      expect(await all()).toEqual(before);
    },
  );

  it.each([
    ['done', 'todo done 3'],
    ['reopen', 'todo reopen 3'],
    ['rm', 'todo rm 3'],
    ['edit due:today', 'todo edit 3 due:tomorrow'],
  ])('todo %s says what to type where nobody can be asked', async (words, example) => {
    expect(await eve.todo(words)).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `Error: No task is named, and nobody can be asked here.\nGive the number of a task: ${example}\n`,
    });
  });

  it('todo reopen says so if nothing is done', async () => {
    expect(await eve.todo('reopen', { terminal: true })).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: 'No task is done\n',
    });
  });
});
