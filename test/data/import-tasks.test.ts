import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { importTasks } from '../../src/commands/import-tasks.ts';
import type { ImportedTask } from '../../src/domain/imported-task.ts';
import { tasksOf } from '../support/every-write.ts';
import { importAll, imported, NOW } from '../support/imported.ts';
import { journalDisagreements, miscounts } from '../support/journal-agrees.ts';
import { oneRun } from '../support/one-run.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { sharedPostgres } from '../support/test-database.ts';

let ada: User;
beforeEach(async () => {
  ada = await signUpUser(sharedPostgres());
});

const added = (...numbers: readonly number[]) => numbers.map((number) => ({ number, isNew: true }));
const there = (...numbers: readonly number[]) => numbers.map((number) => ({ number, isNew: false }));
const DONE = { completed: true } as const;

async function isSound(): Promise<void> {
  expect(await journalDisagreements(ada.database, ada.id)).toEqual([]);
  expect(await miscounts(ada.database, ada.id)).toEqual([]);
}

describe('an import', () => {
  it('adds the tasks in the order of the file, behind those that are there', async () => {
    await ada.todo('add Eggs');
    expect(await importAll(ada, [imported('Milk'), imported('Bread', DONE), imported('Apples')])).toEqual(
      added(2, 3, 4),
    );
    expect(await tasksOf(ada)).toEqual([
      '1 Eggs open Medium',
      '2 Milk open Medium',
      '3 Bread done Medium',
      '4 Apples open Medium',
    ]);
    await isSound();
  });

  it('keeps every field and every time of the file', async () => {
    const id = randomUUID();
    await importAll(ada, [
      imported('Fähre "buchen" \\ 🧳', {
        id,
        description: 'two\nlines',
        due: { on: '2026-11-27', at: '18:30' },
        priority: 'High',
        tags: ['home', 'null', 'project/Home.Kitchen'],
        recursionPattern: 'FREQ=MONTHLY',
        completed: true,
        completedAt: new Date('2026-01-03T04:05:06.789Z'),
        createdAt: new Date('2026-01-02T03:04:05.678Z'),
        updatedAt: new Date('2026-01-04T05:06:07.890Z'),
      }),
    ]);
    const { stdout } = await ada.todo('show 1 --json');
    expect(JSON.parse(stdout)).toMatchObject({
      id,
      number: 1,
      title: 'Fähre "buchen" \\ 🧳',
      description: 'two\nlines',
      dueDate: '2026-11-27',
      dueTime: '18:30',
      priority: 'High',
      tags: ['home', 'null', 'project/Home.Kitchen'],
      recursionPattern: 'FREQ=MONTHLY',
      completed: true,
      completedAt: '2026-01-03T04:05:06.789Z',
      createdAt: '2026-01-02T03:04:05.678Z',
      updatedAt: '2026-01-04T05:06:07.890Z',
    });
  });

  it('takes times that lie ahead for now, and an edit before the beginning for the beginning', async () => {
    await importAll(ada, [
      imported('Ahead', {
        ...DONE,
        completedAt: new Date('9999-12-31T23:59:59.999Z'),
        createdAt: new Date('+010000-01-01T00:00:00Z'),
        updatedAt: new Date('9999-01-01'),
      }),
      imported('Long ago', {
        ...DONE,
        completedAt: new Date('-000044-03-15'),
        createdAt: new Date('2020-01-01'),
        updatedAt: new Date('2019-01-01'),
      }),
    ]);
    const rows = await ada.database.query(
      `select title, completed_at <= now() and created_at <= now() and updated_at <= now() as is_past, updated_at >= created_at as follows,
              created_at > now() - interval '1 minute' as is_now
         from todo.tasks where user_id = $1 order by number`,
      [ada.id],
    );
    expect(rows).toEqual([
      { title: 'Ahead', is_past: true, follows: true, is_now: true },
      { title: 'Long ago', is_past: true, follows: true, is_now: false },
    ]);
  });

  it('takes the beginning of a task that is done for its end, where the file does not tell', async () => {
    await importAll(ada, [imported('Milk', { ...DONE, createdAt: new Date('2020-01-01T10:00:00Z') })]);
    expect(JSON.parse((await ada.todo('show 1 --json')).stdout)).toMatchObject({
      completedAt: '2020-01-01T10:00:00.000Z',
    });
  });

  it('adds nothing without being told to, and tells what it would add', async () => {
    await ada.todo('add Milk');
    const outcomes = [
      { number: 1, isNew: false },
      { number: null, isNew: true },
    ];
    expect(await importAll(ada, [imported('Milk'), imported('Bread')], { apply: false })).toEqual(outcomes);
    expect(await tasksOf(ada)).toEqual(['1 Milk open Medium']);
  });

  it('is refused to a token that may only read, which may ask what it would add', async () => {
    const token = (await ada.todo('token create --name wallboard --read-only')).stdout.trim();
    const file = [imported('Milk')];
    expect(await importAll({ ...ada, token }, file, { apply: false })).toEqual([
      { number: null, isNew: true },
    ]);
    await expect(importAll({ ...ada, token }, file)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await tasksOf(ada)).toEqual([]);
  });

  it('of nothing is no request', async () => {
    expect(await importAll(ada, [])).toEqual([]);
  });
});

