import { beforeAll, expect, it } from 'vitest';
import { tasksOf } from '../support/every-write.ts';
import { letCrowdWork, openToCrowds } from '../support/crowd.ts';
import { effort } from '../support/effort.ts';
import { newMachine } from '../support/machine.ts';
import type { User } from '../support/sign-up-user.ts';
import { emptyDatabase, type TestDatabase } from '../support/test-database.ts';

/** In one process, which costs a command less than a start of its own: more of them meet at the database than with real machines. */
const SETTLED = effort([8, 3], [25, 10, 5, 5]);
const WANDERING = effort(2, 5);
const SECONDS = effort(8, 60);
const SEEDS = effort([20261123], [20261123, 2, 3, 5]);

let database: TestDatabase;
beforeAll(async () => {
  database = await emptyDatabase();
  await newMachine(database.url).todo('db migrate');
  await openToCrowds(database);
});

it.each(SEEDS)(
  'whatever they do at once, everybody gets an answer that explains itself, and nothing is damaged (seed %i)',
  {
    timeout: effort(120_000, 1_200_000),
  },
  async (seed) => {
    const { complaints, figures, accounts } = await letCrowdWork({
      database,
      settled: SETTLED,
      wandering: WANDERING,
      seconds: SECONDS,
      seed,
      newMachine: () => newMachine(database.url),
    });
    process.stdout.write(figures);
    expect(complaints).toEqual([]);
    expect(await undoAll(accounts[1])).toEqual([]);
  },
);

/** Undoes one command after another until there is nothing to undo, and returns the tasks that are left. */
async function undoAll(user: User | undefined): Promise<unknown[]> {
  if (user === undefined) throw new Error('There is no such account.');
  let exitCode = 0;
  while (exitCode === 0) ({ exitCode } = await user.todo('undo'));
  expect(exitCode).toBe(3);
  return tasksOf(user);
}
