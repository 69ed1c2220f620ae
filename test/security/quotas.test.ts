import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attempt } from '../support/attempt.ts';
import { type Server, startServer } from '../support/server.ts';
import { attack, attackWithout } from './attack.ts';
import type { GuardName } from './guards.ts';
import { addTwoUsers, asUser, MALLORY, verifier } from '../support/two-users.ts';

let server: Server;
let owner: Client;
let superuser: Client;
let mallory: Client;

beforeAll(async () => {
  server = await startServer();
  await server.install('neondb');
  owner = await server.connect('owner', 'neondb');
  await addTwoUsers(owner);
  superuser = await server.connect('superuser', 'neondb');
  mallory = await server.connect('client', 'neondb');
});
afterAll(() => server.close());

/** The same statement where the limit is missing. */
async function without(limit: GuardName, sql: string): Promise<unknown> {
  return attackWithout(superuser, [limit], {
    session: 'with his session, to write',
    sql: [sql],
    like: 'something',
  });
}

describe('sign-up', () => {
  it('is limited by the hour', async () => {
    await owner.query('update todo.settings set signups_per_hour = 3');
    expect(await attempt(mallory, signUp('eve'))).toEqual([['eve']]);
    expect(await attempt(mallory, signUp('eve2'))).toBe('53400');
    expect(await without('limits of sign-ups', signUp('eve2'))).toBe('something');
    // Whoever lost the answer gets it all the same.
    expect(await attempt(mallory, signUp('eve'))).toEqual([['eve']]);
    await owner.query('update todo.settings set signups_per_hour = 100');
  });

  it('is limited in all', async () => {
    await owner.query('update todo.settings set max_users = 3');
    expect(await attempt(mallory, signUp('eve2'))).toBe('53400');
    expect(await without('limits of sign-ups', signUp('eve2'))).toBe('something');
    await owner.query('update todo.settings set max_users = 10000');
  });

  it('can be closed', async () => {
    await owner.query('update todo.settings set signup_open = false');
    expect(await attempt(mallory, signUp('eve2'))).toBe('42501');
    expect(await without('limits of sign-ups', signUp('eve2'))).toBe('something');
    await owner.query('update todo.settings set signup_open = true');
  });
});

describe('tasks', () => {
  const write = asUser(MALLORY, { write: true });

  it('are limited in number, whatever their numbers are', async () => {
    await owner.query('update todo.settings set max_tasks_per_user = 4');
    expect(await attempt(mallory, write, addTasks(5))).toBe('54000');
    expect(await without('limits of tasks', addTasks(5))).toBe('something');
    expect(await attempt(mallory, write, addTasks(3))).toBe('54000');
    expect(await without('limits of tasks', addTasks(3))).toBe('something');
    expect(await attempt(mallory, write, addTasks(2))).toEqual([[3], [4]]);
    expect(await attempt(mallory, write, addTasks(1))).toBe('54000');
    expect(await attempt(mallory, write, 'delete from todo.tasks where number = 4', addTasks(1))).toEqual([
      [5],
    ]);
    await owner.query('update todo.settings set max_tasks_per_user = 50000');
  });
});

describe('sessions', () => {
  it('are limited in number: those that were not used for longest end, but never the one that asks', async () => {
    await owner.query('update todo.settings set max_sessions = 3');
    const session = asUser(MALLORY, { write: true });
    for (const name of ['one', 'two', 'three']) {
      await attempt(
        mallory,
        session,
        `select todo.create_token(sha256('${name}'), '${name}', '1 day', false)`,
      );
    }
    expect(
      await attempt(
        mallory,
        asUser({ ...MALLORY, secret: 'three' }),
        'select device from todo.list_sessions()',
      ),
    ).toEqual([['three'], ['two'], ['laptop of mallory']]);
    const another =
      "select todo.create_token(sha256(convert_to(gen_random_uuid()::text, 'UTF8')), '', '1 day', false)";
    const count = 'select from todo.list_sessions() having count(*) > 3';
    const trial = {
      session: 'with his session, to write',
      sql: [another, count],
      like: 'something',
    } as const;
    expect(await attack(mallory, trial)).toBe('nothing');
    expect(await attackWithout(superuser, ['limits of sessions'], trial)).toBe('something');
    await owner.query('update todo.settings set max_sessions = 50');
  });

  it.each([
    ['1000 years', '400 days'],
    ['infinity', '400 days'],
    ['30 days', '30 days'],
    ['0 seconds', '00:01:00'],
    ['-1 day', '00:01:00'],
    ['-infinity', '00:01:00'],
  ])('that are to last %s last %s', async (asked, given) => {
    const session = asUser({ ...MALLORY, secret: 'three' }, { write: true });
    expect(
      await attempt(
        mallory,
        session,
        `select (expires_at - now())::text from todo.create_token(sha256('${asked}'), '', '${asked}', false)`,
      ),
    ).toEqual([[given]]);
  });
});

function signUp(name: string): string {
  return `select username from todo.signup('${name}', '${name}@example.org', ${verifier("'key'")}, sha256('${name}'), 'x', '1 day')`;
}

function addTasks(count: number): string {
  return `insert into todo.tasks (id, user_id, title)
    select gen_random_uuid(), '${MALLORY.id}', 'x' from generate_series(1, ${count}) returning number`;
}
