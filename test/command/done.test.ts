import { beforeEach, describe, expect, it } from 'vitest';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

let ada: User;
beforeEach(async () => {
  ada = await signUpUser(sharedDatabase());
  await ada.todo('add -', { stdin: 'Buy oat milk\nPay rent\nCall the dentist\nWater the plants\nPack' });
});

describe('todo done', () => {
  it('says what is done and how to undo it', async () => {
    expect(await ada.todo('done 2')).toEqual({
      exitCode: 0,
      stdout: 'Done #2 Pay rent\n',
      stderr: '',
    });
    expect(await stored()).toEqual(['2 done']);
  });

  it('takes several numbers, ranges and lists, in any order', async () => {
    const { stdout } = await ada.todo('done 5 1-2,4 #4');
    expect(stdout).toBe('Done #1 Buy oat milk\nDone #2 Pay rent\nDone #4 Water the plants\nDone #5 Pack\n');
    expect(await stored()).toEqual(['1 done', '2 done', '4 done', '5 done']);
  });

  it('is safe to repeat', async () => {
    await ada.todo('done 3');
    const [before] = await ada.database.query(
      'select completed_at from todo.tasks where user_id = $1 and completed',
      [ada.id],
    );
    expect(await ada.todo('done 3')).toEqual({ exitCode: 0, stdout: '#3 is already done\n', stderr: '' });
    expect(
      await ada.database.query('select completed_at from todo.tasks where user_id = $1 and completed', [
        ada.id,
      ]),
    ).toEqual([before]);
  });

  it('completes those that exist, names those that do not, and exits 3', async () => {
    expect(await ada.todo('done 1 77 2 90-91')).toEqual({
      exitCode: 3,
      stdout: 'Done #1 Buy oat milk\nDone #2 Pay rent\n',
      stderr:
        'Error: No such task: #77, #90, #91.\nRun `todo list --all` to see the numbers of your tasks.\n',
    });
    expect(await stored()).toEqual(['1 done', '2 done']);
  });

  it('prints the touched tasks with --json, and the error apart', async () => {
    const { exitCode, stdout, stderr } = await ada.todo('done 1 9 --json');
    expect(exitCode).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject([
      { number: 1, completed: true, completedAt: expect.stringMatching(/^\d{4}-.*Z$/) },
    ]);
    expect(JSON.parse(stderr)).toEqual({
      error: {
        code: 'not_found',
        message: 'No such task: #9',
        hint: 'Run `todo list --all` to see the numbers of your tasks.',
        retryable: false,
      },
    });
  });

  it('prints an empty array with --json where there is no such task', async () => {
    expect(await ada.todo('done 9 --json')).toMatchObject({ exitCode: 3, stdout: '[]\n' });
  });

  it('prints numbers with --quiet and lines with --jsonl', async () => {
    expect((await ada.todo('done 4 1 -q')).stdout).toBe('1\n4\n');
    const { stdout } = await ada.todo('done 1 2 --jsonl');
    expect(stdout.match(/"number":\d+/g)).toEqual(['"number":1', '"number":2']);
  });
});

describe('todo reopen', () => {
  it('opens again what was done, and leaves alone what is open', async () => {
    await ada.todo('done 2 3');
    expect(await ada.todo('reopen 1-3')).toEqual({
      exitCode: 0,
      stdout: '#1 is already open\nReopened #2 Pay rent\nReopened #3 Call the dentist\n',
      stderr: '',
    });
    expect(await stored()).toEqual([]);
  });

  it('prints the touched tasks with --json', async () => {
    await ada.todo('done 2');
    const { stdout } = await ada.todo('reopen 2 --json');
    expect(JSON.parse(stdout)).toMatchObject([{ number: 2, completed: false, completedAt: null }]);
  });

  it('exits 3 for a task that is not there', async () => {
    expect(await ada.todo('reopen 9')).toMatchObject({ exitCode: 3, stdout: '' });
  });
});

/** What is completed in the database, with a time if and only if it is. */
async function stored(): Promise<unknown[]> {
  const rows = await ada.database.query(
    `select number || case when completed then ' done' else ' open' end as task from todo.tasks
      where user_id = $1 and (completed or completed_at is not null) order by number`,
    [ada.id],
  );
  return rows.map(({ task }) => task);
}
