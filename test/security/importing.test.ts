import type { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attempt, type Outcome } from '../support/attempt.ts';
import { contradictions } from '../support/journal-of.ts';
import { type Server, startServer } from '../support/server.ts';
import { addTwoUsers, ALICE, asUser, MALLORY, readAllAbout } from '../support/two-users.ts';
import { attackWithout } from './attack.ts';

// What an import of any JSON can do to the tasks of whoever sends it, and to nobody else's.

const NEW_ID = 'bad00000-0000-4000-8000-00000000000f';
const WRITE = asUser(MALLORY, { write: true });

let server: Server;
let superuser: Client;
let owner: Client;
let mallory: Client;

beforeAll(async () => {
  server = await startServer();
  await server.install('neondb');
  superuser = await server.connect('superuser', 'neondb');
  owner = await server.connect('owner', 'neondb');
  mallory = await server.connect('client', 'neondb');
});
beforeEach(async () => {
  await owner.query('delete from todo.users');
  await addTwoUsers(owner);
});
afterAll(() => server.close());

function row(more: object = {}): object {
  return { id: NEW_ID, title: 'x', priority: 'Medium', tags: [], completed: false, ...more };
}

function importing(json: string, apply = true): string {
  return `select number, is_new from todo.import_tasks('${json.replaceAll("'", "''")}', ${apply})`;
}

async function importRows(...rows: readonly object[]): Promise<Outcome> {
  return attempt(mallory, WRITE, importing(JSON.stringify(rows)));
}

/** That each number up to the last one is given, that the journal tells of every task, and that nothing became of Alice’s. */
async function expectSound(alice: string): Promise<void> {
  expect(await contradictions(owner, MALLORY)).toEqual([]);
  const numbers = `select array_agg(number order by number) = array_agg(n::int order by number) and max(number) <= max(last_number)
    from (select t.number, row_number() over (order by t.number) as n, u.last_number
            from todo.tasks t join todo.users u on u.id = t.user_id where u.id = '${MALLORY.id}') t`;
  expect(await attempt(owner, numbers)).toEqual([[true]]);
  expect(await readAllAbout(superuser, ALICE)).toBe(alice);
}

describe('whatever a row says beside what a file can say', () => {
  it.each<[string, object]>([
    ['a number', { number: 1_000 }],
    ['a number that is taken', { number: 1 }],
    ['another user', { user_id: ALICE.id }],
    ['her key', { owner_key: 1 }],
    ['nobody’s key', { owner_key: 0 }],
    ['what it follows', { spawned_from: MALLORY.taskIds[1] }],
    ['what it follows of hers', { spawned_from: ALICE.taskIds[1] }],
  ])('like %s, it is his next task, which follows nothing', async (_what, more) => {
    const alice = await readAllAbout(superuser, ALICE);
    expect(await importRows(row(more))).toEqual([[3, true]]);
    const added = `select user_id, spawned_from, owner_key = (select owner_key from todo.users where id = user_id)
      from todo.tasks where id = '${NEW_ID}'`;
    expect(await attempt(owner, added)).toEqual([[MALLORY.id, null, true]]);
    await expectSound(alice);
  });

  it('like the id of a task of hers, it is his own', async () => {
    const alice = await readAllAbout(superuser, ALICE);
    expect(await importRows(row({ id: ALICE.taskIds[0] }))).toEqual([[3, true]]);
    await expectSound(alice);
  });
});

describe('no time lies ahead, nor before the first year,', () => {
  it.each(['infinity', '-infinity', '294276-12-31', '4713-01-01 BC', '9999-12-31', 'tomorrow'])(
    'like %s',
    async (time) => {
      const times = { completed_at: time, created_at: time, updated_at: time };
      expect(await importRows(row({ ...times, completed: true }))).toEqual([[3, true]]);
      const sound = `select min(time) >= '0001-01-01 00:00:00+00' and max(time) <= clock_timestamp()
        from todo.tasks, unnest(array[completed_at, created_at, updated_at]) time where id = '${NEW_ID}'`;
      expect(await attempt(owner, sound)).toEqual([[true]]);
    },
  );
});

/** JSON, and the SQLSTATE that refuses it or what it adds. */
const ODD: readonly (readonly [json: string, outcome: Outcome])[] = [
  ['[]', []],
  ['null', '22023'],
  ['1', '22023'],
  ['"x"', '22023'],
  ['{}', '22023'],
  ['[null]', '22023'],
  ['[1, "x"]', '22023'],
  ['[[]]', '22023'],
  ['[{}]', '23502'],
  ['[{"id": "x"}]', '22P02'],
  ['[{"id": {}}]', '22P02'],
  ['[', '22P02'],
  [String.raw`[{"title": "\u0000"}]`, '22P05'],
  [String.raw`[{"title": "\ud800"}]`, '22P02'],
  ['['.repeat(100_000), '54001'],
  [JSON.stringify([row({ priority: 'Urgent' })]), '22P02'],
  [JSON.stringify([row({ tags: 'x' })]), '22P02'],
  [JSON.stringify([row({ tags: null })]), '23502'],
  [JSON.stringify([row({ title: null })]), '23502'],
  [JSON.stringify([row({ completed: null })]), '23502'],
  [JSON.stringify([row({ completed: 'perhaps' })]), '22P02'],
  [JSON.stringify([row({ due_date: '2026-02-30' })]), '22008'],
  [JSON.stringify([row({ created_at: 'x' })]), '22007'],
  [JSON.stringify([row({ copy: 2 ** 31 })]), '22003'],
  [JSON.stringify([row({ id: null })]), '23502'],
  [
    JSON.stringify([row(), row()]),
    [
      [3, true],
      [3, false],
    ],
  ],
  [JSON.stringify([row({ by_content: true, copy: -(2 ** 31) })]), [[3, true]]],
  [JSON.stringify([row({ by_content: true, copy: 2 ** 31 - 1 })]), [[3, true]]],
  [JSON.stringify([row({ by_content: true, copy: null })]), [[3, true]]],
  [JSON.stringify([row({ by_content: null, copy: 0 })]), [[3, true]]],
  [
    JSON.stringify([
      row({ completed: true, completed_at: 'now', by_content: true, copy: 0, done_from: 'infinity' }),
    ]),
    [[3, true]],
  ],
  [
    JSON.stringify([
      row({ completed: true, completed_at: 'now', by_content: true, copy: 0, done_until: '-infinity' }),
    ]),
    [[3, true]],
  ],
];

