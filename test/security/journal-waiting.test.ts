import type { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attempt, type Outcome } from '../support/attempt.ts';
import { contradictions, journalOf } from '../support/journal-of.ts';
import { type Server, startServer } from '../support/server.ts';
import { rewritten } from './guards.ts';
import { addTwoUsers, MALLORY } from '../support/two-users.ts';

// What waits for another transaction of the same user must not go on with what it knew before.

let server: Server;
let superuser: Client;
let database: Database;
/** Of that database. */
let owner: Client;

type Database = 'guarded' | 'unguarded';

beforeAll(async () => {
  server = await startServer();
  await server.install('guarded');
  superuser = await server.connect('superuser', 'guarded');
  await server.install('unguarded');
  const careless = await server.connect('superuser', 'unguarded');
  for (const statement of ASKED_BEFORE_WAITING) {
    await careless.query(statement);
  }
});
beforeEach(() => use('guarded'));
afterAll(() => server.close());

/** As if the session were looked up first, and the answer good for as long as it takes. */
const ASKED_BEFORE_WAITING = [
  rewritten('take_back(uuid,text,boolean)', 'v_me uuid;', 'v_me uuid := todo.require_user(p_apply);'),
  rewritten('take_back(uuid,text,boolean)', 'v_me := todo.require_user(p_apply);', ''),
  rewritten('restore_tasks(uuid[])', 'v_me uuid;', 'v_me uuid := todo.require_user(true);'),
  rewritten('restore_tasks(uuid[])', 'v_me := todo.require_user(true);', ''),
];

async function use(name: Database): Promise<void> {
  database = name;
  owner = await server.connect('owner', name);
  await owner.query('delete from todo.users');
  await addTwoUsers(owner);
}

const DEVICE = 'laptop of mallory';
const RING = 'Buy a ring for mallory';
const ID = 'bad00000-0000-4000-8000-0000000000c1';
const TOKEN = `select set_config('todo.token', '${MALLORY.secret}', true)`;
const UNDO = `select (task ->> 'number')::int from todo.take_back('${ID}', 'undo', true)`;
const RESTORE = `select todo.restore_tasks(array['${MALLORY.deletedTaskId}']::uuid[])`;

/** Runs the statements on connections of their own, which all wait for the user until `meanwhile` is done. */
async function held(meanwhile: string, ...statements: readonly string[]): Promise<readonly Outcome[]> {
  const clients = await Promise.all(statements.map(() => server.connect('client', database)));
  await owner.query('begin');
  await owner.query(`select from todo.users where id = '${MALLORY.id}' for no key update`);
  const outcomes = Promise.all(clients.map((client, i) => attempt(client, TOKEN, statements[i] ?? '')));
  const waiting = `select from pg_stat_activity where datname = '${database}' and usename = 'todo_client' and wait_event_type = 'Lock'`;
  while ((await superuser.query(waiting)).rowCount !== statements.length);
  await owner.query(meanwhile);
  await owner.query('commit');
  return outcomes;
}

it('the same undo, sent twice, is done once and answered twice', async () => {
  expect(await held('select', UNDO, UNDO)).toEqual([[[3]], [[3]]]);
  expect(await journalOf(owner, MALLORY)).toEqual([[4, 'undo remove', DEVICE, [3, null, RING]]]);
});

it('two undos are done one after another', async () => {
  const another = UNDO.replace(ID, 'bad00000-0000-4000-8000-0000000000c2');
  expect(new Set(await held('select', UNDO, another))).toEqual(new Set([[[2]], [[3]]]));
  expect(await contradictions(owner, MALLORY)).toEqual([]);
});

it('the same tasks, restored twice, are there once', async () => {
  expect(await held('select', RESTORE, RESTORE)).toEqual([[['']], [['']]]);
  expect(await journalOf(owner, MALLORY)).toEqual([[4, '', DEVICE, [3, null, RING]]]);
});

describe.each([
  ['an undo', UNDO],
  ['a restoring', RESTORE],
])('%s that waits', (_what, statement) => {
  const end = `delete from todo.sessions where id = '${MALLORY.sessionId}'`;

  it('does not outlive the end of its session', async () => {
    expect(await held(end, statement)).toEqual(['28000']);
    expect(await journalOf(owner, MALLORY)).toEqual([]);
    expect((await owner.query(`select from todo.tasks where user_id = '${MALLORY.id}'`)).rowCount).toBe(2);
  });

  it('would outlive it, if the session were looked up before', async () => {
    await use('unguarded');
    expect(await held(end, statement)).not.toEqual(['28000']);
    expect(await journalOf(owner, MALLORY)).toHaveLength(1);
  });
});

it('edits that nobody announced are commands one after another', async () => {
  const edits = [1, 2].map((number) => `update todo.tasks set title = 'x' where number = ${number}`);
  expect(await held('select', ...edits)).toEqual([[], []]);
  expect((await journalOf(owner, MALLORY)).map(([seq]) => seq)).toEqual([4, 5]);
  expect(await contradictions(owner, MALLORY)).toEqual([]);
});
