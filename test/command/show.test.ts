import { beforeAll, describe, expect, it } from 'vitest';
import { masked } from '../support/masked.ts';
import { PLAIN_TERMINAL } from '../support/run-todo.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

let ada: User;
beforeAll(async () => {
  ada = await signUpUser(sharedDatabase());
  const note =
    'The blue folder, second shelf.\n\nhttps://tax.example.org/forms/2025/very-long-path-that-stays-in-one-piece';
  await ada.todo([
    'add',
    'File the tax return',
    '-d',
    '2026-11-20 12:00',
    '-p',
    'high',
    '-t',
    'money',
    '-n',
    note,
  ]);
  await ada.todo('add Learn to juggle');
});

describe('todo show', () => {
  it('is a card of everything at a terminal', async () => {
    const { exitCode, stdout, stderr } = await ada.todo('show 1', PLAIN_TERMINAL);
    expect(masked(stdout)).toBe(
      [
        '#1 File the tax return',
        '',
        'Status     open',
        'Due        Fri 20 Nov 12:00 (2026-11-20 12:00), 3 days ago, overdue',
        'Priority   High',
        'Tags       +money',
        'Created WHEN',
        'Updated WHEN',
        'Id         ID',
        '',
        '  The blue folder, second shelf.',
        '',
        '  https://tax.example.org/forms/2025/very-long-path-that-stays-in-one-piece',
        '',
      ].join('\n'),
    );
    expect([exitCode, stderr]).toEqual([0, '']);
  });

  it('is the same card, without colours, in a pipe', async () => {
    const { stdout } = await ada.todo('show 2');
    expect(masked(stdout)).toBe(
      '#2 Learn to juggle\n\nStatus     open\nPriority   Medium\nCreated WHEN\nUpdated WHEN\nId         ID\n',
    );
  });

  it('is one object with --json', async () => {
    const { stdout } = await ada.todo('show 2 --json');
    expect(masked(stdout)).toBe(
      '{"number":2,"id":"ID","title":"Learn to juggle","description":null,"dueDate":null,"dueTime":null,' +
        '"priority":"Medium","tags":[],"recursionPattern":null,"completed":false,"completedAt":null,' +
        '"createdAt":"INSTANT","updatedAt":"INSTANT"}\n',
    );
  });

  it('is the number with --quiet', async () => {
    expect(await ada.todo('show 2 -q')).toEqual({ exitCode: 0, stdout: '2\n', stderr: '' });
  });

  it('finds a task by its id, or enough of it', async () => {
    const { stdout } = await ada.todo('show 2 --json');
    const { id }: { id: string } = JSON.parse(stdout);
    for (const name of [id, id.toUpperCase(), id.replaceAll('-', ''), id.slice(0, 30)]) {
      expect((await ada.todo(['show', name, '-q'])).stdout).toBe('2\n');
    }
  });

  it('refuses several tasks and what is no task', async () => {
    expect(await ada.todo('show 1-2')).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'Error: Only one task can be shown at a time.\nGive one number: todo show 3\n',
    });
    expect(await ada.todo('show 99')).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: 'Error: No such task: #99.\nRun `todo list --all` to see the numbers of your tasks.\n',
    });
    expect(await ada.todo('show 0198aaaa-bbbb --json')).toEqual({
      exitCode: 3,
      stdout: '',
      stderr:
        '{"error":{"code":"not_found","message":"No such task: 0198aaaa-bbbb","hint":"Run `todo list --all` to see the numbers of your tasks.","retryable":false}}\n',
    });
  });

  it('refuses the beginning of an id that two tasks share', async () => {
    const eve = await signUpUser(sharedDatabase(), 'eve');
    await eve.todo('add -', { stdin: 'Milk\nBread' });
    await eve.database.query(
      "update todo.tasks set id = ('01987654-3210-7000-8000-00000000000' || number)::uuid where user_id = $1",
      [eve.id],
    );
    expect(await eve.todo('show 01987654-3210')).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        'Error: Several tasks have ids that begin with 01987654-3210.\nGive more of the id, or the number of the task.\n',
    });
  });
});
