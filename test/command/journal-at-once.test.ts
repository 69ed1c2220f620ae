import { beforeEach, describe, expect, it } from 'vitest';
import { takeBack } from '../../src/commands/take-back.ts';
import { tasksOf } from '../support/every-write.ts';
import { journalDisagreements } from '../support/journal-agrees.ts';
import { newMachine } from '../support/machine.ts';
import { oneRun } from '../support/one-run.ts';
import type { Outcome } from '../support/run-todo.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedPostgres } from '../support/test-database.ts';

let ada: User;
beforeEach(async () => {
  ada = await signUpUser(sharedPostgres());
});

/** Deadlocks and lost races: neither the database nor the program may show them to anybody. */
const COLLISIONS = /40P01|40001|23505/;

const WORDS = [
  'add Milk +shop',
  'edit 1-4 pri:high +home',
  'done 1 5 6',
  'rm 2 7 --yes',
  'undo',
  'redo',
  'reopen 1 5',
  'edit 5 6 note:moved due:2026-12-01 -home',
  'done 3-8',
  'undo',
  'restore 2 7',
  'reopen 3-8',
];

describe('30 writers of one account at once', () => {
  it.each([1, 2, 3])(
    'write one after another, and the journal tells it (round %i)',
    { timeout: 120_000 },
    async (round) => {
      await ada.todo('add -', { stdin: 'Read\nPack\nSweep\nCall' });
      await ada.todo('add - --due 2026-11-27 --repeat monthly', { stdin: 'Rent\nMow\nWater\nDust' });
      const outcomes = await atOnce(30, (index) => `${WORDS[(index + round) % WORDS.length]}`);
      // What another machine did may be in the way (5), and not all of the tasks are there when it is their turn (3).
      expect(outcomes.filter(({ exitCode }) => ![0, 3, 5].includes(exitCode))).toEqual([]);
      expect(outcomes.filter(({ stderr }) => COLLISIONS.test(stderr))).toEqual([]);
      expect(await journalDisagreements(ada.database, ada.id)).toEqual([]);
      expect(await undoAll()).toEqual([]);
    },
  );
});

describe('undo at once', () => {
  it('20 times takes back 20 commands, each once', { timeout: 120_000 }, async () => {
    for (let count = 1; count <= 20; count += 1) await ada.todo(`add Task ${count}`);
    const outcomes = await atOnce(20, () => 'undo -q');
    expect(outcomes.filter(({ exitCode }) => exitCode !== 0)).toEqual([]);
    const numbers = outcomes.map(({ stdout }) => Number(stdout)).toSorted((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(await ada.todo('undo')).toMatchObject({ exitCode: 3 });
    expect(await journalDisagreements(ada.database, ada.id)).toEqual([]);
  });
});

describe('a repeat that overtakes its first try', () => {
  it.each(['undo', 'redo'] as const)('of todo %s takes back once, and tells the same', async (kind) => {
    await ada.todo('add Milk');
    await ada.todo('add Bread');
    for (const words of kind === 'redo' ? ['undo', 'undo'] : []) await ada.todo(words);
    const run = oneRun(ada);
    const answers = await Promise.all(Array.from({ length: 5 }, () => takeBack({ kind, apply: true }, run)));
    const told = answers.map(({ changes }) => changes.map(({ task }) => task.title));
    expect(told).toEqual(Array(5).fill(kind === 'undo' ? ['Bread'] : ['Milk']));
    expect((await ada.todo('list')).stdout).toBe('1\topen\t\tMedium\tMilk\t\n');
    expect(await journalDisagreements(ada.database, ada.id)).toEqual([]);
  });
});

/** Undoes one after another until there is nothing to undo, and returns the tasks that are left. */
async function undoAll(): Promise<unknown[]> {
  let exitCode = 0;
  while (exitCode === 0) ({ exitCode } = await ada.todo('undo'));
  expect(exitCode).toBe(3);
  return tasksOf(ada);
}

/** On as many machines. */
async function atOnce(count: number, wordsOf: (index: number) => string): Promise<Outcome[]> {
  return Promise.all(
    Array.from({ length: count }, (_, index) =>
      newMachine(ada.database.url).todo(`${wordsOf(index)} --timeout 60 --debug`, {
        env: { TODO_TOKEN: ada.token },
      }),
    ),
  );
}
