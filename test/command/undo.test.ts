import { beforeEach, describe, expect, it } from 'vitest';
import { setJournalClock } from '../support/journal-clock.ts';
import { newMachine } from '../support/machine.ts';
import { PLAIN_TERMINAL } from '../support/run-todo.ts';
import { PASSWORD, signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

const HINT = 'To take this back: todo undo\n';

let ada: User;
beforeEach(async () => {
  ada = await signUpUser(sharedDatabase());
  await ada.todo('add -', { stdin: 'Buy oat milk +shop\nPay rent due:2026-11-27 pri:high every:month\n' });
});

async function undo(words = 'undo'): Promise<string> {
  await setJournalClock(ada);
  const { exitCode, stdout, stderr } = await ada.todo(words);
  expect([exitCode, stderr]).toEqual([0, '']);
  return stdout;
}

async function rows(): Promise<unknown> {
  return ada.database.query(
    'select to_jsonb(t) as task from todo.tasks t where user_id = $1 order by number',
    [ada.id],
  );
}

describe('todo undo', () => {
  it('of add removes all that it added', async () => {
    expect(await undo()).toBe(
      'Undid add, today 09:00 on laptop\nRemoved #1 Buy oat milk\nRemoved #2 Pay rent\n',
    );
    expect(await rows()).toEqual([]);
    expect((await ada.todo('add Bread -q')).stdout).toBe('3\n');
  });

  it('of edit changes back what it changed, and says so field by field', async () => {
    const before = await rows();
    await ada.todo('edit 2 --title Rent due:none pri:low +home every:none --note via_the_bank');
    expect(await undo()).toBe(
      'Undid edit, today 09:01 on laptop\n' +
        'Changed #2 Pay rent · title Rent → Pay rent · due none → Fri 27 Nov · priority Low → High · tags +home → none · repeat none → every month · note changed\n',
    );
    expect(await rows()).toEqual(before);
  });

  it('of done reopens, and takes the next occurrence back', async () => {
    const before = await rows();
    await ada.todo('done 1 2');
    expect(await undo()).toBe(
      'Undid done, today 09:01 on laptop\nReopened #1 Buy oat milk\nReopened #2 Pay rent\nRemoved #3 Pay rent\n',
    );
    expect(await rows()).toEqual(before);
  });

  it('of reopen completes, and puts the next occurrence back', async () => {
    await ada.todo('done 2');
    const before = await rows();
    await ada.todo('reopen 2');
    expect(await undo()).toBe(
      'Undid reopen, today 09:02 on laptop\nCompleted #2 Pay rent\n' +
        'Restored #3 Pay rent · due Sun 27 Dec (in 5 weeks) · High · every month\n',
    );
    expect(await rows()).toEqual(before);
  });

  it('of rm restores with the same number and id, down to the last change', async () => {
    await ada.todo('done 2');
    const before = await rows();
    await ada.todo('rm 1 2 3 --yes');
    expect(await undo()).toBe(
      'Undid rm, today 09:02 on laptop\nRestored #1 Buy oat milk · +shop\n' +
        'Restored #2 Pay rent · due Fri 27 Nov (in 4 days) · High · every month\n' +
        'Restored #3 Pay rent · due Sun 27 Dec (in 5 weeks) · High · every month\n',
    );
    expect(await rows()).toEqual(before);
  });

  it('of rm joins an occurrence with the one that follows it again', async () => {
    await ada.todo('done 2');
    const before = await rows();
    await ada.todo('rm 2 --yes');
    expect(await undo()).toBe(
      'Undid rm, today 09:02 on laptop\nRestored #2 Pay rent · due Fri 27 Nov (in 4 days) · High · every month\n',
    );
    expect(await rows()).toEqual(before);
  });

  it('of edit --where takes back all of it', async () => {
    const before = await rows();
    await ada.todo('edit due:today --where is:any --yes');
    expect((await undo()).split('\n')).toHaveLength(4);
    expect(await rows()).toEqual(before);
  });

  it('goes back what another machine did, and says which', async () => {
    const phone = newMachine(ada.database.url);
    await phone.todo(`login ${ada.username} --password-stdin --device phone`, { stdin: PASSWORD });
    await phone.todo('done 1');
    expect(await undo()).toBe('Undid done, today 09:01 on phone\nReopened #1 Buy oat milk\n');
    expect((await phone.todo('undo')).stdout).toContain('Undid add, today 09:00 on laptop\n');
  });

  it('goes further back each time, and ends with exit 3', async () => {
    await ada.todo('done 1');
    await undo();
    await undo();
    expect(await ada.todo('undo')).toEqual({
      exitCode: 3,
      stdout: '',
      stderr:
        'Error: There is nothing to undo.\n' +
        'Look with `todo history`: changes are remembered for a time, not for ever.\n',
    });
  });

  it('passes over what changed nothing', async () => {
    await ada.todo('reopen 1');
    await ada.todo('edit 1 --add-tag SHOP');
    await ada.todo('rm 77 --yes');
    expect(await undo()).toContain('Undid add,');
  });

  it('shows with --dry-run what it would do, and does nothing', async () => {
    await ada.todo('done 1 2');
    const before = await rows();
    const expected =
      'Would undo done, today 09:01 on laptop\nWould reopen #1 Buy oat milk\n' +
      'Would reopen #2 Pay rent\nWould remove #3 Pay rent\n';
    expect(await undo('undo --dry-run')).toBe(expected);
    expect(await undo('undo --dry-run')).toBe(expected);
    expect(await rows()).toEqual(before);
  });

  it('prints with --json what was taken back, and the tasks as they are now', async () => {
    await ada.todo('rm 1 --yes');
    await setJournalClock(ada);
    const { stdout } = await ada.todo('undo --json');
    expect(JSON.parse(stdout)).toEqual({
      command: 'rm',
      device: 'laptop',
      at: '2026-11-23T08:01:00.000Z',
      tasks: JSON.parse((await ada.todo('list +shop --json')).stdout),
    });
    await ada.todo('done 1 2');
    const lines = (await ada.todo('undo --jsonl')).stdout.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { number: 1, completed: false, completedAt: null },
      { number: 2, completed: false },
      { number: 3, dueDate: '2026-12-27' },
    ]);
    expect((await ada.todo('redo -q')).stdout).toBe('1\n2\n3\n');
  });

  it('is for those who are logged in and may change something', async () => {
    expect(await newMachine(ada.database.url).todo('undo')).toMatchObject({ exitCode: 4 });
    const token = (await ada.todo('token create --name wallboard --read-only')).stdout.trim();
    const env = { TODO_TOKEN: token };
    for (const words of ['undo', 'redo', 'restore 1']) {
      expect(await ada.todo(words, { env })).toMatchObject({ exitCode: words === 'restore 1' ? 0 : 4 });
    }
    expect(await ada.todo('undo --dry-run', { env })).toMatchObject({ exitCode: 0 });
  });

  it('is nothing to another user', async () => {
    const before = await rows();
    const mallory = await signUpUser(sharedDatabase(), 'mallory');
    expect(await mallory.todo('undo')).toMatchObject({ exitCode: 3 });
    expect(await rows()).toEqual(before);
  });
});

