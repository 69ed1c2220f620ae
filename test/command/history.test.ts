import { beforeEach, describe, expect, it } from 'vitest';
import { setJournalClock } from '../support/journal-clock.ts';
import { newMachine } from '../support/machine.ts';
import { masked } from '../support/masked.ts';
import { PLAIN_TERMINAL } from '../support/run-todo.ts';
import { PASSWORD, signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

let ada: User;
beforeEach(async () => {
  ada = await signUpUser(sharedDatabase());
  await ada.todo('add Buy oat milk +shop');
  await ada.todo('add -', { stdin: 'Pay rent due:2026-11-27 every:month\nPack\nSweep\n' });
  const phone = newMachine(ada.database.url);
  await phone.todo(`login ${ada.username} --password-stdin --device phone`, { stdin: PASSWORD });
  await phone.todo('done 2');
  await ada.todo('edit 1 --title Milk due:2026-11-24-17:00 pri:high -shop');
  await ada.todo('rm 1 --yes');
  await ada.todo('undo');
  await setJournalClock(ada);
});

async function look(words: string): Promise<string[]> {
  const { exitCode, stdout, stderr } = await ada.todo(words, PLAIN_TERMINAL);
  expect([exitCode, stderr]).toEqual([0, '']);
  return stdout.trimEnd().split('\n');
}

describe('todo history', () => {
  it('is a table at a terminal, the latest first', async () => {
    expect(await look('history')).toEqual([
      'When         Where   Command      Tasks',
      'today 09:05  laptop  undo of rm   #1 Milk',
      'today 09:04  laptop  rm (undone)  #1 Milk',
      'today 09:03  laptop  edit         #1 Milk',
      'today 09:02  phone   done         #2, 5 Pay rent, Pay rent',
      'today 09:01  laptop  add          #2-4 Pay rent, Pack, Sweep',
      'today 09:00  laptop  add          #1 Buy oat milk',
    ]);
  });

  it('fits a narrow terminal, without the machines', async () => {
    const { stdout } = await ada.todo('history -l 3', {
      ...PLAIN_TERMINAL,
      terminal: { stdout: true, columns: 40 },
    });
    expect(stdout.trimEnd().split('\n')).toEqual([
      'When         Command      Tasks',
      'today 09:05  undo of rm   #1 Milk',
      'today 09:04  rm (undone)  #1 Milk',
      'today 09:03  edit         #1 Milk',
    ]);
  });

  it('is a line for each command in a pipe, uncut', async () => {
    expect((await ada.todo('history')).stdout).toBe(
      '2026-11-23T08:05:00.000Z\tlaptop\tundo of rm\t\t1\tMilk\n' +
        '2026-11-23T08:04:00.000Z\tlaptop\trm\tundone\t1\tMilk\n' +
        '2026-11-23T08:03:00.000Z\tlaptop\tedit\t\t1\tMilk\n' +
        '2026-11-23T08:02:00.000Z\tphone\tdone\t\t2,5\t\n' +
        '2026-11-23T08:01:00.000Z\tlaptop\tadd\t\t2,3,4\t\n' +
        '2026-11-23T08:00:00.000Z\tlaptop\tadd\t\t1\tBuy oat milk\n',
    );
  });

  it('is data with --json and --jsonl', async () => {
    const { stdout } = await ada.todo('history --json -l 2');
    expect(JSON.parse(masked(stdout))).toEqual([
      {
        id: 'ID',
        command: 'rm',
        kind: 'undo',
        device: 'laptop',
        at: 'INSTANT',
        undone: false,
        tasks: [{ number: 1, title: 'Milk' }],
      },
      {
        id: 'ID',
        command: 'rm',
        kind: null,
        device: 'laptop',
        at: 'INSTANT',
        undone: true,
        tasks: [{ number: 1, title: 'Milk' }],
      },
    ]);
    const lines = (await ada.todo('history --jsonl')).stdout.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))[3]).toMatchObject({
      command: 'done',
      device: 'phone',
      tasks: [
        { number: 2, title: 'Pay rent' },
        { number: 5, title: 'Pay rent' },
      ],
    });
  });

  it('names an undo that was redone, and a redo', async () => {
    await ada.todo('redo');
    await setJournalClock(ada);
    expect((await look('history -l 2')).slice(1)).toEqual([
      'today 09:06  laptop  redo of rm           #1 Milk',
      'today 09:05  laptop  undo of rm (redone)  #1 Milk',
    ]);
  });

  it('knows the title of a task that is gone', async () => {
    await ada.todo('edit 3 pri:low');
    await ada.todo('rm 3 --yes');
    expect((await ada.todo('history -l 2')).stdout).toMatch(/edit\t\t3\tPack\n$/);
  });

  it('shows 20 commands on a terminal and all of them elsewhere', async () => {
    for (let i = 0; i < 20; i += 1) await ada.todo(`edit 3 --title Pack-${i}`);
    expect(await look('history')).toHaveLength(21);
    expect((await ada.todo('history')).stdout.trimEnd().split('\n')).toHaveLength(26);
  });

  it('is empty for a new account', async () => {
    const eve = await signUpUser(sharedDatabase(), 'eve');
    expect(await eve.todo('history')).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    expect((await eve.todo('history --json')).stdout).toBe('[]\n');
    expect((await eve.todo('history', PLAIN_TERMINAL)).stdout).toBe('Nothing was changed yet\n');
  });

  it('escapes what a device or a title could do to a terminal', async () => {
    await ada.database.query("update todo.sessions set device = E'a\\x1b[31mb' where user_id = $1", [ada.id]);
    await ada.todo(['edit', '3', '--title', 'x\u001b]0;y\u0007']);
    const { stdout } = await ada.todo('history -l 1');
    expect(stdout).toContain('a\\x1b[31mb\tedit\t\t3\tx\\x1b]0;y\\x07\n');
    expect((await ada.todo('history 3 -l 1')).stdout).toContain('\ttitle\tPack\tx\\x1b]0;y\\x07\n');
  });
});

