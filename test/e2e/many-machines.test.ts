import { beforeAll, expect, it } from 'vitest';
import type { CrowdMachine } from '../support/crowd-machines.ts';
import { letCrowdWork, openToCrowds } from '../support/crowd.ts';
import { effort } from '../support/effort.ts';
import { databaseOf } from '../support/test-database.ts';
import { startWorld } from './world.ts';

/** Of every account but the last, how many processes run at any moment. */
const SETTLED = effort([6, 4], [25, 10, 5, 5]);
const WANDERING = effort(2, 5);
const SECONDS = effort(12, 60);
const SEEDS = effort([20261123], [20261123, 2, 3]);

const world = startWorld();

beforeAll(async () => {
  await world.machine().todo('db', 'migrate');
  await openToCrowds(databaseOf(world.neon));
});

it.each(SEEDS)(
  'processes that do anything at once all say what became of it, and damage nothing (seed %i)',
  { timeout: effort(120_000, 1_200_000) },
  async (seed) => {
    const { complaints, figures } = await letCrowdWork({
      database: databaseOf(world.neon),
      settled: SETTLED,
      wandering: WANDERING,
      seconds: SECONDS,
      seed,
      newMachine,
    });
    process.stdout.write(figures);
    expect(complaints).toEqual([]);
  },
);

function newMachine(): CrowdMachine {
  const machine = world.machine();
  return {
    todo: async (words, { stdin, env }) => {
      const { code, ...output } = await machine.with(env).pipe(stdin, ...words);
      return { exitCode: code, ...output };
    },
  };
}
