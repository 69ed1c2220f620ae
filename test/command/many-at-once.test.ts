import { beforeAll, expect, it } from 'vitest';
import { letCrowdWork, openToCrowds } from '../support/crowd.ts';
import { effort } from '../support/effort.ts';
import { newMachine } from '../support/machine.ts';
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
    timeout: 300_000,
  },
  async (seed) => {
    const { complaints, figures } = await letCrowdWork({
      database,
      settled: SETTLED,
      wandering: WANDERING,
      seconds: SECONDS,
      seed,
      newMachine: () => newMachine(database.url),
    });
    process.stdout.write(figures);
    expect(complaints).toEqual([]);
  },
);
