import * as fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { dateOf, dayNumber, weekBegin } from '../../src/domain/calendar.ts';
import { newMachine } from '../support/machine.ts';
import { runs } from '../support/effort.ts';
import { PLAIN_TERMINAL, type Surroundings } from '../support/run-todo.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedDatabase } from '../support/test-database.ts';

let ada: User;

const wide: Surroundings = { ...PLAIN_TERMINAL, terminal: { stdout: true, columns: 120 } };

afterEach(() => vi.unstubAllEnvs());

interface StoredTask {
  readonly title: string;
  readonly created: string;
  readonly completed?: string | null;
  readonly due?: string | null;
  readonly time?: string | null;
  readonly priority?: string;
  readonly tags?: readonly string[];
}

/** Past the program, which cannot say when something was added or done. */
async function store({ database, id }: User, tasks: readonly StoredTask[]): Promise<void> {
  await database.query('delete from todo.tasks where user_id = $1', [id]);
  const rows = tasks.map(
    ({ title, created, completed = null, due = null, time = null, priority = 'Medium', tags = [] }) => ({
      title,
      created,
      completed,
      due,
      time,
      priority,
      tags,
    }),
  );
  await database.query(
    `with given as (
       select gen_random_uuid() as id, r.* from jsonb_to_recordset($2::jsonb) r
         (title text, created timestamptz, completed timestamptz, due date, "time" time, priority todo.priority, tags text[]))
     insert into todo.tasks (id, user_id, title, due_date, due_time, priority, tags, completed, completed_at, description)
     select id, $1, title, due, "time", priority, tags, completed is not null, completed, created::text from given`,
    [id, JSON.stringify(rows)],
  );
  await database.query(
    'update todo.tasks set created_at = description::timestamptz, description = null where user_id = $1',
    [id],
  );
}

/** In Berlin, where it is one hour later. */
const TASKS: readonly StoredTask[] = [
  { title: 'Pay rent', created: '2026-09-01T08:00:00Z', completed: '2026-11-23T08:00:00Z', priority: 'High' },
  { title: 'Pack', created: '2026-09-01T08:00:00Z', completed: '2026-11-22T23:30:00Z', tags: ['Home'] },
  { title: 'Sweep', created: '2026-10-30T08:00:00Z', completed: '2026-11-22T22:30:00Z', tags: ['home'] },
  { title: 'Read', created: '2026-10-30T08:00:00Z', completed: '2026-11-20T12:00:00Z', tags: ['work'] },
  { title: 'Write', created: '2026-10-30T08:00:00Z', completed: '2026-11-09T22:59:00Z', tags: ['work'] },
  { title: 'Sort', created: '2026-01-01T08:00:00Z', completed: '2026-02-03T12:00:00Z' },
  { title: 'File', created: '2026-01-01T08:00:00Z', completed: '2026-02-04T12:00:00Z' },
  { title: 'Scan', created: '2026-01-01T08:00:00Z', completed: '2026-02-05T12:00:00Z' },
  { title: 'Call', created: '2026-11-15T22:59:59Z', due: '2026-11-20', tags: ['home', 'health'] },
  { title: 'Book', created: '2026-11-15T23:00:00Z', due: '2026-11-23', time: '17:00', tags: ['home'] },
  { title: 'Rest', created: '2026-11-23T07:00:00Z', priority: 'Low' },
];

const LINES = [
  'open\t3',
  'done\t8',
  'overdue\t1',
  'done-today\t2',
  'done-this-week\t2',
  'streak\t2',
  'longest-streak\t3',
  ...['10', '11', '12', '13', '14', '15', '16', '17', '18', '19'].map((day) => `done-on\t2026-11-${day}\t0`),
  'done-on\t2026-11-20\t1',
  'done-on\t2026-11-21\t0',
  'done-on\t2026-11-22\t1',
  'done-on\t2026-11-23\t2',
  'open-on\t2026-10-11\t2',
  'open-on\t2026-10-18\t2',
  'open-on\t2026-10-25\t2',
  'open-on\t2026-11-01\t5',
  'open-on\t2026-11-08\t5',
  'open-on\t2026-11-15\t5',
  'open-on\t2026-11-22\t4',
  'open-on\t2026-11-23\t3',
  'priority\tHigh\t0\t1',
  'priority\tMedium\t2\t7',
  'priority\tLow\t1\t0',
  'tag\thome\t2\t2',
  'tag\thealth\t1\t0',
];

