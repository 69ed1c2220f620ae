import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Machine } from './machine.ts';
import { startWorld } from './world.ts';

const world = startWorld();

let laptop: Machine;
let name: string;

beforeAll(() => world.machine().signUp('first'));

beforeEach(async () => {
  laptop = world.machine();
  name = world.name();
  await laptop.signUp(name);
});

const titles = async (): Promise<unknown[]> => {
  const rows = await world.neon.query(
    'select title from todo.tasks t join todo.users u on u.id = t.user_id where username = $1 order by number',
    [name],
  );
  return rows.map(({ title }) => title);
};

/** Meets the faults that are left over, so that no later command does. */
async function useUp(faults: number): Promise<void> {
  for (let i = 0; i < faults; i += 1) {
    await fetch(`http://localhost:${world.neon.port}/sql`, { method: 'POST' });
  }
}

describe('edge case: the database is away for a moment', () => {
  it.each([
    ['Neon cannot wake it', { kind: 'control-plane' }],
    ['the connection breaks before the request has run', { kind: 'drop-before' }],
    ['the connection breaks after the request has run', { kind: 'drop-after-commit' }],
    ['a gateway answers with a page', { kind: 'html', status: 502 }],
  ] as const)('adds the task exactly once if %s', async (_, fault) => {
    world.neon.inject(fault);

    const outcome = await laptop.todo('add', 'Insure the car');

    expect(outcome).toEqual({ code: 0, stdout: 'Added #1 Insure the car\n', stderr: '' });
    expect(await titles()).toEqual(['Insure the car']);
  });

  it('waits for it within the deadline', async () => {
    await world.neon.refuse(1_000);

    expect(await laptop.todo('add', 'Insure the car')).toMatchObject({ code: 0 });

    expect(await titles()).toEqual(['Insure the car']);
  });

  it('ends with exit code 6 when the deadline has passed, and has changed nothing', async () => {
    // Longer than the deadline of the first command, and less than `list` waits, which may give up 3 s after it began.
    await world.neon.refuse(3_000);

    const outcome = await laptop.todo('add', 'Insure the car', '--timeout', '1');

    expect(outcome).toEqual({
      code: 6,
      stdout: '',
      stderr: expect.stringMatching(/^Error: Cannot reach localhost:\d+\/neondb \(ECONNREFUSED\)\.\n/),
    });
    // When it is back, as nothing but time brings it back.
    expect(await laptop.todo('list')).toMatchObject({ code: 0, stdout: '' });
    expect(await titles()).toEqual([]);
  });

  it('gives up on an answer that does not come, and says that the change may have been made', async () => {
    world.neon.inject({ kind: 'delay', ms: 30_000 });

    const outcome = await laptop.todo('add', 'Insure the car', '--timeout', '1', '--json');

    expect(outcome).toMatchObject({ code: 6, stdout: '' });
    expect(JSON.parse(outcome.stderr)).toEqual({
      error: {
        code: 'unavailable',
        message: expect.stringMatching(/^No answer from localhost:\d+\/neondb within 1 s$/),
        hint: expect.stringMatching(/^The change may have been made all the same/),
        retryable: true,
      },
    });
  });
});

describe('edge case: concurrent writes to one task from several machines', () => {
  it('keeps what each of them changed', async () => {
    await laptop.todo('add', 'Plan the holiday', '--tag', 'travel');
    const others = [world.machine(), world.machine(), world.machine()];
    for (const other of others) {
      await other.logIn(name);
    }
    const [phone = laptop, tablet = laptop, office = laptop] = others;

    const outcomes = await Promise.all([
      laptop.todo('edit', '1', '--title', 'Plan the summer holiday'),
      phone.todo('edit', '1', '--due', '2027-03-31'),
      tablet.todo('edit', '1', '--add-tag', 'family'),
      office.todo('edit', '1', '--priority', 'high'),
      phone.todo('edit', '1', '--note', 'Not in the school week'),
    ]);

    expect(outcomes.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
      Array.from({ length: 5 }, () => ({ code: 0, stderr: '' })),
    );
    expect(await laptop.json('show', '1')).toMatchObject({
      title: 'Plan the summer holiday',
      dueDate: '2027-03-31',
      tags: ['travel', 'family'],
      priority: 'High',
      description: 'Not in the school week',
    });
  });

  it('completes a recurring task once, whoever is first', async () => {
    await laptop.todo('add', 'Take out the bins', '--due', '2026-01-05', '--repeat', 'FREQ=WEEKLY');
    const phone = world.machine();
    await phone.logIn(name);

    const outcomes = await Promise.all(
      [laptop, phone, laptop, phone].map((machine) => machine.todo('done', '1')),
    );

    expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(await laptop.json('list', '--all', '--sort', 'number')).toMatchObject([
      { number: 1, completed: true },
      { number: 2, completed: false },
    ]);
  });
});

