import type { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attempt, type Outcome } from '../support/attempt.ts';
import { type Server, startServer } from '../support/server.ts';
import { addTwoUsers, ALICE, asUser, verifier } from '../support/two-users.ts';

// Mallory has stolen a token of Alice's and is at work with it, in transactions that stay open, while Alice ends it.

let server: Server;
beforeAll(async () => {
  server = await startServer();
  await server.install('neondb');
  await server.install('unguarded');
  const owner = await server.connect('owner', 'unguarded');
  // As it was before it looked at its own session under a lock.
  const [[definition = ''] = []] = await rows(
    owner,
    "select pg_get_functiondef('todo.create_token'::regproc)",
  );
  await owner.query(definition.replace(/perform from todo\.sessions[^]*?end if;/, ''));
});
afterAll(() => server.close());

const STOLEN = { ...ALICE, secret: 'stolen' };
const ENTER = asUser(STOLEN, { write: true });
const ENDS: readonly (readonly [how: string, sql: string])[] = [
  [
    'revokes it',
    "select todo.revoke_sessions((select array_agg(id) from todo.list_sessions() where device = 'thief'))",
  ],
  ['changes her password', `select todo.change_password(${ALICE.key}, ${verifier("'new key'")})`],
  ['logs out everywhere', `select todo.logout('${ALICE.secret}', true)`],
  ['deletes her account', `select todo.delete_account(${ALICE.key})`],
];

describe.each(['neondb', 'unguarded'] as const)('in the database %s', (database) => {
  let owner: Client;
  let alice: Client;
  let mallory: Client;
  beforeAll(async () => {
    owner = await server.connect('owner', database);
    alice = await server.connect('client', database);
    mallory = await server.connect('client', database);
  });
  beforeEach(async () => {
    await owner.query('delete from todo.users');
    await addTwoUsers(owner);
    await attempt(alice, asUser(ALICE, { write: true }), mint('stolen', 'thief'));
  });

  it.each(ENDS)('a transaction that began before Alice %s makes no token that lasts', async (_how, end) => {
    await mallory.query('begin isolation level repeatable read');
    await mallory.query(ENTER);
    expect(await attempt(alice, asUser(ALICE, { write: true }), end)).toHaveLength(1);
    const minted = mallory.query(mint('minted', 'thief'));
    // Without the guard as well, there is no user any more for whom it could be.
    const works = database === 'unguarded' && !end.includes('delete_account');
    const outcome = await minted.then(
      () => 'made',
      (error: { readonly code?: string }) => error.code,
    );
    await mallory.query('commit');
    expect(outcome).toBe(works ? 'made' : '40001');
    expect(await attempt(mallory, asUser({ ...ALICE, secret: 'minted' }))).toEqual(
      works ? [[ALICE.id]] : '28000',
    );
  });
});

describe('a thief who leaves a change unfinished', () => {
  it.each(ENDS.filter(([how]) => /revokes|logs out/.test(how)))(
    'does not keep Alice waiting who %s',
    async (_how, end) => {
      const owner = await server.connect('owner', 'neondb');
      await owner.query('delete from todo.users');
      await addTwoUsers(owner);
      const [alice, thief] = await Promise.all([1, 2].map(() => server.connect('client', 'neondb')));
      if (alice === undefined || thief === undefined) throw new Error('No connection');
      await attempt(alice, asUser(ALICE, { write: true }), mint('stolen', 'thief'));
      await thief.query('begin');
      await thief.query("select set_config('todo.command_id', gen_random_uuid()::text, true)");
      await thief.query(ENTER);
      await thief.query(`update todo.tasks set title = 'x' where user_id = '${ALICE.id}'`);
      expect(
        await attempt(alice, "set local statement_timeout = '5s'", asUser(ALICE, { write: true }), end),
      ).toHaveLength(1);
      await thief.query('rollback');
    },
  );
});

describe('a token that is being made', () => {
  let alice: Client;
  let thieves: Client[];
  beforeAll(async () => {
    alice = await server.connect('client', 'neondb');
    thieves = await Promise.all([1, 2, 3].map(() => server.connect('client', 'neondb')));
  });
  beforeEach(async () => {
    const owner = await server.connect('owner', 'neondb');
    await owner.query('delete from todo.users');
    await addTwoUsers(owner);
    await attempt(alice, asUser(ALICE, { write: true }), mint('stolen', 'thief'));
  });

  it.each(ENDS.slice(1))('while Alice %s goes with the others, and so do its own', async (_how, end) => {
    const [first, second, third] = thieves;
    // The settings alone, as a thief would: require_session would wait for Alice.
    await begin(first, 'stolen', mint('one', 'thief'));
    const ended = attempt(alice, asUser(ALICE, { write: true }), end);
    await pause();
    await first?.query('commit');
    await begin(second, 'one', mint('two', 'thief'));
    await pause();
    await second?.query('commit');
    await begin(third, 'two', mint('three', 'thief'));
    await third?.query('commit');
    expect(await ended).toHaveLength(1);
    for (const secret of ['stolen', 'one', 'two', 'three']) {
      expect([secret, await attempt(alice, asUser({ ...ALICE, secret }))]).toEqual([secret, '28000']);
    }
  });
});

function mint(secret: string, device: string): string {
  return `select from todo.create_token(sha256('${secret}'), '${device}', '30 days', false)`;
}

/** Begins a transaction with a token, and makes another one in it; refused if the token is over by then. */
async function begin(client: Client | undefined, secret: string, sql: string): Promise<void> {
  await client?.query('begin');
  await client?.query(`select set_config('todo.token', '${secret}', true)`);
  const outcome = await client?.query(sql).then(
    () => 'made',
    (error: { readonly code?: string }) => error.code,
  );
  expect(['made', '28000']).toContain(outcome);
}

/** Long enough for a statement of the other side. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 200));
}

async function rows(client: Client, sql: string): Promise<string[][]> {
  const outcome: Outcome = await attempt(client, sql);
  return typeof outcome === 'string' ? [] : outcome.map((row) => row.map(String));
}
