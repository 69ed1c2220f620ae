import { beforeEach, describe, expect, it } from 'vitest';
import { setJournalClock } from '../support/journal-clock.ts';
import { newMachine } from '../support/machine.ts';
import { CTRL_C, PLAIN_TERMINAL } from '../support/run-todo.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

/** Goes to the end of the line: no Enter behind what was typed. */
const CTRL_E = '\u0005';

let ada: User;
beforeEach(async () => {
  ada = await signUpUser(sharedDatabase());
  await ada.todo('add -', {
    stdin: 'Buy oat milk +shop\nPay rent due:2026-11-27 every:month\nCall the dentist note:left\n',
  });
  await ada.todo('rm 1 --yes');
  await ada.todo('rm 3 --yes');
  await setJournalClock(ada);
});

async function numbers(): Promise<string> {
  return (await ada.todo('list --all --sort number -q')).stdout.trim().replaceAll('\n', ' ');
}

describe('todo trash', () => {
  it('lists deleted tasks, the latest first', async () => {
    expect((await ada.todo('trash', PLAIN_TERMINAL)).stdout).toBe(
      '#  Deleted      By            Title\n' +
        '3  today 09:02  rm on laptop  Call the dentist\n' +
        '1  today 09:01  rm on laptop  Buy oat milk\n',
    );
    expect((await ada.todo('trash')).stdout).toBe(
      '3\t2026-11-23T08:02:00.000Z\trm\tlaptop\tCall the dentist\n' +
        '1\t2026-11-23T08:01:00.000Z\trm\tlaptop\tBuy oat milk\n',
    );
    expect((await ada.todo('trash -q')).stdout).toBe('3\n1\n');
    expect((await ada.todo('trash -q --limit 1')).stdout).toBe('3\n');
  });

  it('fits a narrow terminal', async () => {
    const { stdout } = await ada.todo('trash', {
      ...PLAIN_TERMINAL,
      terminal: { stdout: true, columns: 34 },
    });
    expect(stdout).toBe(
      '#  Deleted      Title\n3  today 09:02  Call the dentist\n1  today 09:01  Buy oat milk\n',
    );
  });

  it('prints tasks as they were with --json, and when they were deleted', async () => {
    const [dentist] = JSON.parse((await ada.todo('trash --json')).stdout);
    expect(dentist).toMatchObject({
      number: 3,
      title: 'Call the dentist',
      description: 'left',
      dueDate: null,
      completed: false,
      deletedAt: '2026-11-23T08:02:00.000Z',
    });
    const [line] = (await ada.todo('trash --jsonl')).stdout.split('\n');
    expect(JSON.parse(line ?? '')).toEqual(dentist);
  });

  it('leaves out what is there again, and lists once what was deleted twice', async () => {
    await ada.todo('undo');
    expect((await ada.todo('trash -q')).stdout).toBe('1\n');
    await ada.todo('rm 3 --yes');
    expect((await ada.todo('trash -q')).stdout).toBe('3\n1\n');
    await ada.todo('undo');
    await ada.todo('undo');
    expect((await ada.todo('trash -q')).stdout).toBe('');
    expect((await ada.todo('trash --json')).stdout).toBe('[]\n');
    expect((await ada.todo('trash', PLAIN_TERMINAL)).stdout).toBe('The trash is empty\n');
  });

  it('has what an undo of add took away', async () => {
    for (const _ of [1, 2, 3]) await ada.todo('undo');
    expect((await ada.todo('trash')).stdout).toMatch(
      /^1\t\S+\tundo of add\tlaptop\tBuy oat milk\n2\t.*\n3\t.*\n$/,
    );
    await ada.todo('restore 2');
    expect(await numbers()).toBe('2');
  });
});

