import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Neon } from '../neon/stand-in.ts';
import { tasksOf } from '../support/every-write.ts';
import { startPreparedNeon } from '../support/prepared-neon.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { databaseOf } from '../support/test-database.ts';

// Neon's limits are 10 MiB each, or 64 in its cloud; smaller ones show the same with fewer tasks.
const LIMIT = 200_000;
/** With a note of 3,000 characters each, nearly as much as one answer may hold. */
const stdin = Array.from(
  { length: 50 },
  (_, index) => `Box ${index + 1} note:"${'Books '.repeat(500)}"`,
).join('\n');

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

let neon: Neon;
let ada: User;
beforeAll(async () => {
  neon = await startPreparedNeon({ engine: 'postgres', maxResponseBytes: LIMIT });
});
afterAll(() => neon.close());
beforeEach(async () => {
  ada = await signUpUser(databaseOf(neon));
  await ada.todo('add - -q', { stdin });
});

it('what was added in one request is undone and redone in one', async () => {
  expect(await tasksOf(ada)).toHaveLength(50);
  expect(await ada.todo('undo -q')).toMatchObject({ exitCode: 0, stderr: '' });
  expect(await tasksOf(ada)).toEqual([]);
  expect(await ada.todo('redo -q')).toMatchObject({ exitCode: 0, stderr: '' });
  expect(await tasksOf(ada)).toHaveLength(50);
});

it('what is too much for one answer comes in parts', async () => {
  await ada.todo('rm 1-25 --yes -q');
  await ada.todo('add - -q', { stdin });
  await ada.todo('undo -q');
  const numbers = [...range(51, 100), ...range(1, 25)];
  const { exitCode, stdout } = await ada.todo('trash -q');
  expect([exitCode, stdout.trimEnd().split('\n').map(Number)]).toEqual([0, numbers]);
  expect((await ada.todo('trash --limit 30 -q')).stdout.split('\n')).toHaveLength(31);
});

it('what is deleted with two requests, whose answers name each task twice, comes back with two', async () => {
  for (const words of ['rm 1-25 --yes -q', 'rm 26-50 --yes -q', 'undo -q', 'undo -q', 'redo -q', 'undo -q']) {
    expect(await ada.todo(words)).toMatchObject({ exitCode: 0, stderr: '' });
  }
  expect(await tasksOf(ada)).toHaveLength(50);
});