describe('JSON that the program does not make', () => {
  it.each(ODD.map(([json, outcome]) => [json.slice(0, 150), json, outcome] as const))(
    'is refused, or is no more than tasks: %s',
    async (_shown, json, outcome) => {
      const alice = await readAllAbout(superuser, ALICE);
      expect(await attempt(mallory, WRITE, importing(json))).toEqual(outcome);
      await expectSound(alice);
    },
  );

  it.each(['-5', '2147483647', 'null'])('compares with nothing but contents, at copy %s', async (copy) => {
    const json = JSON.stringify([row({ title: 'Call the clinic for mallory', by_content: true })]);
    await expect(
      attempt(mallory, WRITE, importing(json.replace('"by_content"', `"copy":${copy},"by_content"`), false)),
    ).resolves.toEqual([[null, true]]);
  });
});

describe('an account takes so many tasks', () => {
  beforeEach(() => owner.query('update todo.settings set max_tasks_per_user = 4'));
  afterAll(() => owner.query('update todo.settings set max_tasks_per_user = 50000'));

  it.each([3, 5])('and not %i more in one import', async (count) => {
    const json = JSON.stringify(
      Array.from({ length: count }, (_, index) => row({ id: NEW_ID.replace(/0f$/, `a${index}`) })),
    );
    expect(await attempt(mallory, WRITE, importing(json))).toBe('54000');
    const trial = {
      session: 'with his session, to write',
      sql: [importing(json)],
      like: 'something',
    } as const;
    expect(await attackWithout(superuser, ['limits of tasks'], trial)).toBe('something');
  });

  it('of which those that are there already are none', async () => {
    const twoMore = [row(), row({ id: NEW_ID.replace(/f$/, 'e') }), row({ id: MALLORY.taskIds[0] })];
    expect(await importRows(...twoMore)).toEqual([
      [3, true],
      [4, true],
      [1, false],
    ]);
    expect(await importRows(...twoMore)).toEqual([
      [3, false],
      [4, false],
      [1, false],
    ]);
  });
});

describe('another transaction', () => {
  it('that has ended the session lets an import add nothing', async () => {
    await mallory.query('begin');
    await mallory.query(WRITE);
    await owner.query(`delete from todo.sessions where user_id = '${MALLORY.id}'`);
    await expect(mallory.query(importing(JSON.stringify([row()])))).rejects.toMatchObject({ code: '28000' });
    await mallory.query('rollback');
  });

  it('that imports the same is waited for, and its tasks are there', async () => {
    const twin = await server.connect('client', 'neondb');
    const json = JSON.stringify([row(), row({ id: NEW_ID.replace(/f$/, 'e'), by_content: true, copy: 0 })]);
    await twin.query('begin');
    await twin.query(WRITE);
    await twin.query(importing(json));
    const waiting = attempt(mallory, WRITE, importing(json));
    await twin.query('commit');
    expect(await waiting).toEqual([
      [3, false],
      [4, false],
    ]);
  });
});

describe('with plans that count on one task of each user', () => {
  beforeEach(async () => {
    await owner.query(`insert into todo.users (username, email, password)
      select 'user-' || i, i || '@example.org', password from todo.users, generate_series(1, 500) i where username = 'mallory'`);
    await owner.query(
      `insert into todo.tasks (id, user_id, title) select gen_random_uuid(), id, 'x' from todo.users`,
    );
    await owner.query('delete from todo.tasks where number > 1');
    await superuser.query('vacuum analyze todo.tasks');
  });

  it('rows are not compared with each task one by one', async () => {
    const client = await server.connect('superuser', 'neondb');
    const told: string[] = [];
    client.on('notice', ({ message }) => told.push(message ?? ''));
    await client.query("load 'auto_explain'");
    await client.query('set auto_explain.log_min_duration = 0');
    await client.query('set auto_explain.log_nested_statements = on');
    await client.query('set client_min_messages = log');
    const rows = JSON.stringify([row({ by_content: true, copy: 0 })]);
    await client.query(`begin; ${WRITE}; ${importing(rows, false)}; rollback`);
    const plans = told.filter((message) => /CTE alike/.test(message));
    expect(plans).toHaveLength(1);
    expect(plans.join('\n')).not.toMatch(/Nested Loop/);
  });
});
