import { beforeEach, describe, expect, it } from 'vitest';
import { masked } from '../support/masked.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

let ada: User;
beforeEach(async () => {
  ada = await signUpUser(sharedDatabase());
});

describe('todo add', () => {
  it('says in one line what it understood', async () => {
    const { exitCode, stdout, stderr } = await ada.todo(
      'add Pay rent --due 2026-11-27 --priority high --tag home --tag money',
    );
    expect(stdout).toBe('Added #1 Pay rent · due Fri 27 Nov (in 4 days) · High · +home +money\n');
    expect([exitCode, stderr]).toEqual([0, '']);
  });

  it('colours that line at a terminal', async () => {
    const { stdout } = await ada.todo('add Water the plants -d tomorrow', { terminal: true });
    expect(stdout).toBe('Added #1 \u001B[1mWater the plants\u001B[22m\u001B[2m · due tomorrow\u001B[22m\n');
  });

  it('prints the task as one JSON object', async () => {
    const { stdout, stderr } = await ada.todo([
      'add',
      'Book the ferry to Gotland',
      '--note',
      'Cabin for 4\nhttps://ferry.example.org/?from=NYN&to=VIS',
      '--due=2026-12-18T07:05',
      '-t',
      'travel/2027,familj',
      '-p',
      'L',
      '--json',
    ]);
    expect(masked(stdout)).toBe(
      '{"number":1,"id":"ID","title":"Book the ferry to Gotland",' +
        String.raw`"description":"Cabin for 4\nhttps://ferry.example.org/?from=NYN&to=VIS",` +
        '"dueDate":"2026-12-18","dueTime":"07:05","priority":"Low","tags":["travel/2027","familj"],' +
        '"recursionPattern":null,"completed":false,"completedAt":null,"createdAt":"INSTANT","updatedAt":"INSTANT"}\n',
    );
    expect(stderr).toBe('');
  });

  it('prints the number alone with --quiet', async () => {
    await ada.todo('add Buy oat milk');
    expect(await ada.todo('add Call the dentist -q')).toEqual({ exitCode: 0, stdout: '2\n', stderr: '' });
  });

  it('prints one JSON object a line with --jsonl', async () => {
    const { stdout } = await ada.todo('add - --jsonl', { stdin: 'Pack\nPay the neighbour back\n' });
    const titles = stdout
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line).title);
    expect(titles).toEqual(['Pack', 'Pay the neighbour back']);
  });

  it.each([
    ['Read https://example.org/a?b=c&d=%20#e'],
    ['Compare a+b, +1 and 3:1 before re:invent'],
    ['牛乳を買う 🥛'],
    ['Családi ebéd 👨‍👩‍👧‍👦 — Zoë’s café, 10 €'],
    ['Zahnarzt anrufen: "die Krone" (unten links)'],
    ["Fix O'Brien's `rm $HOME`; DROP TABLE todo.tasks;--"],
    ['اتصل بالطبيب غدًا'],
  ])('stores %s as it is', async (title) => {
    const { stdout } = await ada.todo(['add', ...title.split(' ')]);
    expect(stdout).toBe(`Added #1 ${title}\n`);
    expect(await storedTitles()).toEqual([title]);
  });

  it('takes everything after -- as words', async () => {
    const { stdout } = await ada.todo('add --priority low -- --due and -p are options');
    expect(stdout).toBe('Added #1 --due and -p are options · Low\n');
  });

  it('stores every field', async () => {
    await ada.todo([
      'add',
      'Renew passport',
      '-d',
      'today 17:30',
      '-p',
      '1',
      '-t',
      'Amt',
      '-n',
      'Two photos',
    ]);
    expect(
      await ada.database.query(
        `select number, title, description, due_date::text, due_time::text, priority::text, to_jsonb(tags) as tags,
                recursion_pattern, completed, completed_at from todo.tasks where user_id = $1`,
        [ada.id],
      ),
    ).toEqual([
      {
        number: 1,
        title: 'Renew passport',
        description: 'Two photos',
        due_date: '2026-11-23',
        due_time: '17:30:00',
        priority: 'High',
        tags: ['Amt'],
        recursion_pattern: null,
        completed: false,
        completed_at: null,
      },
    ]);
  });
});

describe('todo add -', () => {
  it.each(['add - +groceries', 'add +groceries - due:fri'])(
    'is no title where markers stand beside it: %s',
    async (words) => {
      const { exitCode, stdout, stderr } = await ada.todo(words, { stdin: 'Milk\n' });
      expect([exitCode, stdout]).toEqual([2, '']);
      expect(stderr).toContain('todo add - --tag shop --due fri');
    },
  );

  it('is a title behind --', async () => {
    expect((await ada.todo('add +x -- -')).stdout).toMatch(/^Added #\d+ - · \+x\n$/);
  });

  it('adds one task a line, in order, and passes over empty lines', async () => {
    const stdin = 'Milk\r\n\n  Bread  \nCoffee beans ☕\n   \n';
    const { exitCode, stdout } = await ada.todo('add - --tag groceries', { stdin });
    expect(stdout).toBe(
      'Added #1 Milk · +groceries\nAdded #2 Bread · +groceries\nAdded #3 Coffee beans ☕ · +groceries\n',
    );
    expect(exitCode).toBe(0);
    expect(await storedTitles()).toEqual(['Milk', 'Bread', 'Coffee beans ☕']);
  });

  it('prints an array with --json, also for one', async () => {
    const { stdout } = await ada.todo('add - --json', { stdin: 'Milk' });
    expect(JSON.parse(stdout)).toMatchObject([{ number: 1, title: 'Milk' }]);
  });

  it('adds nothing if one line is wrong, and names it', async () => {
    const { exitCode, stdout, stderr } = await ada.todo('add -', { stdin: `Milk\n\n${'x'.repeat(501)}\n` });
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      'Error: Line 3: The title has 501 characters, 500 are possible.\n' +
        'Nothing was added. Put the details into the note (--note).\n',
    );
    expect(await storedTitles()).toEqual([]);
  });

  it.each(['', '\n \r\n'])('is told that stdin is empty by %j', async (stdin) => {
    const { exitCode, stderr } = await ada.todo('add -', { stdin });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^Error: Expected one task a line on stdin, but stdin was empty\.\n/);
  });

  it('does not wait for a person at a terminal', async () => {
    const { exitCode, stderr } = await ada.todo('add -', { terminal: true });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^Error: Expected one task a line on stdin, but stdin is a terminal\.\n/);
  });
});

async function storedTitles(): Promise<unknown[]> {
  const rows = await ada.database.query('select title from todo.tasks where user_id = $1 order by number', [
    ada.id,
  ]);
  return rows.map(({ title }) => title);
}