describe('todo stats', () => {
  beforeAll(async () => {
    ada = await signUpUser(sharedDatabase());
    await store(ada, TASKS);
  });

  it('is a line for each number in a pipe', async () => {
    const { exitCode, stdout, stderr } = await ada.todo('stats');
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout.trimEnd().split('\n')).toEqual(LINES);
  });

  it('is a page of numbers, charts and tables at a terminal', async () => {
    const { stdout } = await ada.todo('stats', wide);
    expect(stdout.split('\n')).toEqual([
      '3 open, 1 overdue, 8 done',
      '2 done today, 2 this week',
      '2 days in a row, 3 at best',
      '',
      'Done each day                                Open after each week',
      '                                       2                            5      5      5      4',
      '                                       ██                          ████   ████   ████   ▂▂▂▂    3',
      '                              1     1  ██      2      2      2     ████   ████   ████   ████   ▃▃▃▃',
      '                              ██    ██ ██     ▅▅▅▅   ▅▅▅▅   ▅▅▅▅   ████   ████   ████   ████   ████',
      '0  0  0  0  0  0  0  0  0  0  ██ 0  ██ ██     ████   ████   ████   ████   ████   ████   ████   ████',
      'Tu We Th Fr Sa Su Mo Tu We Th Fr Sa Su Mo    11 Oct 18 Oct 25 Oct 1 Nov  8 Nov  15 Nov 22 Nov  now',
      '10 11 12 13 14 15 16 17 18 19 20 21 22 23',
      '',
      'Priority  Open  Done    Tag      Open  Done',
      'High         0     1    +home       2     2',
      'Medium       2     7    +health     1     0',
      'Low          1     0',
      '',
    ]);
  });

  it('is one document with --json', async () => {
    const document = JSON.parse((await ada.todo('stats --json')).stdout);
    expect(Object.keys(document)).toEqual([
      'today',
      'weekStart',
      'open',
      'done',
      'overdue',
      'doneToday',
      'doneThisWeek',
      'streak',
      'doneByDay',
      'openByWeek',
      'priorities',
      'tags',
    ]);
    expect(document).toMatchObject({
      today: '2026-11-23',
      open: 3,
      streak: { current: 2, longest: 3 },
      weekStart: 'Monday',
    });
    expect(document.doneByDay).toHaveLength(14);
    expect(document.doneByDay.at(-1)).toEqual({ date: '2026-11-23', done: 2 });
    expect(document.openByWeek).toHaveLength(8);
    expect(document.openByWeek.at(-1)).toEqual({ date: '2026-11-23', open: 3 });
    expect(document.priorities[1]).toEqual({ priority: 'Medium', open: 2, done: 7 });
    expect(document.tags[0]).toEqual({ tag: 'home', open: 2, done: 2 });
  });

  it.each([
    ['stats +home', ['2', '2', '1']],
    ['stats --tag home', ['2', '2', '1']],
    ['stats -work -home', ['1', '4', '0']],
    ['stats --without work --without home', ['1', '4', '0']],
    ['stats pri:high or rest', ['1', '1', '0']],
    ['stats -p low', ['1', '0', '0']],
    ['stats -s pa', ['0', '2', '0']],
    ['stats is:open', ['3', '0', '1']],
    ['stats due:overdue', ['1', '0', '1']],
    ['stats -- -1', ['0', '0', '0']],
  ])('is about the tasks that match: todo %s', async (words, numbers) => {
    const { exitCode, stdout } = await ada.todo(words);
    const counted = stdout.split('\n', 3).map((line) => line.split('\t')[1]);
    expect([exitCode, counted]).toEqual([0, numbers]);
  });

  it('has weeks that begin as in the locale', async () => {
    const { stdout } = await ada.todo('stats', { env: { LC_TIME: 'en_US.UTF-8' } });
    expect(stdout).toContain('done-this-week\t3\n');
    expect(stdout.match(/^open-on.*$/gm)?.slice(-2)).toEqual([
      'open-on\t2026-11-21\t5',
      'open-on\t2026-11-23\t3',
    ]);
  });

  it('keeps a streak until the day after is over', async () => {
    for (const [now, streak] of [
      ['2026-11-23T22:59:00Z', 2],
      ['2026-11-24T22:59:00Z', 2],
      ['2026-11-24T23:00:00Z', 0],
    ] as const) {
      const { stdout } = await ada.todo('stats', { now: new Date(now) });
      expect(stdout).toContain(`\nstreak\t${streak}\n`);
    }
  });

  it.each([
    ['stats -q', 'unknown option'],
    ['stats --jsonl', 'unknown option'],
    ['stats pri:urgent', 'priority'],
    ['stats due:wek', 'Did you mean due:week?'],
  ])('does not take `todo %s`', async (words, told) => {
    const { exitCode, stdout, stderr } = await ada.todo(words);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr.toLowerCase()).toContain(told.toLowerCase());
  });

  it('takes a login, and no more than a token that may only read', async () => {
    const { exitCode, stdout, stderr } = await newMachine(ada.database.url).todo('stats');
    expect([exitCode, stdout]).toEqual([4, '']);
    expect(stderr).toMatch(/^Error: Not logged in to /);
    const token = (await ada.todo('token create --name ci --read-only')).stdout.trim();
    const read = await newMachine(ada.database.url).todo('stats', { env: { TODO_TOKEN: token } });
    expect(read.stdout.trimEnd().split('\n')).toEqual(LINES);
  });

  it('never counts the tasks of others', async () => {
    const mallory = await signUpUser(sharedDatabase(), 'mallory');
    const { exitCode, stdout } = await mallory.todo('stats');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^open\t0\ndone\t0\noverdue\t0\n/);
    expect(stdout.match(/\t[1-9]\d*$/gm)).toBeNull();
    expect(await mallory.todo('stats', PLAIN_TERMINAL)).toEqual({
      exitCode: 0,
      stdout: 'No tasks yet: begin with todo add\n',
      stderr: '',
    });
    await mallory.todo('add Count the silver -t home');
    expect((await mallory.todo('stats', PLAIN_TERMINAL)).stdout).toMatch(/^1 open, 0 done\n\n/);
    expect((await mallory.todo('stats gold', PLAIN_TERMINAL)).stdout).toBe('No task matches\n');
  });
});

