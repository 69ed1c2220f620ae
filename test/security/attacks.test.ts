import assert from 'node:assert/strict';
import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attempt } from '../support/attempt.ts';
import { type Server, startServer } from '../support/server.ts';
import { addTwoUsers, ALICE, asUser, MALLORY, readAllAbout } from '../support/two-users.ts';
import { attack, attackWithout } from './attack.ts';
import { ATTACKS } from './attacks/all.ts';
import { type GuardName, GUARDS } from './guards.ts';

// Mallory holds the connection string that everybody shares, and sends what he likes. Each attack is tried twice: against the database as it
// is, and by the same role where what stops it is missing, since an attack that could never succeed proves nothing.

const MAJOR = process.env['TEST_POSTGRES'] === '18' ? 18 : 17;

let server: Server;
let superuser: Client;
let alice: Client;
let mallory: Client;
let before: string;
let beforeOfMallory: string;

beforeAll(async () => {
  server = await startServer();
  await server.install('neondb');
  const owner = await server.connect('owner', 'neondb');
  await addTwoUsers(owner);
  await owner.query(`insert into todo.sessions (user_id, token_hash, device, expires_at)
    values ('${ALICE.id}', sha256('expired secret of alice'), 'phone of alice', now() - interval '1 second')`);
  superuser = await server.connect('superuser', 'neondb');
  // Statistics of everything that statistics are kept of.
  await superuser.query('analyze');
  before = await readAllAbout(superuser, ALICE);
  beforeOfMallory = await readAllAbout(superuser, MALLORY);
  alice = await server.connect('client', 'neondb');
  mallory = await server.connect('client', 'neondb');
});
afterAll(() => server.close());

it(`runs on PostgreSQL ${MAJOR}`, async () => {
  expect(await attempt(superuser, 'show server_version')).toEqual([
    [expect.stringMatching(new RegExp(`^${MAJOR}\\.`))],
  ]);
});

/** Nothing is changed, and the program still works for Alice over the same login. */
async function checkBoth(): Promise<void> {
  assert.equal(await readAllAbout(superuser, ALICE), before);
  assert.equal(await readAllAbout(superuser, MALLORY), beforeOfMallory);
  const role = "select set_config('role', 'todo_user', true), set_config('search_path', 'pg_catalog', true)";
  assert.deepEqual(await attempt(alice, role, asUser(ALICE), 'select number from todo.tasks order by 1'), [
    [1],
    [2],
  ]);
}

const known = ATTACKS.filter(({ since = 0 }) => since <= MAJOR);

describe.each(known)('Mallory $what', ({ guards, sessions, gains, without = 'something', attacks }) => {
  describe.each(sessions)('%s', (session) => {
    afterAll(checkBoth);

    it.each(attacks)(`gains ${shown(gains)} by: %s`, async (_name, ...sql) => {
      expect(await attack(mallory, { session, sql, like: gains })).toEqual(gains);
    });

    it.each(attacks)(
      `without ${guards.join(' and ')}, gains ${shown(without)} by: %s`,
      async (_name, ...sql) => {
        expect(await attackWithout(superuser, guards, { session, sql, like: without })).toEqual(without);
      },
    );

    describe.each(guards.length > 1 ? guards : [])('without %s alone, gains as little', (guard) => {
      it.each(attacks)('by: %s', async (_name, ...sql) => {
        expect(await attackWithout(superuser, [guard], { session, sql, like: without })).not.toEqual(without);
      });
    });
  });
});

/** Guards of attacks that are more than one transaction. */
const ELSEWHERE: readonly GuardName[] = [
  'the clock',
  'the deletion of sessions',
  'limits of sign-ups',
  'limits of tasks',
  'limits of sessions',
];

it('every guard stops something', () => {
  const guards = [...ATTACKS.flatMap((attacks) => attacks.guards), ...ELSEWHERE];
  expect(new Set<string>(guards)).toEqual(new Set(Object.keys(GUARDS)));
});

function shown(gain: unknown): string {
  return typeof gain === 'string' ? gain : JSON.stringify(gain);
}
