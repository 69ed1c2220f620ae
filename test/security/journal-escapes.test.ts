import type { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attempt } from '../support/attempt.ts';
import { type Change, contradictions, journalOf } from '../support/journal-of.ts';
import { type Server, startServer } from '../support/server.ts';
import { addTwoUsers, asUser, MALLORY } from '../support/two-users.ts';

// A change that is committed is written down, whatever statement makes it; one that is rolled back is not.

let server: Server;
let owner: Client;
let mallory: Client;

beforeAll(async () => {
  server = await startServer();
  await server.install('neondb');
  owner = await server.connect('owner', 'neondb');
  mallory = await server.connect('client', 'neondb');
});
beforeEach(async () => {
  await owner.query('delete from todo.users');
  await addTwoUsers(owner);
});
afterAll(() => server.close());

const DEVICE = 'laptop of mallory';
const CLINIC = 'Call the clinic for mallory';
const RENT = 'Pay the rent of mallory';
const RENAME = "update todo.tasks set title = 'x' where number = 1";
const ADD = `insert into todo.tasks (id, user_id, title) values ('bad00000-0000-4000-8000-00000000000f', '${MALLORY.id}', 'x')`;

const COMMITTED: readonly (readonly [way: string, sql: readonly string[], changes: readonly Change[]])[] = [
  ['an edit', [RENAME], [[1, CLINIC, 'x']]],
  ['a deletion', ['delete from todo.tasks where number = 1'], [[1, CLINIC, null]]],
  ['an addition', [ADD], [[3, null, 'x']]],
  [
    'an edit from',
    ["update todo.tasks t set title = 'x' from (values (1)) v (n) where t.number = v.n"],
    [[1, CLINIC, 'x']],
  ],
  [
    'a deletion using',
    ['delete from todo.tasks t using (values (1)) v (n) where t.number = v.n'],
    [[1, CLINIC, null]],
  ],
  [
    'a merge that edits',
    [
      "merge into todo.tasks t using (values (1)) v (n) on t.number = v.n when matched then update set title = 'x'",
    ],
    [[1, CLINIC, 'x']],
  ],
  [
    'a merge that deletes',
    ['merge into todo.tasks t using (values (1)) v (n) on t.number = v.n when matched then delete'],
    [[1, CLINIC, null]],
  ],
  [
    'a merge that does everything',
    [
      `merge into todo.tasks t using (values (1), (2), (9)) v (n) on t.number = v.n
         when matched and n = 1 then update set title = 'x' when matched then delete
         when not matched then insert (id, user_id, title) values ('bad00000-0000-4000-8000-00000000000f', '${MALLORY.id}', 'y')`,
    ],
    [
      [1, CLINIC, 'x'],
      [2, RENT, null],
      [3, null, 'y'],
    ],
  ],
  [
    'a query with an edit, a deletion and an addition in it',
    [`with e as (${RENAME}), d as (delete from todo.tasks where number = 2), a as (${ADD}) select`],
    [
      [1, CLINIC, 'x'],
      [2, RENT, null],
      [3, null, 'x'],
    ],
  ],
  [
    'an edit at a cursor',
    [
      'declare c cursor for select * from todo.tasks where number = 1 for update',
      'fetch c',
      "update todo.tasks set title = 'x' where current of c",
    ],
    [[1, CLINIC, 'x']],
  ],
  ['an edit in a block', [`do $$ begin ${RENAME}; end $$`], [[1, CLINIC, 'x']]],
  [
    'an edit that is prepared',
    [`prepare e1 as ${RENAME}`, 'execute e1', 'deallocate e1'],
    [[1, CLINIC, 'x']],
  ],
  ['an edit with deferred constraints', ['set constraints all deferred', RENAME], [[1, CLINIC, 'x']]],
  ['an edit in a savepoint', ['savepoint s', RENAME, 'release s'], [[1, CLINIC, 'x']]],
  [
    'an edit after one that was rolled back',
    ['savepoint s', "update todo.tasks set title = 'y'", 'rollback to s', RENAME],
    [[1, CLINIC, 'x']],
  ],
  [
    'an edit and another one',
    [RENAME, "update todo.tasks set title = 'y' where number = 1"],
    [[1, CLINIC, 'y']],
  ],
  [
    'an edit and back again',
    [RENAME, `update todo.tasks set title = '${CLINIC}' where number = 1`],
    [[1, CLINIC, CLINIC]],
  ],
  ['an edit and a deletion', [RENAME, 'delete from todo.tasks where number = 1'], [[1, CLINIC, null]]],
  [
    'a deletion and an addition with the same id',
    [
      'delete from todo.tasks where number = 1',
      `insert into todo.tasks (id, user_id, title) values ('${MALLORY.taskIds[0]}', '${MALLORY.id}', 'x')`,
    ],
    [[3, CLINIC, 'x']],
  ],
  ['an addition and a deletion', [ADD, 'delete from todo.tasks where number = 3'], [[3, null, null]]],
  ['an edit under another search path', ["set local search_path = ''", RENAME], [[1, CLINIC, 'x']]],
  [
    'an edit with settings that change how SQL is read',
    [
      "set local transform_null_equals = on; set local timezone = 'Asia/Kathmandu'; set local datestyle = 'German'",
      RENAME,
    ],
    [[1, CLINIC, 'x']],
  ],
];

