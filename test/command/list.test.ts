import { beforeAll, describe, expect, it } from 'vitest';
import { PLAIN_TERMINAL } from '../support/run-todo.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

let ada: User;
beforeAll(async () => {
  ada = await signUpUser(sharedDatabase());
  await ada.todo(['add', 'Buy oat milk', '-t', 'home']);
  await ada.todo(['add', 'Pay rent', '-d', '2026-11-27', '-p', 'high', '-t', 'home,money']);
  await ada.todo(['add', 'Send the invoice to Åsa', '-d', '2026-11-20', '-t', 'work']);
  await ada.todo(['add', 'Stand-up', '-d', '2026-11-23 09:15', '-p', 'low', '-t', 'work']);
  await ada.todo(['add', 'Call the dentist ☎️', '-d', '2026-11-23 15:00', '-n', '100% of the crown']);
  await ada.todo(['add', '牛乳を買う', '-p', 'high']);
  await ada.todo(['add', 'Book the ferry', '-d', '2027-06-18', '-t', 'travel']);
  await ada.todo('done 7');
});

async function numbers(options: string | readonly string[]): Promise<number[]> {
  const words = typeof options === 'string' ? options.split(' ') : options;
  const { exitCode, stdout, stderr } = await ada.todo(['list', '-q', ...words.filter((word) => word !== '')]);
  expect([exitCode, stderr]).toEqual([0, '']);
  return stdout.split('\n').filter(Boolean).map(Number);
}

describe('todo list', () => {
  it('is a table with a footer at a terminal', async () => {
    const { stdout, stderr } = await ada.todo('list', PLAIN_TERMINAL);
    expect(stdout).toBe(
      [
        '#     Due          Pri   Title                    Tags',
        '3  !  3 days ago         Send the invoice to Åsa  +work',
        '4  !  today 09:15  Low   Stand-up                 +work',
        '5     today 15:00        Call the dentist ☎️',
        '2     Fri 27 Nov   High  Pay rent                 +home +money',
        '6                  High  牛乳を買う',
        '1                        Buy oat milk             +home',
        '6 open, 2 overdue',
        '',
      ].join('\n'),
    );
    expect(stderr).toBe('');
  });

  it('is one uncut line a task with tabs in a pipe', async () => {
    expect(await ada.todo('ls')).toEqual({
      exitCode: 0,
      stdout:
        '3\topen\t2026-11-20\tMedium\tSend the invoice to Åsa\twork\n' +
        '4\topen\t2026-11-23 09:15\tLow\tStand-up\twork\n' +
        '5\topen\t2026-11-23 15:00\tMedium\tCall the dentist ☎️\t\n' +
        '2\topen\t2026-11-27\tHigh\tPay rent\thome,money\n' +
        '6\topen\t\tHigh\t牛乳を買う\t\n' +
        '1\topen\t\tMedium\tBuy oat milk\thome\n',
      stderr: '',
    });
  });

  it('is an array with --json', async () => {
    const { stdout } = await ada.todo('list --done --json');
    const tasks: unknown = JSON.parse(stdout);
    expect(tasks).toEqual([
      {
        number: 7,
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        title: 'Book the ferry',
        description: null,
        dueDate: '2027-06-18',
        dueTime: null,
        priority: 'Medium',
        tags: ['travel'],
        recursionPattern: null,
        completed: true,
        completedAt: expect.stringMatching(/Z$/),
        createdAt: expect.stringMatching(/Z$/),
        updatedAt: expect.stringMatching(/Z$/),
      },
    ]);
  });

  it('is an object a line with --jsonl', async () => {
    const { stdout } = await ada.todo('list --jsonl --limit 2');
    const lines = stdout.split('\n');
    expect(lines).toHaveLength(3);
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ number: 4, dueTime: '09:15' });
  });

  it('marks what is done', async () => {
    const { stdout } = await ada.todo('list --all --tag travel', PLAIN_TERMINAL);
    expect(stdout).toBe(
      '#     Due              Title           Tags\n7  ✓  Fri 18 Jun 2027  Book the ferry  +travel\n1 listed, 6 open, 2 overdue\n',
    );
  });

  it.each<[string, number[]]>([
    ['', [3, 4, 5, 2, 6, 1]],
    ['--all', [3, 4, 5, 2, 7, 6, 1]],
    ['--done', [7]],
    ['--overdue', [3, 4]],
    ['--today', [4, 5]],
    ['--overdue --today', [3, 4, 5]],
    ['--tag home', [2, 1]],
    ['--tag HOME -t money', [2]],
    ['--tag home,money', [2]],
    ['--tag hom', []],
    ['-p high', [2, 6]],
    ['-p high -p low', [4, 2, 6]],
    ['--search DENTIST', [5]],
    ['-s crown', [5]],
    ['-s åsa', [3]],
    ['-s money', [2]],
    ['-s 100%', [5]],
    ['-s %', [5]],
    ['-s _', []],
    ['-s milk -s buy', [1]],
    ['-s 牛乳', [6]],
    ['--sort due --reverse', [1, 6, 2, 5, 4, 3]],
    ['--sort priority', [2, 6, 3, 5, 1, 4]],
    ['--sort number', [1, 2, 3, 4, 5, 6]],
    ['--sort number -r', [6, 5, 4, 3, 2, 1]],
    ['--sort created', [1, 2, 3, 4, 5, 6]],
    ['--sort title --limit 3', [1, 5, 2]],
    ['--limit 1', [3]],
    ['-l 100', [3, 4, 5, 2, 6, 1]],
    ['--all --overdue --today --tag work -p low -s stand --sort title -r -l 5', [4]],
  ])('%s names the tasks %j', async (options, expected) => {
    expect(await numbers(options)).toEqual(expected);
  });

  it('sorts by the last change', async () => {
    const eve = await signUpUser(sharedDatabase(), 'eve');
    await eve.todo('add -', { stdin: 'Milk\nBread\nEggs' });
    await eve.todo('edit 2 --priority low');
    expect((await eve.todo('list --sort updated -q')).stdout).toBe('1\n3\n2\n');
  });

  it('measures today where the person is', async () => {
    // Half past midnight on Tuesday in Berlin; in UTC still Monday.
    const now = new Date('2026-11-23T23:30:00Z');
    expect((await ada.todo('list --overdue -q', { now })).stdout).toBe('3\n4\n5\n');
    expect((await ada.todo('list --today', { now, terminal: true })).stdout).toContain('No task matches');
  });
});