describe('todo redo', () => {
  it('does again what undo took back, as often as that', async () => {
    await ada.todo('done 1 2');
    await ada.todo('rm 1 --yes');
    const before = await rows();
    for (const _ of [1, 2, 3]) await ada.todo('undo');
    expect(await rows()).toEqual([]);
    await setJournalClock(ada);
    expect((await ada.todo('redo')).stdout).toBe(
      'Redid add, undone today 09:05 on laptop\nRestored #1 Buy oat milk · +shop\n' +
        'Restored #2 Pay rent · due Fri 27 Nov (in 4 days) · High · every month\n',
    );
    expect((await ada.todo('redo')).stdout).toContain('Completed #2 Pay rent\nRestored #3 Pay rent');
    expect((await ada.todo('redo')).stdout).toContain('Removed #1 Buy oat milk\n');
    expect(await rows()).toEqual(before);
    expect(await ada.todo('redo')).toMatchObject({ exitCode: 3, stdout: '' });
  });

  it('can be undone like any other change', async () => {
    await ada.todo('rm 1 --yes');
    await ada.todo('undo');
    await ada.todo('redo');
    expect((await ada.todo('undo')).stdout).toContain('Restored #1 Buy oat milk');
    expect((await ada.todo('redo')).stdout).toContain('Removed #1 Buy oat milk');
  });

  it('is still there after something else was done', async () => {
    await ada.todo('rm 1 --yes');
    await ada.todo('undo');
    await ada.todo('add Bread');
    expect((await ada.todo('redo')).stdout).toContain('Removed #1 Buy oat milk');
  });
});