describe('statistics', () => {
  beforeEach(async () => {
    ada = await signUpUser(sharedDatabase());
  });

  it('tell the ten most frequent tags, and of hostile ones nothing that drives a terminal', async () => {
    await store(
      ada,
      Array.from({ length: 12 }, (_, index) => ({
        title: 'Box',
        created: '2026-11-01T00:00:00Z',
        tags: ['a\u202Eb', ...Array.from({ length: index }, (__, tag) => `row-${tag + 1}`)],
      })),
    );
    const { stdout } = await ada.todo('stats');
    const tags = stdout.match(/^tag\t.*$/gm);
    expect(tags).toHaveLength(10);
    expect(tags?.slice(0, 2)).toEqual([String.raw`tag	a\u202eb	12	0`, 'tag\trow-1\t11\t0']);
    expect((await ada.todo('stats', wide)).stdout).toContain(String.raw`+a\u202eb`);
  });

  it('take instants that no calendar has for no day', async () => {
    const created = '2026-11-01T00:00:00Z';
    await store(
      ada,
      [
        'infinity',
        '-infinity',
        '294276-12-31T23:59:59Z',
        '4713-01-01T00:00:00Z BC',
        '0001-01-01T00:00:00Z',
        '2026-11-23T23:00:00Z',
      ].map((completed) => ({ title: 'Odd', created, completed })),
    );
    const { exitCode, stdout } = await ada.todo('stats');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^open\t0\ndone\t6\noverdue\t0\ndone-today\t0\n/);
    // What is done later than that week was open at its end.
    expect(stdout).toContain('open-on\t2026-11-22\t3\n');
    expect(stdout).toContain('longest-streak\t1\n');
  });

  // Around the days on which clocks were put forward or back, or on which a day was left out.
  it.each([
    ['Europe/Berlin', '2026-11-03T09:00:00Z', '2026-10-25T01:00:00Z'],
    ['America/St_Johns', '2027-03-17T12:00:00Z', '2027-03-14T05:30:00Z'],
    ['Pacific/Apia', '2012-01-05T02:00:00Z', '2011-12-30T10:00:00Z'],
  ])('are what counting one by one gives, in %s', async (zone, present, change) => {
    vi.stubEnv('TZ', zone);
    const now = new Date(present);
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyTask(now, new Date(change)), { maxLength: 40 }),
        fc.constantFrom('de_DE', 'en_US', 'fa_IR'),
        async (tasks, locale) => {
          await store(ada, tasks);
          const surroundings = { now, env: { LC_ALL: locale } };
          const { stdout } = await ada.todo('stats --json', surroundings);
          expect(JSON.parse(stdout)).toMatchObject(
            countOneByOne(tasks, now, { de_DE: 0, en_US: 6, fa_IR: 5 }[locale]),
          );
          const month = dateHere(now).slice(0, 7);
          const calendar = JSON.parse((await ada.todo(`calendar ${month} --json`, surroundings)).stdout);
          expect(calendar).toMatchObject(dueOneByOne(tasks, now, month));
        },
      ),
      { numRuns: runs(12) },
    );
  });
});