it.each(COMMITTED)('%s is written down', async (_way, sql, changes) => {
  expect(await attempt(mallory, asUser(MALLORY, { write: true }), ...sql)).toBeInstanceOf(Array);
  expect(await journalOf(owner, MALLORY)).toEqual([[4, '', DEVICE, ...changes]]);
  expect(await contradictions(owner, MALLORY)).toEqual([]);
});

it('so is what a deletion does to the task that follows', async () => {
  const follow = `insert into todo.tasks (id, user_id, title, spawned_from)
    values ('bad00000-0000-4000-8000-00000000000f', '${MALLORY.id}', 'x', '${MALLORY.taskIds[1]}')`;
  await attempt(mallory, asUser(MALLORY, { write: true }), follow);
  await attempt(mallory, asUser(MALLORY, { write: true }), 'delete from todo.tasks where number = 2');
  expect(await journalOf(owner, MALLORY)).toEqual([
    [4, '', DEVICE, [3, null, 'x']],
    [5, '', DEVICE, [2, RENT, null], [3, null, null]],
  ]);
  expect(await contradictions(owner, MALLORY)).toEqual([]);
});

const UNDONE: readonly (readonly [way: string, ...sql: string[]])[] = [
  ['is rolled back', RENAME, 'rollback'],
  ['is rolled back to a savepoint', 'savepoint s', RENAME, 'rollback to s'],
  [
    'fails in a block that goes on',
    `do $$ begin ${RENAME}; perform 1 / 0; exception when others then null; end $$`,
  ],
  ['fails', RENAME, 'select 1 / 0'],
  ['meets no row', "update todo.tasks set title = 'x' where number = 9"],
  ['leaves everything as it was', 'update todo.tasks set title = title, tags = tags'],
  ['is about the time of the edit alone', "update todo.tasks set updated_at = '2001-01-01'"],
  [
    'meets a conflict, even if that is to be an edit',
    `insert into todo.tasks (id, user_id, title) values ('${MALLORY.taskIds[0]}', '${MALLORY.id}', 'x')
       on conflict (user_id, id) do update set title = 'x'`,
  ],
  [
    'adds what is there',
    `insert into todo.tasks (id, user_id, title) values ('${MALLORY.taskIds[0]}', '${MALLORY.id}', 'x')`,
  ],
];

it.each(UNDONE)('a change that %s is not written down, and not made', async (...[, ...sql]) => {
  await attempt(mallory, asUser(MALLORY, { write: true }), ...sql);
  expect(await journalOf(owner, MALLORY)).toEqual([]);
  expect(await contradictions(owner, MALLORY)).toEqual([]);
});

describe('what would be missed', () => {
  it('shows: without its trigger, an edit contradicts the journal', async () => {
    await owner.query('alter table todo.tasks disable trigger journal_edited');
    await attempt(mallory, asUser(MALLORY, { write: true }), RENAME);
    await owner.query('alter table todo.tasks enable trigger journal_edited');
    expect(await contradictions(owner, MALLORY)).toEqual([1]);
  });

  it('shows: without its trigger, a deletion contradicts the journal', async () => {
    await owner.query('alter table todo.tasks disable trigger journal_deleted');
    await attempt(mallory, asUser(MALLORY, { write: true }), 'delete from todo.tasks where number = 1');
    await owner.query('alter table todo.tasks enable trigger journal_deleted');
    expect(await contradictions(owner, MALLORY)).toEqual([1]);
  });
});
