import assert from 'node:assert/strict';
import type { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { attempt } from '../support/attempt.ts';
import { contradictions, journalOf } from '../support/journal-of.ts';
import { type Server, startServer } from '../support/server.ts';
import { addTwoUsers, ALICE, asUser, MALLORY, readAllAbout } from '../support/two-users.ts';

// take_back and restore_tasks change tasks with the rights of the owner.

let server: Server;
let owner: Client;
let superuser: Client;
let mallory: Client;

beforeAll(async () => {
  server = await startServer();
  await server.install('neondb');
  owner = await server.connect('owner', 'neondb');
  superuser = await server.connect('superuser', 'neondb');
});
beforeEach(async () => {
  await owner.query('delete from todo.users');
  await addTwoUsers(owner);
  mallory = await server.connect('client', 'neondb');
});
afterAll(() => server.close());

const DEVICE = 'laptop of mallory';
const RING = 'Buy a ring for mallory';
const ID = 'bad00000-0000-4000-8000-0000000000c1';
const READ_ONLY = asUser({ ...MALLORY, secret: MALLORY.readOnlySecret });
const UNDO = `select (task ->> 'number')::int from todo.take_back('${ID}', 'undo', true)`;
const RESTORE = `select todo.restore_tasks(array['${MALLORY.deletedTaskId}', '${ALICE.deletedTaskId}']::uuid[])`;

async function everything(): Promise<string> {
  return (await readAllAbout(superuser, ALICE)) + (await readAllAbout(superuser, MALLORY));
}

it('a command of one’s own is taken back, under an id that Alice has a command with', async () => {
  await owner.query(`update todo.commands set id = '${ID}' where user_id = '${ALICE.id}' and seq = 3`);
  const before = await readAllAbout(superuser, ALICE);
  expect(await attempt(mallory, asUser(MALLORY), UNDO)).toEqual([[3]]);
  expect(await journalOf(owner, MALLORY)).toEqual([[4, 'undo remove', DEVICE, [3, null, RING]]]);
  expect(await readAllAbout(superuser, ALICE)).toBe(before);
  expect(await contradictions(owner, MALLORY)).toEqual([]);
});

it('of deleted tasks, those come back that are one’s own', async () => {
  const before = await readAllAbout(superuser, ALICE);
  await attempt(mallory, asUser(MALLORY), "select set_config('todo.command', 'restore', true)", RESTORE);
  expect(
    await attempt(mallory, asUser(MALLORY), 'select number, title from todo.tasks where number = 3'),
  ).toEqual([[3, RING]]);
  expect(await journalOf(owner, MALLORY)).toEqual([[4, 'restore', DEVICE, [3, null, RING]]]);
  expect(await readAllAbout(superuser, ALICE)).toBe(before);
});

it('whatever was stored comes back as it was, under any settings', async () => {
  const extremes = `update todo.tasks set completed = true, completed_at = case number when 1 then '-infinity' else '294276-12-31 23:59:59.999999' end::timestamptz,
    due_date = case number when 1 then '0001-01-01' else '9999-12-31' end::date, due_time = '23:59', priority = 'Low',
    title = repeat(chr(128169), 500), description = '{"a": null}' || repeat('"', 9000), tags = array['NULL', 'a/b', 'ü'],
    recursion_pattern = repeat(chr(92), 500)`;
  await attempt(mallory, asUser(MALLORY, { write: true }), extremes);
  await attempt(
    mallory,
    asUser(MALLORY, { write: true }),
    "update todo.tasks set completed_at = '4713-01-01 BC' where number = 2",
  );
  const tasks = `select number, md5(t::text) from todo.tasks t where user_id = '${MALLORY.id}' order by 1`;
  const before = await attempt(owner, tasks);
  await attempt(
    mallory,
    asUser(MALLORY, { write: true }),
    "set local timezone = 'Europe/Amsterdam'; set local datestyle = 'German'; set local array_nulls = on",
    'delete from todo.tasks',
  );
  const settings =
    "set local timezone = 'Asia/Kathmandu'; set local datestyle = 'SQL, DMY'; set local array_nulls = off";
  expect(await attempt(mallory, asUser(MALLORY), settings, UNDO)).toEqual([[1], [2]]);
  expect(await attempt(owner, tasks)).toEqual(before);
});

it.each([
  "set plpgsql.extra_errors = 'all'",
  'set transform_null_equals = on',
  'set standard_conforming_strings = off',
  'set plan_cache_mode = force_generic_plan',
  'set enable_indexscan = off; set enable_bitmapscan = off; set enable_hashjoin = off',
  "set default_transaction_isolation = 'serializable'",
  "set search_path = ''",
])('all of it works after %s', async (setting) => {
  await mallory.query(setting);
  const write = asUser(MALLORY, { write: true });
  expect(await attempt(mallory, write, RESTORE)).toEqual([['']]);
  expect(await attempt(mallory, write, "update todo.tasks set title = 'x'")).toEqual([]);
  expect(await attempt(mallory, write, 'delete from todo.tasks where number > 1')).toEqual([]);
  expect(await attempt(mallory, write, takeBack('undo'))).toEqual([[2], [3]]);
  expect(await attempt(mallory, write, takeBack('undo'))).toEqual([[1], [2], [3]]);
  expect(await attempt(mallory, write, takeBack('redo'))).toEqual([[1], [2], [3]]);
  expect(await contradictions(owner, MALLORY)).toEqual([]);
});

const REFUSALS: readonly (readonly [who: string, refusal: string, ...session: string[]])[] = [
  ['nobody', '28000'],
  ['a forged setting', '28000', `select set_config('todo.token', '${MALLORY.sessionId}', true)`],
  ['a session that may only read', '42501', READ_ONLY],
  ['an expired session', '28000', "select set_config('todo.token', 'expired', true)"],
  ['a revoked session', '28000', "select set_config('todo.token', 'revoked', true)"],
];

it.each(REFUSALS)('%s takes nothing back and restores nothing', async (_who, refusal, ...session) => {
  await owner.query(`insert into todo.sessions (user_id, token_hash, expires_at) values
    ('${MALLORY.id}', sha256('expired'), now() - interval '1 second'), ('${MALLORY.id}', sha256('revoked'), 'infinity')`);
  await attempt(mallory, "select todo.logout('revoked', false)");
  const before = await everything();
  expect(await attempt(mallory, ...session, UNDO)).toBe(refusal);
  expect(await attempt(mallory, ...session, RESTORE)).toBe(refusal);
  assert.equal(await everything(), before);
});

it.each([
  ['false', 'undo'],
  ['null', 'undo'],
  ['false', 'redo'],
  ['false', 'x'],
])('with %s, %s changes nothing, and may be asked for by a session that only reads', async (apply, kind) => {
  const before = await everything();
  for (const session of [READ_ONLY, asUser(MALLORY, { write: true })]) {
    await attempt(
      mallory,
      'set transaction read only',
      READ_ONLY,
      `select todo.take_back('${ID}', '${kind}', ${apply})`,
    );
    expect(
      await attempt(mallory, session, `select todo.take_back('${ID}', '${kind}', ${apply})`),
    ).toBeInstanceOf(Array);
  }
  assert.equal(await everything(), before);
});

it.each([
  ['a kind that is none', `'${ID}', 'x', true`, '23514'],
  ['an empty kind', `'${ID}', '', true`, '23514'],
  ['a kind in capitals', `'${ID}', 'UNDO', true`, '23514'],
  ['a kind of a megabyte', `'${ID}', repeat('undo', 250000), true`, '23514'],
  ['no kind', `'${ID}', null, true`, []],
  ['no id', "null, 'undo', true", '23502'],
  ['the id of a command of his own', `(select id from todo.commands where seq = 3), 'undo', true`, '23505'],
  ['a redo of nothing', `'${ID}', 'redo', true`, []],
  ['nothing at all', 'null, null, null', []],
])('nothing is taken back with %s', async (_what, parameters, outcome) => {
  const before = await everything();
  expect(await attempt(mallory, asUser(MALLORY), `select * from todo.take_back(${parameters})`)).toEqual(
    outcome,
  );
  assert.equal(await everything(), before);
});

it.each([
  ['no list', 'null'],
  ['an empty list', "'{}'"],
  ['no id', 'array[null]::uuid[]'],
  ['the ids of tasks that are there', `array['${MALLORY.taskIds[0]}', '${ALICE.taskIds[0]}']::uuid[]`],
  ['a hundred thousand ids', 'array(select gen_random_uuid() from generate_series(1, 100000))'],
])('nothing is restored with %s', async (_what, ids) => {
  const before = await everything();
  expect(await attempt(mallory, asUser(MALLORY), `select todo.restore_tasks(${ids})`)).toEqual([['']]);
  assert.equal(await everything(), before);
});

it('what comes back counts as tasks do', async () => {
  await owner.query('update todo.settings set max_tasks_per_user = 2');
  const before = await everything();
  expect(await attempt(mallory, asUser(MALLORY), UNDO)).toBe('54000');
  expect(await attempt(mallory, asUser(MALLORY), RESTORE)).toBe('54000');
  assert.equal(await everything(), before);
  await owner.query('update todo.settings set max_tasks_per_user = 50000');
});

function takeBack(kind: 'undo' | 'redo'): string {
  return `select (task ->> 'number')::int from todo.take_back(gen_random_uuid(), '${kind}', true)`;
}
