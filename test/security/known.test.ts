import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attempt } from '../support/attempt.ts';
import { type Server, startServer } from '../support/server.ts';
import { addTwoUsers, ALICE, asUser, MALLORY, verifier } from '../support/two-users.ts';

// What a holder of the shared connection string can do, and is known to: nobody should rely on the contrary.

let server: Server;
let owner: Client;
let mallory: Client;

beforeAll(async () => {
  server = await startServer();
  await server.install('neondb');
  owner = await server.connect('owner', 'neondb');
  await addTwoUsers(owner);
  await owner.query('analyze');
  mallory = await server.connect('client', 'neondb');
});
afterAll(() => server.close());

describe('Mallory learns', () => {
  it('how many tasks and users there are in all', async () => {
    expect(
      await attempt(
        mallory,
        "select relname, reltuples from pg_class where oid in ('todo.tasks'::regclass, 'todo.users'::regclass) order by 1",
      ),
    ).toEqual([
      ['tasks', 4],
      ['users', 2],
    ]);
  });

  it('how many had signed up before him', async () => {
    expect(await attempt(mallory, asUser(MALLORY), 'select array_lower(todo.own_keys(), 1)')).toEqual([[2]]);
  });

  it('that a name is taken, when he signs up with it', async () => {
    expect(await attempt(mallory, signUp('alice'))).toBe('23505');
  });

  it('how the database is made', async () => {
    const source = "select from pg_proc where proname = 'login' and prosrc like '%login_tries_per_hour%'";
    expect(await attempt(mallory, source)).toEqual([[]]);
  });
});

describe('Mallory keeps', () => {
  it('everybody from logging in, by guesses, for the rest of the hour; sessions go on', async () => {
    // Names share counters, of which there are 256.
    await mallory.query(
      `select todo.login('name' || i, 'guess', sha256('x'), 'x', '1 day') from generate_series(1, 256 * 120) i`,
    );
    const login = `select status from todo.login('alice', ${ALICE.key}, sha256('new'), 'x', '1 day')`;
    const change = `select todo.change_password(${ALICE.key}, '')`;
    expect(await attempt(mallory, login)).toEqual([['locked']]);
    expect(await attempt(mallory, asUser(ALICE, { write: true }), change)).toEqual([['locked']]);
    expect(await attempt(mallory, asUser(ALICE), 'select username from todo.whoami()')).toEqual([['alice']]);
  });

  it('everybody from signing up, by signing up, for the rest of the hour', async () => {
    await owner.query('update todo.settings set signups_per_hour = 3');
    expect(await attempt(mallory, signUp('eve'))).toEqual([['eve']]);
    expect(await attempt(mallory, signUp('bob'))).toBe('53400');
    await owner.query('update todo.settings set signups_per_hour = 100');
  });

  it('what he likes in large objects, which are no part of the program', async () => {
    expect(await attempt(mallory, "select lo_from_bytea(4711, 'x')")).toEqual([[4711]]);
  });

  it('what he has read, in a cursor that outlives the session', async () => {
    await attempt(mallory, asUser(MALLORY), 'declare c cursor with hold for select title from todo.tasks');
    await owner.query(`delete from todo.sessions where user_id = '${MALLORY.id}'`);
    expect((await mallory.query('fetch all c')).rowCount).toBe(2);
    expect(await attempt(mallory, asUser(MALLORY))).toBe('28000');
  });
});

describe('limits of sign-ups', () => {
  it('are not about what other transactions have not committed', async () => {
    await owner.query('update todo.settings set signups_per_hour = (select count(*) + 1 from todo.users)');
    const other = await server.connect('client', 'neondb');
    await other.query('begin');
    expect((await other.query(signUp('carol'))).rowCount).toBe(1);
    expect(await attempt(mallory, signUp('dave'))).toEqual([['dave']]);
    await other.query('commit');
    expect(await attempt(mallory, signUp('erin'))).toBe('53400');
    await owner.query('update todo.settings set signups_per_hour = 100');
  });
});

function signUp(name: string): string {
  return `select username from todo.signup('${name}', '${name}@example.org', ${verifier("'key'")}, sha256('${name}'), 'x', '1 day')`;
}
