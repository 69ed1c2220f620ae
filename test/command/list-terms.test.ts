import { beforeAll, describe, expect, it } from 'vitest';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

let ada: User;
beforeAll(async () => {
  ada = await signUpUser(sharedDatabase());
  const lines = [
    'Buy oat milk +home',
    'Pay rent due:2026-11-27 pri:high +home +money',
    'Send the invoice to Åsa due:2026-11-20 +work',
    'Stand-up due:"2026-11-23 09:15" pri:low +work',
    'Call the dentist due:"2026-11-23 15:00" note:"100% of the crown, c:\\temp"',
    '牛乳を買う pri:high',
    'Book the ferry due:2027-06-18 +travel',
    'Straße nach Łódź +Café',
    'CRÈME BRÛLÉE a_b',
    'Πρόγραμμα, ЁЛКА',
    'Old milk +home',
  ];
  await ada.todo('add -', { stdin: lines.join('\n') });
  await ada.todo('done 11');
  await ada.todo('done 7');
});

async function numbers(...words: string[]): Promise<number[]> {
  const { exitCode, stdout, stderr } = await ada.todo(['list', '-q', '--sort', 'number', ...words]);
  expect([exitCode, stderr]).toEqual([0, '']);
  return stdout.split('\n').filter(Boolean).map(Number);
}

describe('the terms of todo list', () => {
  it.each<[string[], number[]]>([
    [[], [1, 2, 3, 4, 5, 6, 8, 9, 10]],
    [['+home'], [1, 2]],
    [['+HOME', '+money'], [2]],
    [
      ['-home', '-work'],
      [5, 6, 8, 9, 10],
    ],
    [['+home', '-money'], [1]],
    [['pri:high'], [2, 6]],
    [['pri:high,low'], [2, 4, 6]],
    [['due:none'], [1, 6, 8, 9, 10]],
    [['due:any'], [2, 3, 4, 5]],
    [['due:overdue'], [3, 4]],
    [['due:today'], [3, 4, 5]],
    [['due:week'], [2, 3, 4, 5]],
    [['due:today-12:00'], [3, 4]],
    [['due:27-nov-8:00'], [2, 3, 4, 5]],
    [
      ['due:yesterday,none', '-home'],
      [3, 6, 8, 9, 10],
    ],
    [['is:done'], [7, 11]],
    [['milk'], [1]],
    [
      ['milk', 'is:any'],
      [1, 11],
    ],
    [
      ['milk', '--all'],
      [1, 11],
    ],
    [['milk', '--done'], [11]],
    [['oat', 'BUY'], [1]],
    [['oat milk'], [1]],
    [['milk oat'], []],
    [
      ['+money', 'or', '+work'],
      [2, 3, 4],
    ],
    [
      ['+home', 'is:done', 'or', 'pri:high'],
      [2, 6, 11],
    ],
    [
      ['pri:high', 'or', 'milk', '--tag', 'home'],
      [1, 2],
    ],
    [['asa'], [3]],
    [['ÅSA'], [3]],
    [['strasse'], [8]],
    [['LODZ'], [8]],
    [['cafe'], [8]],
    [['creme brulee'], [9]],
    [['crème'], [9]],
    [['προγραμμα'], [10]],
    [['елка'], [10]],
    [['牛乳'], [6]],
    [['100%'], [5]],
    [['%'], [5]],
    [['a_b'], [9]],
    [['_'], [9]],
    [[String.raw`\temp`], [5]],
    [['\\'], [5]],
    [['--', '-up'], [4]],
    [['--', 'is:done'], []],
    [['--without', 'home', '--without', 'work', 'due:any'], [5]],
    [["'; drop table todo.tasks; --"], []],
    [['.*'], []],
  ])('%j', async (words, expected) => {
    expect(await numbers(...words)).toEqual(expected);
  });

  it.each<[string, string]>([
    ['due:wek', 'Did you mean due:week?'],
    ['pri:urgent', 'The priority "urgent" is none of high, medium and low'],
    ['every:week', 'The marker every: is no filter'],
    ['+home or', 'There is nothing on one side of "or"'],
    ['-json', '"-json" may be a tag or an option'],
    ['--tga home', 'Did you mean --tag?'],
  ])('%s is an error', async (words, message) => {
    const { exitCode, stdout, stderr } = await ada.todo(`list ${words}`);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it('never show a task of somebody else', async () => {
    const eve = await signUpUser(sharedDatabase());
    for (const words of ['is:any', 'milk or is:any', 'is:any or -x1', '-none or due:none']) {
      expect((await eve.todo(`list -q ${words}`)).stdout).toBe('');
    }
  });
});
