import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newMachine } from '../support/machine.ts';
import { PLAIN_TERMINAL, type Surroundings } from '../support/run-todo.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

let ada: User;

const wide: Surroundings = { ...PLAIN_TERMINAL, terminal: { stdout: true, columns: 120 } };

describe('todo calendar', () => {
  beforeAll(async () => {
    ada = await signUpUser(sharedDatabase());
    const lines = [
      'Return the books due:2026-10-30',
      'Pay rent due:2026-11-02 pri:high',
      'Call the plumber due:2026-11-20',
      'Stand-up due:2026-11-23-9:30',
      'Dentist due:2026-11-23-17:00',
      'Buy oat milk due:2026-11-23 pri:low',
      'Write the report due:2026-11-23',
      'Pack due:2026-11-23',
      'Fly to Lisbon due:2026-12-01',
      'Sort photos',
    ];
    await ada.todo('add -', { stdin: lines.join('\n') });
    await ada.todo('done 2 8');
  });

  it('is a line for each day that has tasks in a pipe: date, open, done, overdue', async () => {
    expect(await ada.todo('calendar')).toEqual({
      exitCode: 0,
      stdout: '2026-11-02\t0\t1\t0\n2026-11-20\t1\t0\t1\n2026-11-23\t4\t1\t1\n',
      stderr: '',
    });
  });

  it('shows titles on a wide terminal, with the tasks of other months in the same weeks', async () => {
    const { stdout } = await ada.todo('calendar', wide);
    expect(stdout.split('\n')).toEqual([
      'November 2026',
      '',
      '  Monday           Tuesday          Wednesday        Thursday         Friday           Saturday         Sunday',
      '┌────────────────┬────────────────┬────────────────┬────────────────┬────────────────┬────────────────┬────────────────┐',
      '│  26 Oct        │  27 Oct        │  28 Oct        │  29 Oct        │  30 Oct        │  31 Oct        │   1            │',
      '│                │                │                │                │ ! Return the b…│                │                │',
      '├────────────────┼────────────────┼────────────────┼────────────────┼────────────────┼────────────────┼────────────────┤',
      '│   2            │   3            │   4            │   5            │   6            │   7            │   8            │',
      '│ ✓ Pay rent     │                │                │                │                │                │                │',
      '├────────────────┼────────────────┼────────────────┼────────────────┼────────────────┼────────────────┼────────────────┤',
      '│   9            │  10            │  11            │  12            │  13            │  14            │  15            │',
      '│                │                │                │                │                │                │                │',
      '├────────────────┼────────────────┼────────────────┼────────────────┼────────────────┼────────────────┼────────────────┤',
      '│  16            │  17            │  18            │  19            │  20            │  21            │  22            │',
      '│                │                │                │                │ ! Call the plu…│                │                │',
      '├────────────────┼────────────────┼────────────────┼────────────────┼────────────────┼────────────────┼────────────────┤',
      '│ [23]           │  24            │  25            │  26            │  27            │  28            │  29            │',
      '│ ! 09:30 Stand-…│                │                │                │                │                │                │',
      '│ 17:00 Dentist  │                │                │                │                │                │                │',
      '│ Write the repo…│                │                │                │                │                │                │',
      '│ +2 more        │                │                │                │                │                │                │',
      '├────────────────┼────────────────┼────────────────┼────────────────┼────────────────┼────────────────┼────────────────┤',
      '│  30            │   1 Dec        │   2 Dec        │   3 Dec        │   4 Dec        │   5 Dec        │   6 Dec        │',
      '│                │ Fly to Lisbon  │                │                │                │                │                │',
      '└────────────────┴────────────────┴────────────────┴────────────────┴────────────────┴────────────────┴────────────────┘',
      '',
      '7 due this month, 2 overdue, 2 done',
      '1 overdue from earlier months',
      '',
    ]);
  });

  it('counts on a narrower one, in ASCII where there is nothing else', async () => {
    const { stdout } = await ada.todo('calendar', { ...PLAIN_TERMINAL, env: { NO_COLOR: '1', LANG: 'C' } });
    expect(stdout.split('\n')).toEqual([
      'November 2026',
      '',
      ' Mon        Tue        Wed        Thu        Fri        Sat        Sun',
      ' 26 Oct     27 Oct     28 Oct     29 Oct     30 Oct !1  31 Oct      1',
      '  2 x1       3          4          5          6          7          8',
      '  9         10         11         12         13         14         15',
      ' 16         17         18         19         20 !1      21         22',
      '[23] !4 x1  24         25         26         27         28         29',
      ' 30          1 Dec *1   2 Dec      3 Dec      4 Dec      5 Dec      6 Dec',
      '',
      '7 due this month, 2 overdue, 2 done',
      '1 overdue from earlier months',
      '',
    ]);
  });

  it('begins weeks as the locale does', async () => {
    for (const [first, env] of [
      ['Sun', { LANG: 'en_US.UTF-8' }],
      ['Mon', { LANG: 'en_US.UTF-8', LC_TIME: 'de_DE.UTF-8' }],
      ['Sat', { LANG: 'de_DE', LC_TIME: 'en_GB', LC_ALL: 'fa_IR.UTF-8' }],
    ] as const) {
      const { stdout } = await ada.todo('calendar', { ...PLAIN_TERMINAL, env: { NO_COLOR: '1', ...env } });
      expect(stdout.split('\n')[2]?.trim().slice(0, 3)).toBe(first);
    }
  });

  it('is all days of the month with --json, with the first tasks of each', async () => {
    const { stdout } = await ada.todo('calendar --json', { env: { LC_TIME: 'ar_EG' } });
    const { days, ...rest } = JSON.parse(stdout);
    expect(rest).toEqual({ month: '2026-11', today: '2026-11-23', weekStart: 'Saturday', overdueBefore: 1 });
    expect(days).toHaveLength(30);
    expect(days[0]).toEqual({ date: '2026-11-01', open: 0, done: 0, overdue: 0, tasks: [] });
    const task = { dueTime: null, priority: 'Medium', completed: false };
    expect(days[22]).toEqual({
      date: '2026-11-23',
      open: 4,
      done: 1,
      overdue: 1,
      tasks: [
        { ...task, number: 4, title: 'Stand-up', dueTime: '09:30' },
        { ...task, number: 5, title: 'Dentist', dueTime: '17:00' },
        { ...task, number: 7, title: 'Write the report' },
        { ...task, number: 6, title: 'Buy oat milk', priority: 'Low' },
        { ...task, number: 8, title: 'Pack', completed: true },
      ],
    });
  });

  it.each([
    ['calendar dec', '2026-12-01\t1\t0\t0\n'],
    ['calendar next', '2026-12-01\t1\t0\t0\n'],
    ['calendar next month', '2026-12-01\t1\t0\t0\n'],
    ['calendar December 2026', '2026-12-01\t1\t0\t0\n'],
    ['calendar +1', '2026-12-01\t1\t0\t0\n'],
    ['calendar -1', '2026-10-30\t1\t0\t1\n'],
    ['calendar -- -1', '2026-10-30\t1\t0\t1\n'],
    ['--no-color calendar -1 --no-input', '2026-10-30\t1\t0\t1\n'],
    ['calendar 2026-10', '2026-10-30\t1\t0\t1\n'],
    ['calendar -2', ''],
  ])('shows another month: todo %s', async (words, stdout) => {
    expect(await ada.todo(words)).toEqual({ exitCode: 0, stdout, stderr: '' });
  });

  it('tells of another month what is overdue ahead of it', async () => {
    const { stdout } = await ada.todo('calendar jan', PLAIN_TERMINAL);
    expect(stdout).toMatch(/^January 2027\n/);
    expect(stdout).toMatch(/\n\nNothing is due in January 2027\n3 overdue from earlier months\n$/);
  });

  it.each([
    ['calendar decembre', 'Did you mean december?'],
    ['calendar 2026-13', 'Months run from 1 to 12.'],
    ['calendar -q', 'unknown option'],
    ['calendar --jsonl', 'unknown option'],
    ['calendar +100000', 'Write 2026-12, dec, dec-2027, next, last, +1 or -2.'],
  ])('does not take `todo %s`', async (words, told) => {
    const { exitCode, stdout, stderr } = await ada.todo(words);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^Error: /);
    expect(stderr.toLowerCase()).toContain(told.toLowerCase());
  });

  it('takes a login, and no more than a token that may only read', async () => {
    const { exitCode, stdout, stderr } = await newMachine(ada.database.url).todo('calendar');
    expect([exitCode, stdout]).toEqual([4, '']);
    expect(stderr).toMatch(/^Error: Not logged in to /);
    const token = (await ada.todo('token create --name ci --read-only')).stdout.trim();
    const read = await newMachine(ada.database.url).todo('calendar next', { env: { TODO_TOKEN: token } });
    expect(read).toEqual({ exitCode: 0, stdout: '2026-12-01\t1\t0\t0\n', stderr: '' });
  });

  it('never counts or shows the tasks of others', async () => {
    const mallory = await signUpUser(sharedDatabase(), 'mallory');
    expect((await mallory.todo('calendar')).stdout).toBe('');
    const { stdout } = await mallory.todo('calendar', wide);
    expect(stdout).toMatch(/\n\nNothing is due this month\n$/);
    expect(stdout).not.toMatch(/!|✓|Pay rent|Dentist/);
  });
});

