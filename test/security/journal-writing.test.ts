import assert from 'node:assert/strict';
import type { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { attempt } from '../support/attempt.ts';
import { type Server, startServer } from '../support/server.ts';
import { addTwoUsers, ALICE, asUser, MALLORY, readAllAbout } from '../support/two-users.ts';

// Nobody but the triggers writes the journal, and whatever is written there stays.

let server: Server;
let superuser: Client;
let mallory: Client;
let unguarded: Client;
let before: readonly string[];

beforeAll(async () => {
  server = await startServer();
  await server.install('neondb');
  await addTwoUsers(await server.connect('owner', 'neondb'));
  superuser = await server.connect('superuser', 'neondb');
  before = await bothJournals();
  mallory = await server.connect('client', 'neondb');

  await server.install('unguarded');
  const careless = await server.connect('owner', 'unguarded');
  await addTwoUsers(careless);
  for (const table of ['commands', 'changes']) {
    await careless.query(
      `grant insert, update, delete, truncate, references, trigger on todo.${table} to todo_user`,
    );
    await careless.query(`alter table todo.${table} disable row level security`);
  }
  await careless.query('grant execute on all functions in schema todo to todo_user');
  unguarded = await server.connect('client', 'unguarded');
});
afterEach(async () => {
  assert.deepEqual(await bothJournals(), before);
});
afterAll(() => server.close());

async function bothJournals(): Promise<readonly string[]> {
  return [await readAllAbout(superuser, ALICE), await readAllAbout(superuser, MALLORY)];
}

const DENIED = '42501';
const OTHER_ID = 'bad00000-0000-4000-8000-00000000000f';
const IMAGE =
  '{"title": "x", "number": 9, "priority": "Low", "tags": [], "completed": false, "created_at": "now", "updated_at": "now"}';

/** For each user, as all of it is refused for everybody. */
function writes({ id, taskIds }: typeof ALICE): readonly (readonly [attack: string, sql: string])[] {
  const command = `'${id}', 9, '${OTHER_ID}', '', '', now(), 1, 1`;
  return [
    [
      'adds a command',
      `insert into todo.commands (user_id, seq, id, name, device, at, size, owner_key) values (${command})`,
    ],
    [
      'adds a change',
      `insert into todo.changes (user_id, seq, task_id, number, owner_key) values ('${id}', 9, '${taskIds[0]}', 1, 1)`,
    ],
    [
      'adds a command by a conflict',
      `insert into todo.commands (user_id, seq, id, name, device, at, size, owner_key) values (${command})
         on conflict (user_id, seq) do nothing`,
    ],
    [
      'merges one in',
      `merge into todo.changes c using (values (9)) v (seq) on c.seq = v.seq
         when not matched then insert (user_id, seq, task_id, number, owner_key) values ('${id}', 9, '${taskIds[0]}', 1, 1)`,
    ],
    ['renames a command', `update todo.commands set name = 'add' where user_id = '${id}'`],
    ['changes when it was', `update todo.commands set at = now() where user_id = '${id}'`],
    ['changes which device it was', `update todo.commands set device = '' where user_id = '${id}'`],
    ['calls it taken back', `update todo.commands set taken_back_by = 1 where user_id = '${id}'`],
    ['changes what was there before', `update todo.changes set before = '{}' where user_id = '${id}'`],
    ['changes whose it is', `update todo.changes set owner_key = 2 where user_id = '${id}'`],
    ['deletes the commands', `delete from todo.commands where user_id = '${id}'`],
    ['deletes the changes', `delete from todo.changes where user_id = '${id}'`],
    [
      'deletes in a query',
      `with c as (delete from todo.changes where user_id = '${id}' returning *) select * from c`,
    ],
    [
      'merges them away',
      `merge into todo.changes c using (values ('${id}'::uuid)) v (u) on c.user_id = v.u when matched then delete`,
    ],
    ['locks a command', `select from todo.commands where user_id = '${id}' for update`],
    ['locks its key', `select from todo.commands where user_id = '${id}' for key share`],
    ['shortens the journal', `select todo.shorten_journal('${id}', 100)`],
    ['begins a command', `select todo.open_command('${id}', 1)`],
    [
      'puts a task back',
      `select todo.put_back('${id}', array['${OTHER_ID}']::uuid[], array['${IMAGE}']::jsonb[])`,
    ],
  ];
}

const WRITES = [
  ...writes(ALICE).map(([attack, sql]) => [`${attack} of Alice’s`, sql] as const),
  ...writes(MALLORY).map(([attack, sql]) => [`${attack} of his own`, sql] as const),
];

const WRITES_TO_ALL: readonly (readonly [attack: string, sql: string])[] = [
  ['empties the commands', 'truncate todo.commands'],
  ['empties the changes', 'truncate todo.changes'],
  ['empties the commands with all that hangs on them', 'truncate todo.commands cascade'],
  ['copies commands in', 'copy todo.commands from stdin'],
  ['copies changes in', 'copy todo.changes from stdin'],
  ['locks the commands', 'lock table todo.commands in share row exclusive mode'],
  ['locks the changes', 'lock table todo.changes in row exclusive mode'],
  ['lengthens the journal', 'update todo.settings set max_journal_commands = 1000000'],
  ['shortens everybody’s', "update todo.settings set max_journal_age = '0'"],
];

const FUNCTIONS: readonly (readonly [sql: string])[] = [
  ['select todo.image(t) from todo.tasks t'],
  ['select todo.difference(t, t) from todo.tasks t'],
  ['select todo.differs(t, t) from todo.tasks t'],
  ['select todo.obstacle(null, null)'],
  ['select todo.journal_added()'],
  ['select todo.journal_edited()'],
  ['select todo.journal_deleted()'],
  ['select todo.delete_changes()'],
  ['select todo.empty_changes()'],
  ['select todo.note_numbers()'],
  ['select todo.follow_user()'],
];

const SWITCHES: readonly (readonly [sql: string])[] = [
  ['alter table todo.tasks disable trigger all'],
  ['alter table todo.tasks disable trigger user'],
  ['alter table todo.tasks disable trigger journal_edited'],
  ['alter table todo.commands disable trigger delete_changes'],
  ['alter table todo.changes disable row level security'],
  ['drop trigger journal_deleted on todo.tasks'],
  ['drop table todo.changes'],
  ['drop policy own_changes_only on todo.changes'],
  ['create policy mine on todo.commands using (true)'],
  ['create trigger t before insert on todo.commands for each row execute function todo.touch_task()'],
  ['create rule r as on insert to todo.changes do instead nothing'],
  ['create table public.t (user_id uuid, seq int, foreign key (user_id, seq) references todo.commands)'],
  ['set session_replication_role = replica'],
  ["select set_config('session_replication_role', 'replica', true)"],
  ['alter role todo_client set session_replication_role = replica'],
];

describe.each([
  ['without a session', 'select'],
  ['with his own session', asUser(MALLORY, { write: true })],
])('Mallory %s is refused when he', (_, session) => {
  it.each([...WRITES, ...WRITES_TO_ALL])('%s', async (_attack, sql) => {
    expect(await attempt(mallory, session, sql)).toBe(DENIED);
  });
});

describe('Mallory is refused', () => {
  it.each([...FUNCTIONS, ...SWITCHES])('%s', async (sql) => {
    expect(await attempt(mallory, asUser(MALLORY, { write: true }), sql)).toBe(DENIED);
  });
});

describe('with grants that nobody should have, and without policies, he succeeds when he', () => {
  it.each(WRITES)('%s', async (_attack, sql) => {
    await unguarded.query('begin');
    try {
      await unguarded.query(asUser(MALLORY, { write: true }));
      expect((await unguarded.query(sql)).rowCount).toBeGreaterThan(0);
    } finally {
      await unguarded.query('rollback');
    }
  });
});