describe('a second import', () => {
  const FILE = [
    imported('Milk'),
    imported('Milk'),
    imported('Bread', { id: randomUUID() }),
    imported('Run', DONE),
  ];

  it('adds nothing', async () => {
    expect(await importAll(ada, FILE)).toEqual(added(1, 2, 3, 4));
    expect(await importAll(ada, FILE)).toEqual(there(1, 2, 3, 4));
  });

  it('adds nothing whatever became of the tasks', async () => {
    await importAll(ada, FILE);
    await ada.todo('done 1 3');
    await ada.todo('edit 2 pri:high due:tomorrow');
    await ada.todo('reopen 4');
    expect(await importAll(ada, FILE)).toEqual(there(1, 2, 3, 4));
    await isSound();
  });

  it('adds nothing where the file has been sorted, or tasks been done in it', async () => {
    await importAll(ada, FILE);
    const later = FILE.map((task) => ({ ...task, completed: true, completedAt: NOW })).toReversed();
    expect(await importAll(ada, later)).toEqual(there(4, 3, 1, 2));
  });

  it('brings deleted tasks in again, under new numbers', async () => {
    await importAll(ada, FILE);
    await ada.todo('rm 2 3 --yes');
    expect(await importAll(ada, FILE)).toEqual([...there(1), ...added(5, 6), ...there(4)]);
    await isSound();
  });

  it('brings all of it in again that was undone', async () => {
    await importAll(ada, FILE);
    await ada.todo('undo');
    expect(await tasksOf(ada)).toEqual([]);
    expect(await importAll(ada, FILE)).toEqual(added(5, 6, 7, 8));
    await ada.todo('undo');
    await ada.todo('redo');
    expect(await importAll(ada, FILE)).toEqual(there(5, 6, 7, 8));
    await isSound();
  });
});

