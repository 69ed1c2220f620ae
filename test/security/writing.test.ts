import assert from 'node:assert/strict';
import type { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { attempt, type Outcome } from '../support/attempt.ts';
import { type Server, startServer } from '../support/server.ts';
import { addTwoUsers, ALICE, asUser, MALLORY, readAllAbout } from '../support/two-users.ts';

let server: Server;
let superuser: Client;
let mallory: Client;
let before: string;

beforeAll(async () => {
  server = await startServer();
  await server.install('neondb');
  await addTwoUsers(await server.connect('owner', 'neondb'));
  superuser = await server.connect('superuser', 'neondb');
  before = await readAllAbout(superuser, ALICE);
  mallory = await server.connect('client', 'neondb');
});
afterEach(async () => {
  assert.equal(await readAllAbout(superuser, ALICE), before);
});
afterAll(() => server.close());

const NEW_ID = 'bad00000-0000-4000-8000-00000000000f';
const DENIED = '42501';

const WRITES_TO_OTHERS: readonly [attack: string, outcome: Outcome, sql: string][] = [
  [
    'adds a task for her',
    DENIED,
    `insert into todo.tasks (id, user_id, title) values ('${NEW_ID}', '${ALICE.id}', 'x')`,
  ],
  [
    'adds a task with the id of hers, which would be skipped if it were looked for',
    DENIED,
    `insert into todo.tasks (id, user_id, title) values ('${ALICE.taskIds[0]}', '${ALICE.id}', 'x')`,
  ],
  [
    'adds hers among his own',
    DENIED,
    `insert into todo.tasks (id, user_id, title) values
      (gen_random_uuid(), '${MALLORY.id}', 'x'), (gen_random_uuid(), '${ALICE.id}', 'x')`,
  ],
  [
    'changes her task by a conflict',
    DENIED,
    `insert into todo.tasks (id, user_id, title) values ('${ALICE.taskIds[0]}', '${ALICE.id}', 'x')
      on conflict (user_id, id) do update set title = 'stolen ' || tasks.title returning title`,
  ],
  [
    'adds a task for nobody',
    DENIED,
    `insert into todo.tasks (id, user_id, title) values ('${NEW_ID}', null, 'x')`,
  ],
  [
    'follows her recurring task, so that she cannot',
    '23503',
    `insert into todo.tasks (id, user_id, title, spawned_from) values ('${NEW_ID}', '${MALLORY.id}', 'x', '${ALICE.taskIds[1]}')`,
  ],
  [
    'changes her tasks',
    [],
    `update todo.tasks set title = 'x' where user_id = '${ALICE.id}' returning title`,
  ],
  [
    'changes all but his own',
    [],
    `update todo.tasks set title = 'x' where user_id <> '${MALLORY.id}' returning title`,
  ],
  ['gives a task to her', DENIED, `update todo.tasks set user_id = '${ALICE.id}'`],
  ['renumbers his tasks', DENIED, 'update todo.tasks set number = number + 1'],
  ['changes whose key a task has', DENIED, 'update todo.tasks set owner_key = 1'],
  ['changes the id of a task', DENIED, `update todo.tasks set id = '${ALICE.taskIds[0]}'`],
  ['changes when a task was created', DENIED, 'update todo.tasks set created_at = now()'],
  ['changes what a task follows', DENIED, `update todo.tasks set spawned_from = '${ALICE.taskIds[1]}'`],
  ['deletes her tasks', [], `delete from todo.tasks where user_id = '${ALICE.id}' returning id`],
  ['deletes all but his own', [], `delete from todo.tasks where user_id <> '${MALLORY.id}' returning id`],
  ['deletes by place on the disk', [], "delete from todo.tasks where ctid = '(0,1)' returning id"],
  [
    'changes hers in a query',
    [],
    `with c as (update todo.tasks set title = 'x' where user_id = '${ALICE.id}' returning id) select * from c`,
  ],
  [
    'merges over hers',
    [],
    `merge into todo.tasks t using (values ('${ALICE.id}'::uuid)) v (u) on t.user_id = v.u
      when matched then update set title = 'x' returning t.title`,
  ],
  [
    'merges hers away',
    [],
    `merge into todo.tasks t using (values ('${ALICE.id}'::uuid)) v (u) on t.user_id = v.u when matched then delete returning t.title`,
  ],
  [
    'merges one in for her',
    DENIED,
    `merge into todo.tasks t using (values ('${ALICE.id}'::uuid)) v (u) on false
      when not matched then insert (id, user_id, title) values ('${NEW_ID}', v.u, 'x')`,
  ],
  ['copies rows in', '0A000', 'copy todo.tasks (id, user_id, title) from stdin'],
  ['empties the table', DENIED, 'truncate todo.tasks'],
  ['locks a user', DENIED, `select from todo.users where id = '${ALICE.id}' for update`],
  ['changes a password', DENIED, `update todo.users set password = '' where id = '${ALICE.id}'`],
  ['adds a user', DENIED, "insert into todo.users (username, email, password) values ('eve', 'eve@x', '')"],
  ['deletes a user', DENIED, `delete from todo.users where id = '${ALICE.id}'`],
  [
    'adds a session',
    DENIED,
    `insert into todo.sessions (user_id, token_hash, expires_at) values ('${ALICE.id}', sha256('x'), 'infinity')`,
  ],
  ['prolongs a session', DENIED, "update todo.sessions set expires_at = 'infinity'"],
  ['ends sessions', DENIED, 'delete from todo.sessions'],
  ['lifts the limits', DENIED, 'update todo.settings set login_tries_per_hour = 1000000'],
  ['pretends a newer schema', DENIED, "insert into todo.migrations (version, name) values (99, 'x')"],
  ['ends her sessions by id', [], `select * from todo.revoke_sessions(array['${ALICE.sessionId}']::uuid[])`],
  ['uses her key for his password', [['wrong']], `select todo.change_password(${ALICE.key}, '')`],
  [
    'deletes her account with her key in his session',
    [['wrong']],
    `select todo.delete_account(${ALICE.key})`,
  ],
];

describe('with his own session, Mallory changes nothing of Alice’s when he', () => {
  it.each(WRITES_TO_OTHERS)('%s', async (_attack, outcome, sql) => {
    expect(await attempt(mallory, asUser(MALLORY, { write: true }), sql)).toEqual(outcome);
  });
});

describe('without a session, nobody', () => {
  it.each([
    ['adds', DENIED, `insert into todo.tasks (id, user_id, title) values ('${NEW_ID}', '${ALICE.id}', 'x')`],
    [
      'adds for nobody',
      DENIED,
      `insert into todo.tasks (id, user_id, title) values ('${NEW_ID}', null, 'x')`,
    ],
    ['changes', [], "update todo.tasks set title = 'x' returning id"],
    ['deletes', [], 'delete from todo.tasks returning id'],
    ['changes a password', '28000', `select todo.change_password(${ALICE.key}, '')`],
    ['deletes an account', '28000', `select todo.delete_account(${ALICE.key})`],
    ['ends sessions', '28000', `select todo.revoke_sessions(array['${ALICE.sessionId}']::uuid[])`],
    ['makes a token', '28000', "select todo.create_token(sha256('x'), 'x', '1 day', false)"],
    ['logs anybody out', [[0]], "select todo.logout('guess', true)"],
  ])('%s', async (_attack, outcome, sql) => {
    expect(await attempt(mallory, sql)).toEqual(outcome);
  });
});

describe('with a session that may only read, Mallory', () => {
  const readOnly = asUser({ ...MALLORY, secret: MALLORY.readOnlySecret });

  it.each([
    ['sees his tasks', [[1], [2]], 'select number from todo.tasks order by number'],
    [
      'sees his sessions',
      [['laptop of mallory'], ['wallboard of mallory']],
      'select device from todo.list_sessions() order by 1',
    ],
    [
      'adds no task',
      DENIED,
      `insert into todo.tasks (id, user_id, title) values ('${NEW_ID}', '${MALLORY.id}', 'x')`,
    ],
    ['changes no task', [], "update todo.tasks set title = 'x' returning id"],
    ['locks no task', [], 'select from todo.tasks for update'],
    ['deletes no task', [], 'delete from todo.tasks returning id'],
    ['makes no token', DENIED, "select todo.create_token(sha256('x'), 'x', '1 day', false)"],
    ['ends no session', DENIED, `select todo.revoke_sessions(array['${MALLORY.sessionId}']::uuid[])`],
    ['changes no password', DENIED, `select todo.change_password(${MALLORY.key}, '')`],
    ['deletes no account', DENIED, `select todo.delete_account(${MALLORY.key})`],
    ['does not log out everywhere', DENIED, `select todo.logout('${MALLORY.readOnlySecret}', true)`],
    [
      'is told so when a write is announced',
      DENIED,
      asUser({ ...MALLORY, secret: MALLORY.readOnlySecret }, { write: true }),
    ],
    ['logs itself out', [[1]], `select todo.logout('${MALLORY.readOnlySecret}', false)`],
  ])('%s', async (_attack, outcome, sql) => {
    expect(await attempt(mallory, readOnly, sql)).toEqual(outcome);
  });
});