describe('edge case: the token is valid and the user was deleted', () => {
  it.each(['list', 'add Feed the cat', 'whoami', 'done 1'])('asks for a login: todo %s', async (line) => {
    await laptop.todo('add', 'Feed the cat');
    await world.neon.query('delete from todo.users where username = $1', [name]);

    expect(await laptop.todo(...line.split(' '))).toMatchObject({
      code: 4,
      stdout: '',
      stderr: expect.stringMatching(/^Error: .*\n.*`todo login`/),
    });
  });
});

describe('edge case: connections are exhausted', () => {
  it('tries again until there is one', async () => {
    world.neon.inject({ kind: 'too-many-connections' }, 3);

    expect(await laptop.todo('add', 'Insure the car')).toMatchObject({ code: 0, stderr: '' });

    expect(await titles()).toEqual(['Insure the car']);
  });

  it('ends with exit code 6 if there is none within the deadline', async () => {
    const before = world.neon.requests.length;
    world.neon.inject({ kind: 'too-many-connections' }, 50);

    const outcome = await laptop.todo('add', 'Insure the car', '--timeout', '1');
    const tries = world.neon.requests.length - before;
    await useUp(50 - tries);

    expect(outcome).toMatchObject({ code: 6, stdout: '', stderr: expect.stringContaining('53300') });
    expect(tries).toBeGreaterThan(1);
    expect(await titles()).toEqual([]);
  });
});

describe('edge case: the user of a task no longer exists', () => {
  it('leaves no task without a user behind', async () => {
    await laptop.pipe('Feed the cat\nWater the plants\n', 'add', '-');
    expect(await titles()).toEqual(['Feed the cat', 'Water the plants']);

    await world.neon.query('delete from todo.users where username = $1', [name]);

    expect(
      await world.neon.query(
        'select title from todo.tasks t where not exists (select from todo.users u where u.id = t.user_id)',
      ),
    ).toEqual([]);
  });
});

describe('edge case: DATABASE_URL changes', () => {
  it('is not logged in to the other database, and creates nothing there', async () => {
    await laptop.todo('add', 'Feed the cat');
    const database = await world.neon.createDatabase();
    const url = world.neon.url({ database });
    const changed = laptop.with({ DATABASE_URL: url });

    expect(await changed.todo('list')).toEqual({
      code: 4,
      stdout: '',
      stderr: expect.stringMatching(
        new RegExp(
          `^Error: Not logged in to localhost:\\d+/${database} \\(DATABASE_URL from the environment\\)\\.\n`,
        ),
      ),
    });
    expect(await changed.todo('add', 'Feed the dog')).toMatchObject({ code: 4 });
    expect(
      await world.neon.query(`select nspname from pg_namespace where nspname = 'todo'`, [], database),
    ).toEqual([]);
    expect(await laptop.todo('list')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Feed the cat'),
    });
  });

  it('keeps a login for each database, and mixes nothing', async () => {
    const database = await world.neon.createDatabase();
    const other = laptop.with({ DATABASE_URL: world.neon.url({ database }) });
    await other.signUp(name);

    await laptop.todo('add', 'A task at home');
    await other.todo('add', 'A task at work');

    expect(await laptop.json('list')).toMatchObject([{ number: 1, title: 'A task at home' }]);
    expect(await other.json('list')).toMatchObject([{ number: 1, title: 'A task at work' }]);
    expect(await titles()).toEqual(['A task at home']);
  });
});