describe('a row that the file does not name', () => {
  it.each<[string, string, ImportedTask]>([
    ['is there', 'add Milk', imported('Milk')],
    [
      'is there with a due time',
      'add Milk --due 2026-11-27T18:30',
      imported('Milk', { due: { on: '2026-11-27', at: '18:30' } }),
    ],
    ['is there with tags', 'add Milk +home +b', imported('Milk', { tags: ['home', 'b'] })],
    ['is there with a note', 'add Milk --note 2%', imported('Milk', { description: '2%' })],
  ])('%s, if a task has its content', async (_, words, task) => {
    expect(await ada.todo(words)).toMatchObject({ exitCode: 0 });
    expect(await importAll(ada, [task])).toEqual(there(1));
  });

  it.each<[string, Partial<ImportedTask>]>([
    ['title', { title: 'milk' }],
    ['note', { description: 'Oat' }],
    ['due date', { due: { on: '2026-11-28', at: null } }],
    ['due time', { due: { on: '2026-11-27', at: '00:00' } }],
    ['priority', { priority: 'Low' }],
    ['tags', { tags: ['home'] }],
    ['recurrence', { recursionPattern: 'FREQ=DAILY' }],
    ['state', DONE],
  ])('is not there, if only its %s differs', async (_, change) => {
    await ada.todo('add Milk --due 2026-11-27');
    const task = imported('Milk', { due: { on: '2026-11-27', at: null }, ...change });
    expect(await importAll(ada, [task])).toEqual(added(2));
  });

  it('is not there for a row before it that has the same content', async () => {
    await ada.todo('add Milk');
    expect(await importAll(ada, [imported('Milk'), imported('Milk')])).toEqual([...there(1), ...added(2)]);
    expect(await importAll(ada, [imported('Milk'), imported('Milk')])).toEqual(there(1, 2));
  });

  it('is there if a task of its content was done on its day, in the zone of the program', async () => {
    await ada.todo('add Milk');
    await ada.todo('done 1');
    await ada.database.query(
      `update todo.tasks set completed_at = '2026-03-28T23:30:00Z' where user_id = '${ada.id}'`,
    );
    // The day on which clocks are put forward in Berlin: 23 hours, from 23:00 UTC on.
    const on = (instant: string) => imported('Milk', { ...DONE, completedAt: new Date(instant) });
    const days = ['2026-03-29T21:59:59Z', '2026-03-29T22:00:00Z', '2026-03-28T22:59:59Z'].map(on);
    expect(await importAll(ada, days)).toEqual([...there(1), ...added(2, 3)]);
    expect(await importAll(ada, [imported('Milk', DONE)])).toEqual(there(3));
  });

  it('may be the same as one with an id, which counts for one', async () => {
    await ada.todo('add Milk');
    const file = [imported('Milk', { id: randomUUID() }), imported('Milk'), imported('Milk')];
    expect(await importAll(ada, file)).toEqual([...added(2), ...there(1), ...added(3)]);
    expect(await importAll(ada, file)).toEqual(there(2, 2, 3));
  });
});

it('an id that the file has twice is one task', async () => {
  const id = randomUUID();
  const file = [imported('Milk', { id }), imported('Bread', { id: id.toUpperCase() }), imported('Eggs')];
  expect(await importAll(ada, file)).toEqual([...added(1), ...there(1), ...added(2)]);
  expect(await tasksOf(ada)).toEqual(['1 Milk open Medium', '2 Eggs open Medium']);
});

describe('a file of several batches', () => {
  const FILE = Array.from({ length: 2_500 }, (_, index) =>
    imported(index % 2 === 0 ? 'Milk' : `Box ${index}`),
  );
  const ALL = FILE.map((_, index) => index + 1);

  it('is the same as one, also if it was interrupted between two', async () => {
    const batches = importTasks(FILE, { apply: true }, { ...oneRun(ada), now: () => NOW });
    const first = await batches.next();
    await batches.return();
    expect(first.value).toEqual({ outcomes: added(...ALL.slice(0, 1_000)) });
    expect(await importAll(ada, FILE)).toEqual([
      ...there(...ALL.slice(0, 1_000)),
      ...added(...ALL.slice(1_000)),
    ]);
    expect(await importAll(ada, FILE)).toEqual(there(...ALL));
    await isSound();
  });

  it('is one command, also if others come between', async () => {
    await ada.todo('add Eggs');
    const batches = importTasks(FILE, { apply: true }, { ...oneRun(ada), now: () => NOW });
    await batches.next();
    await ada.todo('edit 2 pri:high');
    await ada.todo('rm 3 --yes');
    await ada.todo('add Flour');
    await batches.next();
    await ada.todo('done 1002');
    await batches.next();
    const names = 'select name, size from todo.commands where user_id = $1 order by seq';
    expect(await ada.database.query(names, [ada.id])).toEqual([
      { name: 'add', size: 1 },
      { name: 'import', size: 2_500 },
      ...['edit', 'rm', 'add', 'done'].map((name) => ({ name, size: 1 })),
    ]);
    await isSound();
    await expectWayBack(5);
  });
});

/** That so many undos lead back to the one task that was there first, and as many redos to where they began. */
async function expectWayBack(undos: number): Promise<void> {
  const end = await tasksOf(ada);
  for (let undo = 0; undo < undos; undo += 1)
    expect(await ada.todo('undo -q')).toMatchObject({ exitCode: 0 });
  expect(await tasksOf(ada)).toEqual(['1 Eggs open Medium']);
  for (let redo = 0; redo < undos; redo += 1)
    expect(await ada.todo('redo -q')).toMatchObject({ exitCode: 0 });
  expect(await tasksOf(ada)).toEqual(end);
  await isSound();
}
