import { beforeEach, describe, expect, it } from 'vitest';
import { CTRL_C, PLAIN_TERMINAL } from '../support/run-todo.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

let ada: User;
beforeEach(async () => {
  ada = await signUpUser(sharedDatabase());
  await ada.todo('add -', { stdin: 'Buy oat milk\nPay rent\nCall the dentist' });
});

describe('todo rm --yes', () => {
  it('deletes without a question and says what is gone', async () => {
    expect(await ada.todo('rm 1 3 --yes')).toEqual({
      exitCode: 0,
      stdout: 'Removed #1 Buy oat milk\nRemoved #3 Call the dentist\n',
      stderr: '',
    });
    expect(await stored()).toEqual([2]);
  });

  it('deletes those that exist, names those that do not, and exits 3', async () => {
    expect(await ada.todo('rm 2 8 -y')).toEqual({
      exitCode: 3,
      stdout: 'Removed #2 Pay rent\n',
      stderr: 'Error: No such task: #8.\nRun `todo list --all` to see the numbers of your tasks.\n',
    });
    expect(await stored()).toEqual([1, 3]);
  });

  it('prints the tasks as they were with --json, --jsonl and -q', async () => {
    const { stdout } = await ada.todo('rm 2 --yes --json');
    expect(JSON.parse(stdout)).toMatchObject([{ number: 2, title: 'Pay rent', completed: false }]);
    const { stdout: line } = await ada.todo('rm 1 --yes --jsonl');
    expect(JSON.parse(line)).toMatchObject({ number: 1, title: 'Buy oat milk' });
    expect((await ada.todo('rm 3 --yes -q')).stdout).toBe('3\n');
    expect(await stored()).toEqual([]);
  });

  it('never gives a number to another task', async () => {
    await ada.todo('rm 3 --yes');
    expect((await ada.todo('add Call the doctor -q')).stdout).toBe('4\n');
  });
});

describe('todo rm at a terminal', () => {
  it('shows what is meant on stderr, asks, and deletes after a yes', async () => {
    const { exitCode, stdout, stderr } = await ada.todo('rm 1 2', {
      ...PLAIN_TERMINAL,
      answers: [['Delete these 2 tasks?', 'y']],
    });
    expect(stderr).toContain('#  Title\n1  Buy oat milk\n2  Pay rent\n');
    expect([exitCode, stdout]).toEqual([0, 'Removed #1 Buy oat milk\nRemoved #2 Pay rent\n']);
    expect(await stored()).toEqual([3]);
  });

  it.each([
    ['no', 'n'],
    ['Enter alone', ''],
    ['Ctrl-C', CTRL_C],
  ])('deletes nothing after %s', async (_name, answer) => {
    const { exitCode, stdout, stderr } = await ada.todo('rm 1', {
      answers: [['Delete this task?', answer]],
    });
    expect([exitCode, stdout]).toEqual([130, '']);
    expect(stderr).toMatch(/Error: Cancelled/);
    expect(await stored()).toEqual([1, 2, 3]);
  });

  it('does not ask about tasks that are not there', async () => {
    const { exitCode, stderr } = await ada.todo('rm 8', { terminal: true });
    expect(exitCode).toBe(3);
    expect(stderr).toContain('Error: No such task: #8.\n');
    expect(stderr).not.toContain('Delete');
  });

  it('asks about those that exist, and names the others', async () => {
    const { exitCode, stderr } = await ada.todo('rm 2 8', {
      ...PLAIN_TERMINAL,
      answers: [['Delete this task?', 'yes']],
    });
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/No such task: #8/);
    expect(await stored()).toEqual([1, 3]);
  });
});

describe('todo rm where nobody can be asked', () => {
  it.each([
    ['a pipe', 'rm 1', {}],
    ['--no-input', 'rm 1 --no-input', { terminal: true }],
    ['--json', 'rm 1 --json', { terminal: true }],
    ['CI', 'rm 1', { terminal: true, env: { CI: 'true' } }],
    ['stdin alone as a terminal', 'rm 1', { terminal: { stdin: true, stdout: true } }],
    ['stdin as a pipe', 'rm 1', { terminal: { stdout: true, stderr: true } }],
  ] as const)('deletes nothing with %s', async (_name, words, surroundings) => {
    const { exitCode, stdout, stderr } = await ada.todo(words, surroundings);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Deleting needs a confirmation, and nobody can be asked here');
    expect(stderr).toContain('--yes');
    expect(await stored()).toEqual([1, 2, 3]);
  });
});

async function stored(): Promise<unknown[]> {
  const rows = await ada.database.query('select number from todo.tasks where user_id = $1 order by number', [
    ada.id,
  ]);
  return rows.map(({ number }) => number);
}
