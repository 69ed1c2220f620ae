import type { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attempt } from '../support/attempt.ts';
import { type Server, startServer } from '../support/server.ts';
import { rewritten } from './guards.ts';
import { addTwoUsers, asUser, MALLORY } from '../support/two-users.ts';

// However a client writes, its journal keeps to the limits: by no more than 32 commands, and by no more than a thousand changes in each of
// these. Only the newest command may be larger by itself.

let server: Server;
/** Of the database that the test is about. */
let owner: Client;
let mallory: Client;

beforeAll(async () => {
  server = await startServer();
  await server.install('guarded');
  await server.install('unguarded');
  const careless = await server.connect('superuser', 'unguarded');
  await careless.query(
    rewritten('shorten_journal(uuid,integer)', 'where c.user_id = p_user and', 'where false and'),
  );
});
beforeEach(() => use('guarded'));

async function use(database: 'guarded' | 'unguarded'): Promise<void> {
  owner = await server.connect('owner', database);
  mallory = await server.connect('client', database);
  await owner.query('delete from todo.users');
  await addTwoUsers(owner);
  await owner.query(`update todo.settings
    set max_journal_commands = 1000, max_journal_changes = 100000, max_journal_age = '90 days'`);
}
afterAll(() => server.close());

const WRITE = asUser(MALLORY, { write: true });

/** The commands that are left, and how many changes; checks that only whole ones are. */
async function left(): Promise<{ oldest: number; newest: number; commands: number; changes: number }> {
  const { rows } = await owner.query(
    `select min(k.seq) as oldest, max(k.seq) as newest, count(*)::int as commands, sum(k.size)::int as changes
       from todo.commands k where k.user_id = $1`,
    [MALLORY.id],
  );
  const { rows: torn } = await owner.query(
    `select from todo.commands k full join (select user_id, seq, count(*) as size from todo.changes group by 1, 2) c using (user_id, seq)
      where k.size is distinct from c.size and k.name <> 'same'`,
  );
  expect(torn).toEqual([]);
  return rows[0];
}

async function rename(times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) {
    await attempt(
      mallory,
      WRITE,
      `update todo.tasks set title = 'Title ${i} of ' || clock_timestamp() where number = 1`,
    );
  }
}

describe('of commands', () => {
  it('the oldest go, one time in 32', async () => {
    await owner.query('update todo.settings set max_journal_commands = 10');
    await rename(28);
    expect(await left()).toMatchObject({ oldest: 1, newest: 31 });
    await rename(1);
    expect(await left()).toMatchObject({ oldest: 23, newest: 32 });
    await rename(31);
    expect(await left()).toMatchObject({ oldest: 23, newest: 63 });
    await rename(1);
    expect(await left()).toMatchObject({ oldest: 55, newest: 64 });
  });

  it('the newest stays, whatever the limits are', async () => {
    await owner.query(
      "update todo.settings set max_journal_commands = 0, max_journal_changes = 0, max_journal_age = '0'",
    );
    await rename(29);
    expect(await left()).toMatchObject({ oldest: 32, newest: 32, changes: 1 });
  });

  it('those go that are too old', async () => {
    await rename(20);
    await owner.query("update todo.commands set at = at - interval '91 days' where seq <= 20");
    await rename(9);
    expect(await left()).toMatchObject({ oldest: 21, newest: 32 });
  });

  it('so many go that there are no more changes than may be', async () => {
    await owner.query('update todo.settings set max_journal_changes = 20');
    await attempt(mallory, WRITE, add(15));
    await rename(28);
    // The last 20 are of one change each; the one that added fifteen went as a whole.
    expect(await left()).toEqual({ oldest: 13, newest: 32, commands: 20, changes: 20 });
  });

  it('nobody else loses any', async () => {
    await owner.query('update todo.settings set max_journal_commands = 1');
    await rename(40);
    const { rows } = await owner.query('select count(*)::int from todo.commands where user_id <> $1', [
      MALLORY.id,
    ]);
    expect(rows).toEqual([{ count: 3 }]);
  });
});