describe('what somebody has changed since', () => {
  it.each([
    [
      'edit 1 --title Milk due:today; undo; edit 1 --title Oats',
      'The last edit cannot be redone: #1 has been changed since (title)',
    ],
    [
      'edit 1-2 due:today pri:low; undo; edit 2 due:2026-11-30 pri:medium',
      'The last edit cannot be redone: #2 has been changed since (due date, priority)',
    ],
    ['done 1; undo; done 1', 'The last done cannot be redone: #1 has been changed since (state)'],
    ['done 1; undo; rm 1 --yes', 'The last done cannot be redone: #1 has been deleted since'],
    ['rm 1 --yes; undo; rm 1 --yes', 'The last rm cannot be redone: #1 has been deleted since'],
    ['undo; restore 1-2', 'The last add cannot be redone: #1, 2 have been restored already'],
  ])('is not overwritten after %s', async (commands, message) => {
    for (const words of commands.split('; ')) await ada.todo(words);
    const before = await rows();
    for (const words of ['redo', 'redo --dry-run']) {
      const { exitCode, stdout, stderr } = await ada.todo(words);
      expect([exitCode, stdout]).toEqual([5, '']);
      expect(stderr).toMatch(
        /^Error: .*\.\nNothing was changed\. See what happened with `todo history \d`\.\n$/,
      );
      expect(stderr).toContain(`Error: ${message}.\n`);
    }
    expect(await rows()).toEqual(before);
    // Once that is undone, nothing is in the way any more.
    await ada.todo('undo');
    expect(await ada.todo('redo')).toMatchObject({ exitCode: 0 });
  });

  it('stays where other fields are changed back', async () => {
    await ada.todo('edit 1 --title Milk');
    await ada.todo('undo');
    await ada.todo('edit 1 pri:low');
    await ada.todo('redo');
    expect(JSON.parse((await ada.todo('show 1 --json')).stdout)).toMatchObject({
      title: 'Milk',
      priority: 'Low',
    });
  });

  it('is told with --json as every other conflict', async () => {
    for (const words of ['done 1', 'undo', 'rm 1 --yes']) await ada.todo(words);
    expect(JSON.parse((await ada.todo('redo --json')).stderr)).toEqual({
      error: {
        code: 'conflict',
        message: 'The last done cannot be redone: #1 has been deleted since',
        hint: 'Nothing was changed. See what happened with `todo history 1`.',
        retryable: false,
      },
    });
  });
});

describe('the way back', () => {
  it.each(['add Bread', 'edit 1 pri:low', 'done 1', 'rm 1 --yes', 'done 2', 'edit 1-2 +x'])(
    'is told by `todo %s` on stderr at a terminal',
    async (words) => {
      const { stdout, stderr } = await ada.todo(words, { terminal: { stderr: true } });
      expect(stderr).toBe(HINT);
      expect(stdout).not.toContain('undo');
    },
  );

  it.each(['undo', 'redo'])('of %s is the other one', async (words) => {
    await ada.todo('done 1');
    if (words === 'redo') await ada.todo('undo');
    const other = words === 'redo' ? 'undo' : 'redo';
    expect((await ada.todo(words, { terminal: { stderr: true } })).stderr).toBe(
      `To take this back: todo ${other}\n`,
    );
  });

  it.each([
    'done 1 --json',
    'done 1 -q',
    'done 1 --jsonl',
    'done 1 --dry-run',
    'reopen 1',
    'edit 1 --add-tag SHOP',
    'edit 2 pri:high due:2026-11-27',
    'restore 1',
    'undo --dry-run',
    'list',
  ])('is not told by `todo %s`', async (words) => {
    expect((await ada.todo(words, { terminal: { stderr: true } })).stderr).toBe('');
  });

  it('is not told where stderr is no terminal', async () => {
    expect((await ada.todo('done 1', PLAIN_TERMINAL)).stderr).toBe('');
  });
});
