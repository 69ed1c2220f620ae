import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault, Neon } from '../neon/stand-in.ts';
import { countCommands, EVERY_WRITE, prepareAccount, runWrite, tasksOf } from '../support/every-write.ts';
import { journalDisagreements } from '../support/journal-agrees.ts';
import { startPreparedNeon } from '../support/prepared-neon.ts';
import { signUpUser } from '../support/sign-up-user.ts';
import { databaseOf } from '../support/test-database.ts';

let neon: Neon;
beforeAll(async () => {
  neon = await startPreparedNeon({ engine: 'postgres' });
});
afterAll(() => neon.close());

const PASSING: readonly Fault[] = [
  { kind: 'drop-before' },
  { kind: 'drop-after-commit' },
  { kind: 'control-plane' },
  { kind: 'too-many-connections' },
  { kind: 'html', status: 502 },
];

describe.each(EVERY_WRITE)('todo $words after $prepared', (write) => {
  const places = Array.from({ length: write.requests }, (_, index) => index + 1);
  const cases = PASSING.flatMap((fault) => places.map((place) => ({ fault, place })));

  it.each(cases)(
    'is done and written down once after $fault.kind of request $place',
    async ({ fault, place }) => {
      const ada = await signUpUser(databaseOf(neon));
      await prepareAccount(ada, write);
      const before = Number(await countCommands(ada));
      if (place > 1) neon.inject({ kind: 'delay', ms: 0 }, place - 1);
      neon.inject(fault);
      const { exitCode, stdout } = await runWrite(write, ada);
      expect([exitCode, stdout]).toEqual([0, write.stdout]);
      expect(await tasksOf(ada)).toEqual(write.leaves);
      expect(await countCommands(ada)).toBe(before + 1);
      expect(await journalDisagreements(ada.database, ada.id)).toEqual([]);
    },
  );

  it.each(places)('is not done where a page answers request %i', async (place) => {
    const ada = await signUpUser(databaseOf(neon));
    await prepareAccount(ada, write);
    const untouched = await tasksOf(ada);
    const before = Number(await countCommands(ada));
    if (place > 1) neon.inject({ kind: 'delay', ms: 0 }, place - 1);
    neon.inject({ kind: 'html' });
    expect((await runWrite(write, ada)).exitCode).toBe(6);
    const half = place > 1 ? write.leavesAfterFirst : undefined;
    expect(await tasksOf(ada)).toEqual(half ?? untouched);
    expect(await countCommands(ada)).toBe(half === undefined ? before : before + 1);
    expect(await journalDisagreements(ada.database, ada.id)).toEqual([]);
  });
});