describe('a calendar', () => {
  beforeEach(async () => {
    ada = await signUpUser(sharedDatabase());
  });

  it('takes no more titles of a day with hundreds of tasks than it shows', async () => {
    await ada.database.query(
      `insert into todo.tasks (id, user_id, title, due_date, due_time, completed, completed_at)
       select gen_random_uuid(), $1, 'Box ' || n, '2026-11-26', case when n % 9 = 0 then time '08:00' + n * interval '1 minute' end,
              n > 500, case when n > 500 then now() end
         from generate_series(1, 700) as n`,
      [ada.id],
    );
    expect((await ada.todo('calendar')).stdout).toBe('2026-11-26\t500\t200\t0\n');
    const { stdout } = await ada.todo('calendar', wide);
    expect(stdout.match(/│ \d\d:\d\d Box \d+ /g)).toEqual([
      '│ 08:09 Box 9 ',
      '│ 08:18 Box 18 ',
      '│ 08:27 Box 27 ',
    ]);
    expect(stdout).toContain('│ +697 more ');
    const { days } = JSON.parse((await ada.todo('calendar --json')).stdout);
    expect(days[25]).toMatchObject({ open: 500, done: 200, overdue: 0 });
    expect(days[25].tasks).toHaveLength(10);
  });

  it('shows titles in any script, and of hostile ones nothing that drives a terminal', async () => {
    await ada.database.query(
      `insert into todo.tasks (id, user_id, title, due_date, due_time)
       values (gen_random_uuid(), $1, $2, '2026-11-24', '08:00'), (gen_random_uuid(), $1, $3, '2026-11-24', null),
              (gen_random_uuid(), $1, $4, '2026-11-24', null)`,
      [ada.id, 'a\u202Eb\u001B[31m', '買い物：牛乳、卵、パン', 'שלום עולם'],
    );
    const { stdout } = await ada.todo('calendar', wide);
    expect(stdout).toContain(String.raw`│ 08:00 a\u202eb…│`);
    expect(stdout).toContain('│ 買い物：牛乳、…│');
    expect(stdout).toContain('│ שלום עולם      │');
    expect(stdout).not.toMatch(/[\p{Bidi_Control}\p{Surrogate}]|(?!\n)\p{Cc}/u);
    expect((await ada.todo('calendar --json')).stdout).toContain(String.raw`a\u202eb\u001b[31m`);
  });

  it('knows the first and the last month that there are', async () => {
    await ada.todo('add Build the pyramids due:1000-01-01');
    await ada.todo('add Rest due:9999-12-31');
    expect((await ada.todo('calendar 1000-01')).stdout).toBe('1000-01-01\t1\t0\t1\n');
    expect((await ada.todo('calendar 9999-12')).stdout).toBe('9999-12-31\t1\t0\t0\n');
    for (const month of ['1000-01', '9999-12']) {
      const { exitCode, stdout } = await ada.todo(`calendar ${month}`, wide);
      expect([exitCode, stdout.match(/1 due in/)?.length]).toEqual([0, 1]);
    }
  });
});