function anyTask(now: Date, change: Date): fc.Arbitrary<StoredTask> {
  const instant = fc.oneof(within(now, -70, 0), within(change, -2, 2));
  return fc.record({
    title: fc.constantFrom('Pay rent', 'Pack'),
    created: instant,
    completed: fc.oneof(fc.constant(null), instant, within(now, -8, 0)),
    due: fc.oneof(
      fc.constant(null),
      fc.integer({ min: -45, max: 45 }).map((days) => dateOf(dayNumber(dateHere(now)) + days)),
    ),
    time: fc.constant(null),
    priority: fc.constantFrom('High', 'Medium', 'Low'),
    tags: fc.subarray(['home', 'work']),
  });
}

/** To the minute, so many days from an instant. */
function within(instant: Date, least: number, most: number): fc.Arbitrary<string> {
  return fc
    .integer({ min: least * 1_440, max: most * 1_440 })
    .map((minutes) => new Date(instant.getTime() + minutes * 60_000).toISOString());
}

/** The date of an instant where this process runs. */
function dateHere(instant: Date): string {
  const [month, day] = [instant.getMonth() + 1, instant.getDate()].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `${instant.getFullYear()}-${month}-${day}`;
}

function countOneByOne(tasks: readonly StoredTask[], now: Date, firstWeekday: number) {
  const today = dateHere(now);
  const day = dayNumber(today);
  const week = weekBegin(day, firstWeekday);
  const open = tasks.filter(({ completed }) => completed === null);
  const doneDays = tasks.flatMap(({ completed }) =>
    typeof completed === 'string' ? [dateHere(new Date(completed))] : [],
  );
  const doneOn = (date: string) => doneDays.filter((each) => each === date).length;
  const streakUntil = (last: number): number => (doneOn(dateOf(last)) === 0 ? 0 : 1 + streakUntil(last - 1));
  const openAfter = (date: string) =>
    tasks.filter(
      ({ created, completed }) =>
        dateHere(new Date(created)) <= date &&
        (typeof completed !== 'string' || dateHere(new Date(completed)) > date),
    ).length;
  const weekEnds = [7, 6, 5, 4, 3, 2, 1].map((ago) => dateOf(week - 7 * (ago - 1) - 1));
  return {
    today,
    open: open.length,
    done: tasks.length - open.length,
    overdue: open.filter(({ due }) => typeof due === 'string' && due < today).length,
    doneToday: doneOn(today),
    doneThisWeek: doneDays.filter((date) => date >= dateOf(week)).length,
    streak: {
      current: streakUntil(day) || streakUntil(day - 1),
      longest: Math.max(0, ...doneDays.map((date) => streakUntil(dayNumber(date)))),
    },
    doneByDay: Array.from({ length: 14 }, (_, index) => dateOf(day - 13 + index)).map((date) => ({
      date,
      done: doneOn(date),
    })),
    openByWeek: [
      ...weekEnds.map((date) => ({ date, open: openAfter(date) })),
      { date: today, open: open.length },
    ],
    priorities: ['High', 'Medium', 'Low'].map((priority) => ({
      priority,
      open: open.filter((task) => task.priority === priority).length,
      done: tasks.filter((task) => task.priority === priority && task.completed !== null).length,
    })),
  };
}

function dueOneByOne(tasks: readonly StoredTask[], now: Date, month: string) {
  const today = dateHere(now);
  const isLate = ({ due, completed }: StoredTask) =>
    completed === null && typeof due === 'string' && due < today;
  const days = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
  return {
    month,
    today,
    overdueBefore: tasks.filter((task) => isLate(task) && (task.due ?? '') < month).length,
    days: Array.from({ length: days }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`).map(
      (date) => {
        const due = tasks.filter((task) => task.due === date);
        return {
          date,
          open: due.filter(({ completed }) => completed === null).length,
          done: due.filter(({ completed }) => completed !== null).length,
          overdue: due.filter(isLate).length,
        };
      },
    ),
  };
}
