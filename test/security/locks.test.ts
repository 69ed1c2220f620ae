import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attempt } from '../support/attempt.ts';
import { type Server, startServer } from '../support/server.ts';
import { addTwoUsers, ALICE, asUser, MALLORY } from '../support/two-users.ts';
import { attack } from './attack.ts';

// Whoever has to wait for somebody else's row knows that it is there. And keys that are about everybody's rows stand in the way of others.

let server: Server;
let mallory: Client;
let malloryUnguarded: Client;

beforeAll(async () => {
  server = await startServer();
  mallory = await prepare('neondb', []);
  malloryUnguarded = await prepare('unguarded', [
    'alter table todo.tasks disable row level security',
    'drop trigger check_owner on todo.tasks',
    'create unique index on todo.tasks (id)',
    'alter table todo.tasks drop constraint tasks_spawned_from_fkey',
    'create unique index on todo.tasks (spawned_from)',
  ]);
});
afterAll(() => server.close());

const NEW_ID = 'a11ce000-0000-4000-8000-00000000000e';
const OTHER_ID = 'bad00000-0000-4000-8000-00000000000e';

/** A database in which Alice is about to add a task and has changed another one. */
async function prepare(database: string, removal: readonly string[]): Promise<Client> {
  await server.install(database);
  const owner = await server.connect('owner', database);
  await addTwoUsers(owner);
  for (const statement of removal) {
    await owner.query(statement);
  }
  const alice = await server.connect('client', database);
  await alice.query('begin');
  await alice.query(asUser(ALICE, { write: true }));
  await alice.query(`update todo.tasks set title = 'x' where user_id = '${ALICE.id}' and number = 1`);
  await alice.query(add(NEW_ID, ALICE.id, ALICE.taskIds[1]));
  return server.connect('client', database);
}

function add(id: string, userId: string, spawnedFrom?: string): string {
  return `insert into todo.tasks (id, user_id, title, spawned_from)
    values ('${id}', '${userId}', 'x', ${spawnedFrom === undefined ? 'null' : `'${spawnedFrom}'`})`;
}

const ATTACKS = [
  ['adds a task for her', '42501', add(OTHER_ID, ALICE.id)],
  ['adds a task for her that is hers', '42501', add(ALICE.taskIds[0], ALICE.id)],
  ['adds a task of his own with the id of hers', 'something', `${add(NEW_ID, MALLORY.id)} returning id`],
  ['follows the task that she is about to follow', '23503', add(OTHER_ID, MALLORY.id, ALICE.taskIds[1])],
  ['changes her task', 'nothing', `update todo.tasks set title = 'y' where user_id = '${ALICE.id}'`],
  ['deletes her task', 'nothing', `delete from todo.tasks where id = '${ALICE.taskIds[0]}'`],
  ['locks her task', 'nothing', `select from todo.tasks where user_id = '${ALICE.id}' for update`],
  ['locks her task by its place', 'nothing', "select from todo.tasks where ctid = '(0,1)' for update"],
  [
    'merges over her task',
    'nothing',
    `merge into todo.tasks t using (values (1)) v (n) on t.number = v.n and t.user_id = '${ALICE.id}' when matched then delete`,
  ],
] as const;

const HURRY = "set local lock_timeout = '500ms'";
const session = 'with his session, to write';

describe('while Alice is changing her tasks, Mallory need not wait when he', () => {
  it.each(ATTACKS)('%s', async (_attack, gains, sql) => {
    expect(await attack(mallory, { session, sql: [HURRY, sql], like: gains })).toBe(gains);
  });
});

describe('with keys for everybody, and without policies, he would have to when he', () => {
  it.each(ATTACKS)('%s', async (_attack, _gains, sql) => {
    expect(await attack(malloryUnguarded, { session, sql: [HURRY, sql], like: '55P03' })).toBe('55P03');
  });
});

describe('Alice, who completes a recurring task that Mallory has followed,', () => {
  it.each([
    ['has the next one all the same', 'neondb', [[ALICE.id]]],
    ['would never have the next one, if a key were for everybody', 'unguarded', []],
  ])('%s', async (_what, database, outcome) => {
    const superuser = await server.connect('superuser', database);
    await superuser.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction'",
    );
    const [his, hers] = [await server.connect('client', database), await server.connect('client', database)];
    await attempt(his, asUser(MALLORY, { write: true }), add(OTHER_ID, MALLORY.id, ALICE.taskIds[0]));
    const next = add('a11ce000-0000-4000-8000-00000000000d', ALICE.id, ALICE.taskIds[0]);
    expect(
      await attempt(hers, asUser(ALICE, { write: true }), `${next} on conflict do nothing returning user_id`),
    ).toEqual(outcome);
  });
});
