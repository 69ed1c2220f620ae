import assert from 'node:assert/strict';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { invite } from '../../src/commands/invite.ts';
import type { Gateway } from '../../src/data/gateway.ts';
import { migrate, readMigrations } from '../../src/data/migrations.ts';
import { tasks } from '../../src/data/schema.ts';
import { TodoError } from '../../src/domain/errors.ts';
import { type Neon, startNeon } from '../neon/stand-in.ts';
import { openGateway } from '../support/open-gateway.ts';
import { addTwoUsers, ALICE, asUser } from '../support/two-users.ts';

// What a holder of the shared connection string can do to everybody else who uses it, as the login has to exist: keep them out, and
// keep them waiting. Nothing is read or changed, and `todo db invite` ends it.

let neon: Neon;
let owner: Gateway;
let url: string;
const held: Promise<unknown>[] = [];

beforeAll(async () => {
  neon = await startNeon({ engine: 'postgres' });
  owner = openGateway(neon.url(), 20_000);
  await migrate(owner, MIGRATIONS);
  await addTwoUsers(neon);
});
beforeEach(async () => {
  assert.deepEqual(await inviteAnew(), UNDISTURBED);
});
afterAll(() => neon.close());

const MIGRATIONS = readMigrations(new URL('../../drizzle/', import.meta.url));
/** As long as somebody waits here who waits in vain. */
const PATIENCE_MS = 2_000;
const UNDISTURBED = { done: [{ title: 'Call the clinic for alice' }], settings: [] };

/** What Alice does all day. */
async function work(timeoutMs: number): Promise<unknown> {
  const session = openGateway(url, timeoutMs).asUser({
    userId: ALICE.id,
    secret: ALICE.secret,
    source: 'login',
  });
  const [rows] = await session.write((database) => [
    database
      .update(tasks)
      .set({ priority: 'High' })
      .where(eq(tasks.number, 1))
      .returning({ title: tasks.title }),
  ]);
  return rows;
}

/** A request of Mallory's, and its answer, which may be long in coming. */
async function send(...statements: readonly string[]): Promise<unknown> {
  const response = await fetch(`http://localhost:${neon.port}/sql`, {
    method: 'POST',
    headers: { 'Neon-Connection-String': url, 'Neon-Raw-Text-Output': 'true', 'Neon-Array-Mode': 'true' },
    body: JSON.stringify({ queries: statements.map((query) => ({ query, params: [] })) }),
  });
  return response.json();
}

/** A transaction of Mallory's that he leaves open. It is under way when this resolves. */
async function hold(...statements: readonly string[]): Promise<void> {
  const before = await countHeld();
  held.push(send(...statements, 'select pg_sleep(600)'));
  while ((await countHeld()) === before);
}

async function endConnections(): Promise<void> {
  const connections = "from pg_stat_activity where usename = 'todo_client'";
  await neon.query(`select pg_terminate_backend(pid) ${connections}`);
  while ((await neon.query(`select ${connections}`)).length > 0);
}

async function countHeld(): Promise<unknown> {
  const [row] = await neon.query(
    "select count(*)::int from pg_stat_activity where usename = 'todo_client' and query like '%pg_sleep%'",
  );
  return row?.['count'];
}

describe('Mallory keeps everybody out by', () => {
  it.each([
    ['a password that he alone knows', "alter role todo_client password 'M4ll0rys-0wn-pa55w0rd-0123456789'"],
    ['no password', 'alter role todo_client password null'],
    ['a library that there is not', "alter role todo_client set local_preload_libraries = 'nothing'"],
    [
      'the same in one database',
      "alter role todo_client in database neondb set local_preload_libraries = 'nothing'",
    ],
  ])('%s, until the owner invites anew', async (_way, statement) => {
    expect(await send(statement)).toMatchObject({ results: [{ command: 'ALTER' }] });
    await endConnections();
    await expect(work(PATIENCE_MS)).rejects.toBeInstanceOf(TodoError);
    expect(await inviteAnew()).toEqual(UNDISTURBED);
  });

  it('all connections that the login may have, until the owner invites anew', async () => {
    await neon.query('alter role todo_client connection limit 5');
    for (let i = 0; i < 5; i += 1) {
      await hold();
    }
    await expect(work(PATIENCE_MS)).rejects.toBeInstanceOf(TodoError);
    expect(await inviteAnew()).toEqual(UNDISTURBED);
  });
});

describe('Mallory keeps others waiting by', () => {
  it('a lock on all tasks, until the owner invites anew', async () => {
    await hold('lock table todo.tasks in access exclusive mode');
    await expect(work(PATIENCE_MS)).rejects.toBeInstanceOf(TodoError);
    expect(await inviteAnew()).toEqual(UNDISTURBED);
  });

  it.each([
    ['the password', [], "alter role todo_client password 'x'"],
    [
      'the settings',
      ["alter role todo_client set work_mem = '5MB'"],
      "alter role todo_client set work_mem = '6MB'",
    ],
    [
      'the settings in one database',
      ["alter role todo_client in database neondb set work_mem = '5MB'"],
      "alter role todo_client in database neondb set work_mem = '6MB'",
    ],
  ])('an unfinished change of %s, but not who invites anew', async (_what, before, change) => {
    await Promise.all(before.map((statement) => send(statement)));
    await hold(change);
    expect(await inviteAnew()).toEqual(UNDISTURBED);
  });

  it('the lock that migrations take, until the owner invites anew', async () => {
    const next = { version: MIGRATIONS.length + 1, name: 'next', statements: ['select 1'] };
    await hold('select pg_advisory_lock(1953457263)');
    const impatient = openGateway(neon.url(), PATIENCE_MS);
    await expect(migrate(impatient, [...MIGRATIONS, next])).rejects.toBeInstanceOf(TodoError);
    expect(await inviteAnew()).toEqual(UNDISTURBED);
    expect(await migrate(owner, [...MIGRATIONS, next])).toMatchObject({ applied: ['next'] });
  });
});

describe('who has stolen a token of Alice’s as well keeps her waiting', () => {
  const stolenId = 'a11ce000-0000-4000-8000-0000000000dd';
  const revoke = [
    `set local statement_timeout = '${PATIENCE_MS}ms'`,
    asUser(ALICE, { write: true }),
    `select todo.revoke_sessions(array['${stolenId}']::uuid[])`,
  ];

  it('who ends it, by a token that he is about to make, until the owner invites anew', async () => {
    await neon.query(`insert into todo.sessions (id, user_id, token_hash, expires_at)
      values ('${stolenId}', '${ALICE.id}', sha256('stolen'), now() + interval '1 day')`);
    await hold(
      "select set_config('todo.token', 'stolen', true)",
      "select todo.create_token(sha256('minted'), '', '1 day', false)",
    );
    expect(await send(...revoke)).toMatchObject({ code: '57014' });
    expect(await inviteAnew()).toEqual(UNDISTURBED);
    expect(await send(...revoke)).toMatchObject({ results: [{}, {}, { rows: [[stolenId]] }] });
    // What was about to be made is gone with the transaction.
    expect(await neon.query("select from todo.sessions where token_hash = sha256('minted')")).toEqual([]);
  });
});

/** Has the owner invite anew, and tells what is left of all that Mallory did. What he held comes to an end. */
async function inviteAnew(): Promise<unknown> {
  ({ url } = await invite({ gateway: async () => owner }));
  const done = await work(20_000);
  const settings = await neon.query("select from pg_db_role_setting where setrole = 'todo_client'::regrole");
  while ((await countHeld()) !== 0);
  await Promise.all(held.splice(0));
  return { done, settings };
}