describe('todo restore', () => {
  it('puts tasks back as they were', async () => {
    expect(await ada.todo('restore 1 3')).toEqual({
      exitCode: 0,
      stdout: 'Restored #1 Buy oat milk · +shop\nRestored #3 Call the dentist · note\n',
      stderr: '',
    });
    expect(await numbers()).toBe('1 2 3');
    expect((await ada.todo('add Bread -q')).stdout).toBe('4\n');
  });

  it('is safe to repeat', async () => {
    await ada.todo('restore 1');
    expect(await ada.todo('restore 1-2')).toEqual({
      exitCode: 0,
      stdout: '#1 is not deleted\n#2 is not deleted\n',
      stderr: '',
    });
  });

  it('can be undone, and takes one command however many tasks', async () => {
    await ada.todo('restore 1 3');
    expect((await ada.todo('undo')).stdout).toMatch(
      /^Undid restore, .* on laptop\nRemoved #1 Buy oat milk\nRemoved #3 Call the dentist\n$/,
    );
    expect((await ada.todo('trash -q')).stdout).toBe('1\n3\n');
  });

  it('restores what it can, names the others, and exits 3', async () => {
    expect(await ada.todo('restore 1 77')).toEqual({
      exitCode: 3,
      stdout: 'Restored #1 Buy oat milk · +shop\n',
      stderr:
        'Error: No such task: #77.\n' +
        'Run `todo list --all` to see the numbers of your tasks. `todo trash` shows what can be restored.\n',
    });
  });

  it('prints the tasks that it names with --json, --jsonl and -q', async () => {
    expect(JSON.parse((await ada.todo('restore 1 --json')).stdout)).toMatchObject([
      { number: 1, title: 'Buy oat milk', tags: ['shop'] },
    ]);
    expect((await ada.todo('restore 1-3 -q')).stdout).toBe('1\n2\n3\n');
  });

  it('shows with --dry-run what it would do', async () => {
    expect((await ada.todo('restore 1-2 --dry-run')).stdout).toBe(
      'Would restore #1 Buy oat milk · +shop\n#2 is not deleted\n',
    );
    expect(await numbers()).toBe('2');
  });

  it('goes by the beginning of an id', async () => {
    const [task] = JSON.parse((await ada.todo('trash --json')).stdout);
    expect((await ada.todo(`restore ${task.id} -q`)).stdout).toBe('3\n');
  });

  it('leaves the place in a series to the occurrence that has it', async () => {
    await ada.todo('done 2');
    await ada.todo('reopen 2');
    await ada.todo('done 2');
    expect(await numbers()).toBe('2 5');
    expect((await ada.todo('restore 4 -q')).stdout).toBe('4\n');
    expect(await numbers()).toBe('2 4 5');
    expect((await ada.todo('reopen 2')).stdout).toBe('Reopened #2 Pay rent\nRemoved #5 Pay rent\n');
  });

  it('lets a person pick where no task is named', async () => {
    const { exitCode, stdout, stderr } = await ada.todo('restore', {
      ...PLAIN_TERMINAL,
      answers: [
        ['Restore which task?', `milk${CTRL_E}`],
        ['task? milk', ''],
      ],
    });
    expect([exitCode, stdout]).toEqual([0, 'Restored #1 Buy oat milk · +shop\n']);
    expect(stderr).toContain('To take this back: todo undo');
    expect(await ada.todo('restore', { answers: [['Restore which task?', CTRL_C]] })).toMatchObject({
      exitCode: 130,
    });
    await ada.todo('restore 3');
    expect(await ada.todo('restore', { ...PLAIN_TERMINAL, terminal: true })).toMatchObject({
      exitCode: 0,
      stderr: 'The trash is empty\n',
    });
  });

  it.each(['restore', 'restore x', 'restore 0'])('`todo %s` is exit 2 without a terminal', async (words) => {
    expect(await ada.todo(words)).toMatchObject({ exitCode: 2, stdout: '' });
  });

  it('is nothing to another user', async () => {
    const mallory = newMachine(ada.database.url);
    const eve = await signUpUser(sharedDatabase(), 'eve');
    expect(await mallory.todo('restore 1', { env: { TODO_TOKEN: eve.token } })).toMatchObject({
      exitCode: 3,
      stdout: '',
    });
    expect((await ada.todo('trash -q')).stdout).toBe('3\n1\n');
  });
});
