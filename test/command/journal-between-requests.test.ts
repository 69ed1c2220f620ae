import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Neon } from '../neon/stand-in.ts';
import { tasksOf } from '../support/every-write.ts';
import { journalDisagreements } from '../support/journal-agrees.ts';
import { newMachine } from '../support/machine.ts';
import { startPreparedNeon } from '../support/prepared-neon.ts';
import type { Outcome } from '../support/run-todo.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { databaseOf } from '../support/test-database.ts';

/** Long enough for two commands of another machine. */
const PAUSE_MS = 1_500;

let neon: Neon;
let ada: User;
beforeAll(async () => {
  neon = await startPreparedNeon({ engine: 'postgres' });
});
afterAll(() => neon.close());
beforeEach(async () => {
  ada = await signUpUser(databaseOf(neon));
  await ada.todo('add Milk');
  await ada.todo('add Pay rent --due 2026-11-27 --repeat monthly');
});

/** Completes Milk with a first request and the rent with a second one, between which another machine runs `commands`. */
async function completeAround(commands: readonly string[]): Promise<Outcome> {
  const other = newMachine(neon.url());
  neon.inject({ kind: 'delay', ms: 0 });
  neon.inject({ kind: 'delay', ms: PAUSE_MS });
  const second = neon.requests.length + 2;
  const running = ada.todo('done 1 2');
  while (neon.requests.length < second) await new Promise((resolve) => setTimeout(resolve, 5));
  for (const words of commands) {
    expect((await other.todo(words, { env: { TODO_TOKEN: ada.token } })).exitCode).toBe(0);
  }
  return running;
}

describe('a command of two requests, with commands of another machine between them', () => {
  it.each([
    [['edit 2 pri:high']],
    [['done 2', 'reopen 2']],
    [['add Eggs']],
    [['edit 2 --title Rent', 'undo']],
  ])('is told as it was: %j', async (commands) => {
    expect((await completeAround(commands)).exitCode).toBe(0);
    expect(await journalDisagreements(ada.database, ada.id)).toEqual([]);
  });

  it('is undone before what came between, of which nothing is lost', async () => {
    await completeAround(['done 2', 'reopen 2']);
    const untilNow = ['1 Milk done Medium', '2 Pay rent done Medium', '4 Pay rent open Medium'];
    expect(await tasksOf(ada)).toEqual(untilNow);
    const left = [];
    for (let count = 0; count < 6; count += 1) {
      expect((await ada.todo('undo')).exitCode).toBe(0);
      left.push(await tasksOf(ada));
    }
    expect(left).toEqual([
      ['1 Milk done Medium', '2 Pay rent open Medium'],
      ['1 Milk done Medium', '2 Pay rent done Medium', '3 Pay rent open Medium'],
      ['1 Milk done Medium', '2 Pay rent open Medium'],
      ['1 Milk open Medium', '2 Pay rent open Medium'],
      ['1 Milk open Medium'],
      [],
    ]);
  });
});
