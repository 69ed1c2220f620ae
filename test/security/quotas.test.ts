import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attempt } from '../support/attempt.ts';
import { type Server, startServer } from '../support/server.ts';
import { addTwoUsers, asUser, MALLORY, verifier } from '../support/two-users.ts';

let server: Server;
let owner: Client;
let mallory: Client;

beforeAll(async () => {
  server = await startServer();
  await server.install('neondb');
  owner = await server.connect('owner', 'neondb');
  await addTwoUsers(owner);
  mallory = await server.connect('client', 'neondb');
});
afterAll(() => server.close());

describe('sign-up', () => {
  it('is limited by the hour', async () => {
    await owner.query('update todo.settings set signups_per_hour = 3');
    expect(await attempt(mallory, signUp('eve'))).toEqual([['eve']]);
    expect(await attempt(mallory, signUp('eve2'))).toBe('53400');
    // Whoever lost the answer gets it all the same.
    expect(await attempt(mallory, signUp('eve'))).toEqual([['eve']]);
    await owner.query('update todo.settings set signups_per_hour = 100');
  });

  it('is limited in all', async () => {
    await owner.query('update todo.settings set max_users = 3');
    expect(await attempt(mallory, signUp('eve2'))).toBe('53400');
    await owner.query('update todo.settings set max_users = 10000');
  });

  it('can be closed', async () => {
    await owner.query('update todo.settings set signup_open = false');
    expect(await attempt(mallory, signUp('eve2'))).toBe('42501');
    await owner.query('update todo.settings set signup_open = true');
  });

  it('takes over nobody: a name that is taken stays with its user', async () => {
    expect(await signUpError('Alice', 'eve3@example.org')).toMatchObject({
      code: '23505',
      constraint: 'users_username_key',
    });
    expect(await signUpError('eve3', 'ALICE@example.org')).toMatchObject({
      code: '23505',
      constraint: 'users_email_key',
    });
    expect(await signUpError('eve3', 'eve3@example.org')).toMatchObject({ code: '23505' });
  });

  it.each([
    ['a name of a megabyte', "repeat('x', 1000000), 'e@x', VERIFIER, sha256('y'), 'x', '1 day'"],
    ['an address of a megabyte', "'eve4', repeat('x', 1000000) || '@x', VERIFIER, sha256('y'), 'x', '1 day'"],
    ['a verifier of a megabyte', "'eve4', 'e@x', repeat('x', 1000000), sha256('y'), 'x', '1 day'"],
    ['a verifier that is a password', "'eve4', 'e@x', 'secret', sha256('y'), 'x', '1 day'"],
    [
      'a token of a megabyte',
      "'eve4', 'e@x', VERIFIER, convert_to(repeat('x', 1000000), 'UTF8'), 'x', '1 day'",
    ],
    ['an empty token', "'eve4', 'e@x', VERIFIER, '', 'x', '1 day'"],
    ['a device of a megabyte', "'eve4', 'e@x', VERIFIER, sha256('y'), repeat('x', 1000000), '1 day'"],
  ])('refuses %s', async (_name, parameters) => {
    const sql = `select from todo.signup(${parameters.replace('VERIFIER', () => verifier("'key'"))})`;
    expect(await attempt(mallory, sql)).toBe('23514');
  });
});

describe('tasks', () => {
  const write = asUser(MALLORY, { write: true });

  it('are limited in number, whatever their numbers are', async () => {
    await owner.query('update todo.settings set max_tasks_per_user = 4');
    expect(await attempt(mallory, write, addTasks(5))).toBe('54000');
    expect(await attempt(mallory, write, addTasks(3))).toBe('54000');
    expect(await attempt(mallory, write, addTasks(2))).toEqual([[3], [4]]);
    expect(await attempt(mallory, write, addTasks(1))).toBe('54000');
    expect(await attempt(mallory, write, 'delete from todo.tasks where number = 4', addTasks(1))).toEqual([
      [5],
    ]);
    await owner.query('update todo.settings set max_tasks_per_user = 50000');
  });

  it.each([
    ['a title', "title = repeat('x', 1000000)"],
    ['a note', "description = repeat('x', 1000000)"],
    ['a tag', "tags = array[repeat('x', 1000000)]"],
    ['a hundred thousand tags', "tags = array_fill('x'::text, array[100000])"],
    ['a pattern', "recursion_pattern = repeat('x', 1000000)"],
  ])('are limited in size: %s', async (_name, change) => {
    expect(await attempt(mallory, write, `update todo.tasks set ${change}`)).toBe('23514');
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

async function signUpError(name: string, email: string): Promise<unknown> {
  const sql = `select from todo.signup('${name}', '${email}', ${verifier("'key'")}, sha256('${MALLORY.secret}'), 'x', '1 day')`;
  return mallory.query(sql).catch((error: unknown) => error);
}

function addTasks(count: number): string {
  return `insert into todo.tasks (id, user_id, title)
    select gen_random_uuid(), '${MALLORY.id}', 'x' from generate_series(1, ${count}) returning number`;
}
