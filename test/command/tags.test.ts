import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newMachine } from '../support/machine.ts';
import { PLAIN_TERMINAL } from '../support/run-todo.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

let ada: User;

describe('todo tags', () => {
  beforeAll(async () => {
    ada = await signUpUser(sharedDatabase());
    for (const [title, tags] of [
      ['Buy oat milk', 'home,errands'],
      ['Pay rent', 'Home'],
      ['Water the plants', 'home'],
      ['Call the dentist', 'errands,health'],
      ['Book the ferry', 'travel'],
      ['Sort photos', ''],
    ] as const) {
      await ada.todo(['add', title, ...(tags === '' ? [] : ['-t', tags])]);
    }
    await ada.todo('done 4 5');
  });

  it('counts the tags of open tasks, the most frequent first', async () => {
    expect(await ada.todo('tags')).toEqual({
      exitCode: 0,
      stdout: 'home\t3\t0\nerrands\t1\t1\n',
      stderr: '',
    });
  });

  it('counts with --all those of done tasks as well', async () => {
    expect((await ada.todo('tags --all')).stdout).toBe(
      'home\t3\t0\nerrands\t1\t1\nhealth\t0\t1\ntravel\t0\t1\n',
    );
  });

  it('is a table at a terminal', async () => {
    expect((await ada.todo('tags --all', PLAIN_TERMINAL)).stdout.split('\n')).toEqual([
      'Tag       Open  Done',
      '+home        3     0',
      '+errands     1     1',
      '+health      0     1',
      '+travel      0     1',
      '',
    ]);
  });

  it('colours what there is to do, and dims the rest', async () => {
    const { stdout } = await ada.todo('tags --all', { terminal: true });
    expect(stdout.split('\n').slice(0, 2)).toEqual([
      '\u001B[1mTag\u001B[22m       \u001B[1mOpen\u001B[22m  \u001B[1mDone\u001B[22m',
      '\u001B[36m+home\u001B[39m        3     \u001B[2m0\u001B[22m',
    ]);
    expect(stdout).toContain('\n\u001B[2m+health\u001B[22m      0     \u001B[2m1\u001B[22m\n');
  });

  it('is one document with --json, and one line each with --jsonl', async () => {
    const home = { tag: 'home', open: 3, done: 0 };
    const errands = { tag: 'errands', open: 1, done: 1 };
    expect(JSON.parse((await ada.todo('tags --json')).stdout)).toEqual([home, errands]);
    expect((await ada.todo('tags --jsonl')).stdout).toBe(
      '{"tag":"home","open":3,"done":0}\n{"tag":"errands","open":1,"done":1}\n',
    );
  });

  it('is the names alone with --quiet', async () => {
    expect((await ada.todo('tags -q')).stdout).toBe('home\nerrands\n');
    expect((await ada.todo('tags -q --all', { terminal: true })).stdout).toBe(
      'home\nerrands\nhealth\ntravel\n',
    );
  });

  it.each([
    ['tags home', 2],
    ['tags --sort name', 2],
    ['tags --jsonl -q', 2],
    ['tags --all=yes', 2],
  ])('does not take `todo %s`', async (words, code) => {
    const { exitCode, stdout, stderr } = await ada.todo(words);
    expect([exitCode, stdout]).toEqual([code, '']);
    expect(stderr).toMatch(/^Error: /);
  });

  it('takes a login', async () => {
    const { exitCode, stdout, stderr } = await newMachine(ada.database.url).todo('tags');
    expect([exitCode, stdout]).toEqual([4, '']);
    expect(stderr).toMatch(/^Error: Not logged in to /);
  });

  it('never counts the tasks of others', async () => {
    const mallory = await signUpUser(sharedDatabase(), 'mallory');
    await mallory.todo('add Count the silver -t home');
    expect((await mallory.todo('tags --all')).stdout).toBe('home\t1\t0\n');
  });
});

describe('tags', () => {
  beforeEach(async () => {
    ada = await signUpUser(sharedDatabase());
  });

  it.each([
    ['tags', '', ''],
    ['tags --jsonl', '', ''],
    ['tags -q', '', ''],
    ['tags --json', '[]\n', '[]\n'],
    ['tags', 'terminal', 'No open task has a tag\n'],
    ['tags --all', 'terminal', 'No task has a tag\n'],
  ])('that nobody has are nothing: `todo %s` %s', async (words, where, stdout) => {
    await ada.todo('add Sort photos');
    const surroundings = where === 'terminal' ? PLAIN_TERMINAL : {};
    expect(await ada.todo(words, surroundings)).toEqual({ exitCode: 0, stdout, stderr: '' });
  });

  it('that differ in case are one, in the spelling that most tasks have', async () => {
    for (const tag of ['Büro', 'büro', 'BÜRO', 'büro', 'Zoo', 'zoo']) {
      await ada.todo(['add', 'Write', '-t', tag]);
    }
    await ada.todo('done 2');
    expect((await ada.todo('tags')).stdout).toBe('büro\t3\t1\nZoo\t2\t0\n');
  });

  it('count a task once, however often it has one', async () => {
    await ada.database.query(
      `insert into todo.tasks (id, user_id, title, tags) values (gen_random_uuid(), $1, 'Odd', '{home,home,HOME}')`,
      [ada.id],
    );
    expect((await ada.todo('tags')).stdout).toBe('home\t1\t0\n');
  });

  it('that are equally frequent are sorted by name, whatever the language of the database', async () => {
    await ada.todo('add Pack -t work,zoo,Home,a.b,a-b,買い物');
    expect((await ada.todo('tags -q')).stdout).toBe('a-b\na.b\nHome\nwork\nzoo\n買い物\n');
  });

  it('fit a narrow terminal', async () => {
    await ada.todo(`add Pack -t ${'x'.repeat(50)},買い物/買い物/買い物`);
    const { stdout } = await ada.todo('tags', { ...PLAIN_TERMINAL, terminal: { stdout: true, columns: 24 } });
    expect(stdout.split('\n')).toEqual([
      'Tag           Open  Done',
      '+xxxxxxxxxx…     1     0',
      '+買い物/買…      1     0',
      '',
    ]);
  });

  it('show what they hold, but nothing that drives a terminal', async () => {
    await ada.database.query(
      `insert into todo.tasks (id, user_id, title, tags) values (gen_random_uuid(), $1, 'Odd', array[U&'a\\202Eb'])`,
      [ada.id],
    );
    for (const words of ['tags', 'tags -q', 'tags --json', 'tags --jsonl']) {
      expect((await ada.todo(words)).stdout).toContain(String.raw`a\u202eb`);
    }
    expect((await ada.todo('tags', PLAIN_TERMINAL)).stdout).toContain(String.raw`+a\u202eb`);
  });

  it('of 10,000 tasks are counted', async () => {
    await ada.database.query(
      `insert into todo.tasks (id, user_id, title, tags)
       select gen_random_uuid(), $1, 'Box ' || n, array['box', 'row-' || n % 7, 'n' || n]
         from generate_series(1, 10000) as n`,
      [ada.id],
    );
    const { exitCode, stdout } = await ada.todo('tags');
    const lines = stdout.trimEnd().split('\n');
    expect([exitCode, lines.length]).toEqual([0, 10_008]);
    expect(lines.slice(0, 3)).toEqual(['box\t10000\t0', 'row-1\t1429\t0', 'row-2\t1429\t0']);
  });
});