describe('todo history N', () => {
  it('tells of one task field by field, old and new', async () => {
    expect(await look('history 1')).toEqual([
      '#1 Milk',
      'today 09:05 on laptop, undo of rm',
      '  title     Milk',
      '  due       tomorrow 17:00',
      '  priority  High',
      'today 09:04 on laptop, rm (undone)',
      'today 09:03 on laptop, edit',
      '  title     Buy oat milk → Milk',
      '  due       none → tomorrow 17:00',
      '  priority  Medium → High',
      '  tags      +shop → none',
      'today 09:00 on laptop, add',
      '  title     Buy oat milk',
      '  tags      +shop',
    ]);
  });

  it('tells of a recurring task, and of the occurrence after it', async () => {
    expect(await look('history 2')).toEqual([
      '#2 Pay rent',
      'today 09:02 on phone, done',
      '  state     open → done',
      'today 09:01 on laptop, add',
      '  title     Pay rent',
      '  due       Fri 27 Nov',
      '  repeat    every month',
    ]);
    expect((await look('history 5'))[1]).toBe('today 09:02 on phone, done');
  });

  it('is a line for each field in a pipe, with the values as they are stored', async () => {
    expect((await ada.todo('history 1 -l 3')).stdout).toBe(
      '2026-11-23T08:05:00.000Z\tlaptop\tundo of rm\ttitle\t\tMilk\n' +
        '2026-11-23T08:05:00.000Z\tlaptop\tundo of rm\tdue\t\t2026-11-24 17:00\n' +
        '2026-11-23T08:05:00.000Z\tlaptop\tundo of rm\tpriority\t\tHigh\n' +
        '2026-11-23T08:04:00.000Z\tlaptop\trm\tdeleted\t\t\n' +
        '2026-11-23T08:03:00.000Z\tlaptop\tedit\ttitle\tBuy oat milk\tMilk\n' +
        '2026-11-23T08:03:00.000Z\tlaptop\tedit\tdue\t\t2026-11-24 17:00\n' +
        '2026-11-23T08:03:00.000Z\tlaptop\tedit\tpriority\tMedium\tHigh\n' +
        '2026-11-23T08:03:00.000Z\tlaptop\tedit\ttags\tshop\t\n',
    );
  });

  it('is data with --json, in the names of a task', async () => {
    const [, rm, edit] = JSON.parse((await ada.todo('history 1 --json')).stdout);
    expect(rm).toMatchObject({ command: 'rm', undone: true, before: { title: 'Milk' }, after: null });
    expect(edit).toMatchObject({
      command: 'edit',
      device: 'laptop',
      at: '2026-11-23T08:03:00.000Z',
      undone: false,
    });
    expect(edit.before).toEqual({
      title: 'Buy oat milk',
      dueDate: null,
      dueTime: null,
      priority: 'Medium',
      tags: ['shop'],
    });
    expect(edit.after).toEqual({
      title: 'Milk',
      dueDate: '2026-11-24',
      dueTime: '17:00',
      priority: 'High',
      tags: [],
    });
  });

  it('goes by the beginning of an id, and tells of deleted tasks', async () => {
    const [row] = await ada.database.query(
      'select id::text from todo.tasks where user_id = $1 and number = 4',
      [ada.id],
    );
    await ada.todo('rm 4 --yes');
    expect((await look(`history ${String(row?.['id'])}`))[0]).toBe('#4 Sweep');
    expect((await look('history 4'))[0]).toBe('#4 Sweep');
  });

  it('says so where nothing is remembered', async () => {
    await ada.database.query('delete from todo.commands where user_id = $1', [ada.id]);
    expect(await look('history 1')).toEqual(['#1 Milk', 'No change of it is remembered']);
    expect(await ada.todo('history 1')).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    expect((await ada.todo('history 1 --json')).stdout).toBe('[]\n');
  });

  it.each([
    ['history 77', 3, 'No such task: #77'],
    ['history x', 2, '"x" names no task'],
    ['history 1-2', 2, 'Only one task can be looked up at a time'],
    ['history 1 2', 2, 'Too many arguments'],
    ['history -l 0', 2, 'Give a whole number from 1'],
  ])('`todo %s` is exit %i', async (words, code, message) => {
    const { exitCode, stdout, stderr } = await ada.todo(words);
    expect([exitCode, stdout]).toEqual([code, '']);
    expect(stderr.toLowerCase()).toContain(message.toLowerCase());
  });

  it('tells nobody else', async () => {
    const mallory = await signUpUser(sharedDatabase(), 'mallory');
    expect(await mallory.todo('history 1')).toMatchObject({ exitCode: 3, stdout: '' });
    expect((await mallory.todo('history')).stdout).toBe('');
    expect((await mallory.todo('trash')).stdout).toBe('');
  });
});
