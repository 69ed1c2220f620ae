import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Endpoint, Neon } from '../neon/stand-in.ts';
import { startPreparedNeon } from '../support/prepared-neon.ts';
import { PLAIN_TERMINAL } from '../support/run-todo.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { databaseOf } from '../support/test-database.ts';

/** So many come in with a request. */
const BATCH = 1_000;
const stdin = Array.from({ length: 3 * BATCH }, (_, index) => `(A) Box ${index + 1}\n`).join('');

let neon: Neon;
let endpoint: Endpoint;
let ada: User;
beforeAll(async () => {
  neon = await startPreparedNeon({ engine: 'postgres' });
});
afterAll(() => neon.close());
beforeEach(async () => {
  endpoint = await neon.openEndpoint();
  ada = await signUpUser(
    databaseOf({ url: () => endpoint.url(), query: (...asked) => neon.query(...asked) }),
  );
});

afterEach(() => endpoint.close());

async function countTasks(): Promise<unknown> {
  const [row] = await neon.query('select count(*)::int from todo.tasks where user_id = $1', [ada.id]);
  return row?.['count'];
}

it.each([
  ['before it runs', { kind: 'drop-before' } as const, 2 * BATCH],
  ['after it has run', { kind: 'drop-after-commit' } as const, 3 * BATCH],
])('an import that the network breaks off for good %s says how much is in', async (_, fault, expected) => {
  endpoint.inject({ kind: 'delay', ms: 0 }, 2);
  endpoint.inject(fault, 1_000);

  const { exitCode, stdout, stderr } = await ada.todo('import - --timeout 2', { ...PLAIN_TERMINAL, stdin });

  expect([exitCode, stdout]).toEqual([6, 'Added 2,000 tasks (#1-2000)\n']);
  expect(stderr).toMatch(
    /^Error: .*\n2,000 tasks are in, and perhaps those that were on their way: `todo undo` takes them back, and the same import again goes on\.\n$/,
  );
  expect(await countTasks()).toBe(expected);
});

it('an import that the network breaks for a moment is brought to its end, once', async () => {
  endpoint.inject({ kind: 'delay', ms: 0 });
  endpoint.inject({ kind: 'drop-after-commit' });
  endpoint.inject({ kind: 'drop-before' });

  expect(await ada.todo('import -', { ...PLAIN_TERMINAL, stdin })).toEqual({
    exitCode: 0,
    stdout: 'Added 3,000 tasks (#1-3000)\n',
    stderr: '',
  });
  expect(await countTasks()).toBe(3 * BATCH);
  expect((await ada.todo('undo -q')).stdout.split('\n')).toHaveLength(3 * BATCH + 1);
  expect(await countTasks()).toBe(0);
});
