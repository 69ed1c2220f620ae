import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Neon } from '../neon/stand-in.ts';
import { newMachine } from '../support/machine.ts';
import { startPreparedNeon } from '../support/prepared-neon.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { databaseOf } from '../support/test-database.ts';

let neon: Neon;
let ada: User;
beforeAll(async () => {
  neon = await startPreparedNeon({ engine: 'postgres' });
});
afterAll(() => neon.close());
beforeEach(async () => {
  ada = await signUpUser(databaseOf(neon));
  await ada.todo([
    'add',
    'Pay rent',
    '-d',
    '2026-11-27 09:00',
    '-p',
    'high',
    '-t',
    'home',
    '-r',
    'monthly',
    '-n',
    'IBAN',
  ]);
});

const SECOND = '2\topen\t2026-12-27 09:00\tHigh\tPay rent\thome\n';

describe('a recurring task', () => {
  it('says how it repeats', async () => {
    expect((await ada.todo('add Water the plants --due tomorrow --repeat weekly')).stdout).toBe(
      'Added #2 Water the plants · due tomorrow · every week\n',
    );
    expect(JSON.parse((await ada.todo('show 1 --json')).stdout)).toMatchObject({
      recursionPattern: 'FREQ=MONTHLY',
    });
    expect((await ada.todo('show 1')).stdout).toMatch(/^Repeats +every month$/m);
  });

  it('begins on the first day of its rule if no due date is given', async () => {
    expect((await ada.todo('add Feed the fish --repeat fri')).stdout).toBe(
      'Added #2 Feed the fish · due Fri 27 Nov (in 4 days) · every Fri\n',
    );
    expect((await ada.todo('add Air the room --repeat weekdays')).stdout).toMatch(/^Added #3 .* due today /);
  });

  it('keeps to the end of the month if it begins there', async () => {
    expect((await ada.todo('add Back up --repeat monthly --due 2027-01-31')).stdout).toMatch(
      /· every month on the last day\n$/,
    );
    await ada.todo('done 2');
    expect(JSON.parse((await ada.todo('show 3 --json')).stdout)).toMatchObject({ dueDate: '2027-02-28' });
  });

  it('is followed by its next occurrence when it is done', async () => {
    const { exitCode, stdout, stderr } = await ada.todo('done 1');
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toBe(
      'Done #1 Pay rent\n' +
        'Next #2 Pay rent · due Sun 27 Dec 09:00 (in 5 weeks) · High · +home · every month · note\n',
    );
    expect((await ada.todo('list')).stdout).toBe(SECOND);
    expect(JSON.parse((await ada.todo('show 2 --json')).stdout)).toMatchObject({
      description: 'IBAN',
      recursionPattern: 'FREQ=MONTHLY',
      completed: false,
      completedAt: null,
    });
  });

  it('and its next occurrence are both in --json and -q', async () => {
    const { stdout } = await ada.todo('done 1 --json');
    expect(JSON.parse(stdout)).toMatchObject([
      { number: 1, completed: true },
      { number: 2, completed: false, dueDate: '2026-12-27', dueTime: '09:00' },
    ]);
    expect((await ada.todo('done 2 -q')).stdout).toBe('2\n3\n');
  });

  it('is followed once, however often it is completed', async () => {
    await ada.todo('done 1');
    expect((await ada.todo('done 1')).stdout).toBe('#1 is already done\n');
    expect((await ada.todo('list')).stdout).toBe(SECOND);
  });

  it.each(['drop-before', 'drop-after-commit', 'control-plane'] as const)(
    'is followed once after %s of the second request',
    async (kind) => {
      neon.inject({ kind: 'delay', ms: 0 });
      neon.inject({ kind });
      expect((await ada.todo('done 1')).stdout).toMatch(/^Done #1 .*\nNext #2 .*\n$/);
      expect((await ada.todo('list')).stdout).toBe(SECOND);
    },
  );

  it('is followed once if two machines complete it at the same time', async () => {
    const machines = [1, 2, 3].map(() => newMachine(neon.url()));
    const env = { TODO_TOKEN: ada.token };
    const outcomes = await Promise.all(machines.map((machine) => machine.todo('done 1', { env })));
    expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    expect((await ada.todo('list')).stdout).toBe(SECOND);
  });

  it('stops repeating after --clear repeat', async () => {
    await ada.todo('edit 1 --clear repeat');
    expect((await ada.todo('done 1')).stdout).toBe('Done #1 Pay rent\n');
    expect((await ada.todo('list')).stdout).toBe('');
  });

  it('ends with its series', async () => {
    await ada.todo('edit 1 --repeat FREQ=MONTHLY;COUNT=2');
    await ada.todo('done 1');
    expect((await ada.todo('done 2')).stdout).toBe('Done #2 Pay rent\n');
  });

  it.each([
    'sometimes',
    'FREQ=HOURLY',
    'FREQ=WEEKLY;BYDAY=+MO',
    'FREQ=MONTHLY;BYDAY=0MO',
    'FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    '',
  ])('is not made of --repeat "%s"', async (rule) => {
    for (const words of [
      ['add', 'Feed the cat', '--repeat', rule],
      ['edit', '1', '--repeat', rule],
    ]) {
      const { exitCode, stdout, stderr } = await ada.todo(words);
      expect([exitCode, stdout]).toEqual([2, '']);
      expect(stderr).toContain(`"${rule}"`);
    }
    expect((await ada.todo('list -q')).stdout).toBe('1\n');
  });
});
