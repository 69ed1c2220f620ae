import { describe, expect, it } from 'vitest';
import { SCHEMA_VERSION } from '../../src/data/schema-version.ts';
import { startWorld } from './world.ts';

const world = startWorld();

describe('many at once', () => {
  it(
    '40 adds of one user by 40 processes give 40 tasks and the numbers 1 to 40',
    { timeout: 120_000 },
    async () => {
      const laptop = world.machine();
      await laptop.signUp('ada');

      const outcomes = await Promise.all(
        // 40 processes on a machine with two cores take turns, and each has a deadline.
        Array.from({ length: 40 }, (_, i) =>
          laptop.todo('add', `Task ${i + 1}`, '--json', '--timeout', '60'),
        ),
      );

      expect(outcomes.filter(({ code, stderr }) => code !== 0 || stderr !== '')).toEqual([]);
      const added = await world.neon.query('select number, title from todo.tasks order by number');
      expect(added.map(({ number }) => number)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
      expect(new Set(added.map(({ title }) => title))).toHaveLength(40);
      const told: unknown[] = outcomes.map(({ stdout }) => JSON.parse(stdout));
      expect(told).toEqual(expect.arrayContaining(added.map((task) => expect.objectContaining(task))));
    },
  );

  it(
    '20 processes that complete one occurrence of a recurring task add the next one once',
    { timeout: 120_000 },
    async () => {
      const laptop = world.machine();
      const name = world.name();
      await laptop.signUp(name);
      await laptop.todo('add', 'Pay rent', '--due', '2026-11-27', '--repeat', 'daily');

      const outcomes = await Promise.all(
        Array.from({ length: 20 }, () => laptop.todo('done', '1', '--json', '--timeout', '60')),
      );

      expect(outcomes.filter(({ code, stderr }) => code !== 0 || stderr !== '')).toEqual([]);
      const stored = await world.neon.query(
        `select t.number, t.completed from todo.tasks t join todo.users u on u.id = t.user_id
          where u.username = $1 order by t.number`,
        [name],
      );
      expect(stored).toEqual([
        { number: 1, completed: true },
        { number: 2, completed: false },
      ]);
    },
  );

  it.each([1, 2, 3])('two first sign-ups in an empty database both succeed (round %i)', async () => {
    const url = world.neon.url({ database: await world.neon.createDatabase() });
    const database = new URL(url).pathname.slice(1);
    const machines = [world.machine(), world.machine()].map((machine) => machine.with({ DATABASE_URL: url }));

    await Promise.all(machines.map((machine, i) => machine.signUp(['ada', 'ben'][i] ?? '')));

    expect(await world.neon.query('select username from todo.users order by username', [], database)).toEqual(
      [{ username: 'ada' }, { username: 'ben' }],
    );
    const versions = await world.neon.query(
      'select version from todo.migrations order by version',
      [],
      database,
    );
    expect(versions).toEqual(Array.from({ length: SCHEMA_VERSION }, (_, index) => ({ version: index + 1 })));
    for (const machine of machines) {
      expect(await machine.todo('add', 'Say hello')).toMatchObject({
        code: 0,
        stdout: 'Added #1 Say hello\n',
      });
    }
  });

  it('a migration by hand and a first sign-up both succeed', async () => {
    const url = world.neon.url({ database: await world.neon.createDatabase() });
    const [owner, guest] = [world.machine(), world.machine()].map((machine) =>
      machine.with({ DATABASE_URL: url }),
    );

    const [migrated] = await Promise.all([owner?.todo('db', 'migrate'), guest?.signUp('ada')]);

    expect(migrated).toMatchObject({ code: 0, stderr: '' });
  });
});