describe('todo list without tasks', () => {
  let newcomer: User;
  beforeAll(async () => {
    newcomer = await signUpUser(sharedDatabase(), 'new');
  });

  it.each([
    ['list --json', '[]\n'],
    ['list --jsonl', ''],
    ['list -q', ''],
    ['list', ''],
  ])('prints for %s just %j', async (words, stdout) => {
    expect(await newcomer.todo(words)).toEqual({ exitCode: 0, stdout, stderr: '' });
  });

  it('says so at a terminal', async () => {
    const { exitCode, stdout } = await newcomer.todo('list', PLAIN_TERMINAL);
    expect([exitCode, stdout]).toEqual([0, 'No open tasks\n']);
  });
});

describe('a long list', () => {
  let bob: User;
  beforeAll(async () => {
    bob = await signUpUser(sharedDatabase(), 'bob');
    const stdin = Array.from({ length: 60 }, (_, index) => `Chapter ${index + 1}`).join('\n');
    await bob.todo('add -', { stdin });
  });

  it('is cut to 50 rows at a terminal, which says how many more there are', async () => {
    const { stdout } = await bob.todo('list', PLAIN_TERMINAL);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(53);
    expect(lines.slice(-3)).toEqual(['50  Chapter 50', '… 10 more: add --limit 60', '60 open']);
  });

  it('is shown whole with --limit', async () => {
    const { stdout } = await bob.todo('list --limit 60', PLAIN_TERMINAL);
    expect(stdout.trimEnd().split('\n')).toHaveLength(62);
  });

  it('is whole in a pipe', async () => {
    expect((await bob.todo('list')).stdout.split('\n')).toHaveLength(61);
  });
});
