import { beforeEach, describe, expect, it } from 'vitest';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

let ada: User;
beforeEach(async () => {
  ada = await signUpUser(sharedDatabase());
});

async function stored(): Promise<unknown[]> {
  const { stdout } = await ada.todo('list --all --sort number --json');
  const tasks: Record<string, unknown>[] = JSON.parse(stdout);
  return tasks.map(({ title, description, dueDate, dueTime, priority, tags, recursionPattern }) =>
    [title, description, dueDate, dueTime, priority, tags, recursionPattern].flat().join('|'),
  );
}

describe('the words of todo add', () => {
  it('are understood, and the reply says what was', async () => {
    const { stdout, stderr } = await ada.todo('add Pay rent due:fri +home pri:high every:month');
    expect(stdout).toBe('Added #1 Pay rent · due Fri 27 Nov (in 4 days) · High · +home · every month\n');
    expect(stderr).toBe('');
    expect(await stored()).toEqual(['Pay rent||2026-11-27||High|home|FREQ=MONTHLY']);
  });

  it.each<[string[], string, string]>([
    [
      ['Call', 'the', 'bank', 'due:tomorrow-9:00'],
      'Call the bank · due tomorrow 09:00',
      'Call the bank||2026-11-24|09:00|Medium|',
    ],
    [
      ['Call the bank due:tomorrow +money'],
      'Call the bank · due tomorrow · +money',
      'Call the bank||2026-11-24||Medium|money|',
    ],
    [
      ['Mow', 'every:3d!', 'the', 'lawn'],
      'Mow the lawn · due today · every 3 days after completion',
      'Mow the lawn||2026-11-23||Medium|FREQ=DAILY;INTERVAL=3;X-FROM=COMPLETION',
    ],
    [['Water', 'note:only a little', 'pri:l'], 'Water · Low · note', 'Water|only a little|||Low|'],
    [
      ['Read', '+reading', '-t', 'Home', '-d', 'fri'],
      'Read · due Fri 27 Nov (in 4 days) · +Home +reading',
      'Read||2026-11-27||Medium|Home|reading|',
    ],
    [
      ['Solve', '+1', 'a+b', 're:invent', 'http://x.example/due:1'],
      'Solve +1 a+b re:invent http://x.example/due:1',
      'Solve +1 a+b re:invent http://x.example/due:1||||Medium|',
    ],
    [
      ['Explain', 'pri:low', '--', '+home', 'due:fri', '-x'],
      'Explain +home due:fri -x · Low',
      'Explain +home due:fri -x||||Low|',
    ],
    [['Cool', 'to', '-5', 'due:none', 'every:none'], 'Cool to -5', 'Cool to -5||||Medium|'],
  ])('%j', async (words, reply, row) => {
    expect((await ada.todo(['add', ...words])).stdout).toBe(`Added #1 ${reply}\n`);
    expect((await stored()).map((text) => String(text).replace(/\|+$/, ''))).toEqual([
      row.replace(/\|+$/, ''),
    ]);
  });

  it.each<[string, string, string]>([
    ['Pay due:fryday', 'The date "fryday" cannot be understood', 'Did you mean friday?'],
    ['Pay due: fri', 'The marker due: has no value', 'such as due:fri'],
    ['Pay pri:hihg', 'The priority "hihg" is none of high, medium and low', 'Did you mean high?'],
    ['Pay every:mnoth', 'The recurrence "mnoth" cannot be understood', 'Did you mean month?'],
    ['Pay +home!', 'The tag "home!" holds a character that tags cannot have', 'Did you mean home?'],
    ['Pay due:fri due:sat', 'The marker due: is given twice', 'Leave one'],
    ['Pay due:fri --due sat', 'Both due: and --due are given', 'Leave one'],
    ['Pay pri:high -p low', 'Both pri: and --priority are given', 'Leave one'],
    [
      'Pay every:31-feb',
      'No date of the next hundred years matches the recurrence "31-feb"',
      'Check its days',
    ],
    ['+home due:fri', 'The title is empty', 'Say what is to be done'],
  ])('%s is an error that adds nothing', async (words, message, hint) => {
    const { exitCode, stdout, stderr } = await ada.todo(`add ${words}`);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
    expect(await stored()).toEqual([]);
  });
});

describe('the lines of todo add -', () => {
  it('are read the same way, each for itself', async () => {
    const stdin =
      'Milk +shop due:today\nCall "Åsa" due:"fri 17:00" pri:high\n-- 3 +eggs due:x\nBread due:none\n';
    const { stdout } = await ada.todo('add - -d tomorrow -t all', { stdin });
    expect(stdout).toBe(
      'Added #1 Milk · due today · +all +shop\n' +
        'Added #2 Call "Åsa" · due Fri 27 Nov 17:00 (in 4 days) · High · +all\n' +
        'Added #3 3 +eggs due:x · due tomorrow · +all\n' +
        'Added #4 Bread · +all\n',
    );
  });

  it('are titles as they are after --', async () => {
    const { stdout } = await ada.todo('add - -p low --', { stdin: 'Milk +shop due:x\n-- a\n' });
    expect(stdout).toBe('Added #1 Milk +shop due:x · Low\nAdded #2 -- a · Low\n');
  });

  it('add nothing if one is wrong, and name it', async () => {
    const { exitCode, stderr } = await ada.todo('add -', { stdin: 'Milk\nBread due:tomorow\n' });
    expect([exitCode, stderr]).toEqual([
      2,
      'Error: Line 2: The date "tomorow" cannot be understood.\nNothing was added. Did you mean tomorrow?\n',
    ]);
    expect(await stored()).toEqual([]);
  });
});