describe('no client gets around it', () => {
  it('by undo and redo, which are commands as well', async () => {
    await owner.query('update todo.settings set max_journal_commands = 10');
    for (let i = 0; i < 30; i += 1) {
      for (const kind of ['undo', 'redo']) {
        await attempt(mallory, asUser(MALLORY), `select todo.take_back(gen_random_uuid(), '${kind}', true)`);
      }
    }
    expect((await left()).commands).toBeLessThanOrEqual(11);
  });

  it('by an undo each time that it would be done', async () => {
    await owner.query('update todo.settings set max_journal_commands = 10');
    await rename(28);
    for (let i = 0; i < 4; i += 1) {
      await attempt(mallory, asUser(MALLORY), "select todo.take_back(gen_random_uuid(), 'undo', true)");
      await rename(31);
    }
    expect((await left()).commands).toBeLessThanOrEqual(42);
  });

  it('by a thousand changes at once', async () => {
    await owner.query('update todo.settings set max_journal_changes = 1500');
    await attempt(mallory, WRITE, add(1000));
    expect(await left()).toMatchObject({ oldest: 1, newest: 4 });
    await attempt(mallory, WRITE, "update todo.tasks set title = 'y' where number > 2");
    expect(await left()).toEqual({ oldest: 5, newest: 5, commands: 1, changes: 1000 });
  });

  it('by adding to the same command again and again', async () => {
    await owner.query('update todo.settings set max_journal_changes = 1500');
    const command = `select set_config('todo.command_id', '${MALLORY.sessionId}', true), set_config('todo.command', 'same', true)`;
    for (let i = 0; i < 70; i += 1) {
      await attempt(mallory, command, WRITE, add(100), 'delete from todo.tasks where number > 2');
    }
    expect((await left()).changes).toBeLessThanOrEqual(1500 + 32 * 200);
  });

  it('by adding to it within one transaction', async () => {
    await owner.query('update todo.settings set max_journal_changes = 1500');
    const again = Array.from({ length: 20 }, () => [add(400), 'delete from todo.tasks where number > 2']);
    await attempt(mallory, WRITE, ...again.flat());
    const { rows } = await owner.query('select count(*)::int from todo.changes where user_id = $1', [
      MALLORY.id,
    ]);
    expect(rows[0].count).toBeLessThanOrEqual(1500 + 1000 + 2 * 400);
  });
});

describe('if nothing were forgotten, the journal would grow', () => {
  beforeEach(() => use('unguarded'));

  it('by commands', async () => {
    await owner.query('update todo.settings set max_journal_commands = 10');
    await rename(61);
    expect((await left()).commands).toBe(64);
  });

  it('by adding to a command within one transaction', async () => {
    await owner.query('update todo.settings set max_journal_changes = 1500');
    const again = Array.from({ length: 20 }, () => [add(400), 'delete from todo.tasks where number > 2']);
    await attempt(mallory, WRITE, ...again.flat());
    const { rows } = await owner.query('select count(*)::int from todo.changes where user_id = $1', [
      MALLORY.id,
    ]);
    expect(rows[0].count).toBeGreaterThan(1500 + 1000 + 2 * 400);
  });
});

it('an undo of more than the journal holds is whole, and so is its redo', async () => {
  await owner.query('update todo.settings set max_journal_changes = 1500');
  await attempt(mallory, WRITE, add(1600));
  await attempt(mallory, WRITE, 'delete from todo.tasks where number > 2');
  const take = (kind: string) =>
    attempt(
      mallory,
      asUser(MALLORY),
      `select count(*)::int from todo.take_back(gen_random_uuid(), '${kind}', true)`,
    );
  expect(await take('undo')).toEqual([[1600]]);
  expect(await attempt(mallory, asUser(MALLORY), 'select count(*)::int from todo.tasks')).toEqual([[1602]]);
  expect(await take('redo')).toEqual([[1600]]);
  expect(await attempt(mallory, asUser(MALLORY), 'select count(*)::int from todo.tasks')).toEqual([[2]]);
  expect((await left()).changes).toBeLessThanOrEqual(1600 * 2);
});

function add(count: number): string {
  return `insert into todo.tasks (id, user_id, title)
    select gen_random_uuid(), '${MALLORY.id}', 'x' from generate_series(1, ${count})`;
}
