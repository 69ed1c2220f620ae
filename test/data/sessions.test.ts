import type { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attempt } from '../support/attempt.ts';
import { type Server, startServer } from '../support/server.ts';
import { addTwoUsers, ALICE, asUser, MALLORY, verifier } from '../support/two-users.ts';

let server: Server;
let owner: Client;
let client: Client;

beforeAll(async () => {
  server = await startServer();
  await server.install('neondb');
  owner = await server.connect('owner', 'neondb');
  client = await server.connect('client', 'neondb');
});
beforeEach(async () => {
  await owner.query('delete from todo.users');
  await addTwoUsers(owner);
});
afterAll(() => server.close());

const SESSION = asUser(ALICE, { write: true });
function signUp(name: string, secret: string): string {
  return `select user_id, session_id from todo.signup('${name}', '${name}@Example.org', ${verifier("'key of zoe'")}, sha256('${secret}'), 'phone', '30 days')`;
}

function logIn(name: string, secret: string): string {
  return `select status, username, session_id from todo.login('${name}', ${ALICE.key}, sha256('${secret}'), 'phone', '30 days')`;
}

async function devices(): Promise<unknown> {
  const { rows } = await owner.query<{ device: string }>(
    'select device from todo.sessions where user_id = $1 order by 1',
    [ALICE.id],
  );
  return rows.map(({ device }) => device);
}

describe('sign-up', () => {
  it('makes a user and a session of 30 days, with the names in small letters', async () => {
    const sql = `select username, email, (expires_at - created_at)::text
      from todo.signup('Zoe', 'Zoe@Example.org', ${verifier("'key of zoe'")}, sha256('secret of zoe'), 'phone', '30 days')`;
    expect(await attempt(client, sql)).toEqual([['zoe', 'zoe@example.org', '30 days']]);
    expect(
      await attempt(
        client,
        "select status from todo.login('ZOE@example.ORG', 'key of zoe', sha256('x'), '', '1 day')",
      ),
    ).toEqual([['ok']]);
  });

  it('gives the same answer when it is repeated, also in capitals', async () => {
    const first = await attempt(client, signUp('zoe', 'secret of zoe'));
    expect(await attempt(client, signUp('ZOE', 'secret of zoe'))).toEqual(first);
    expect(await attempt(owner, "select count(*)::int from todo.users where username = 'zoe'")).toEqual([
      [1],
    ]);
  });

  it('gives the same answer to twins that are sent at once', async () => {
    const clients = await Promise.all(Array.from({ length: 5 }, () => server.connect('client', 'neondb')));
    const answers = await Promise.all(clients.map((each) => attempt(each, signUp('zoe', 'secret of zoe'))));
    await Promise.all(clients.map((each) => each.end()));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toHaveLength(1);
  });

  it('is refused to the second of two people who want the same name at once', async () => {
    const clients = await Promise.all(['one', 'two'].map(() => server.connect('client', 'neondb')));
    const answers = await Promise.all(clients.map((each, i) => attempt(each, signUp('zoe', `secret ${i}`))));
    await Promise.all(clients.map((each) => each.end()));
    expect(answers.filter((answer) => answer === '23505')).toHaveLength(1);
  });
});

describe('login', () => {
  it.each(['alice', 'ALICE', 'alice@example.org', 'Alice@Example.org'])('takes %s', async (name) => {
    expect(await attempt(client, logIn(name, 'new secret'))).toEqual([['ok', 'alice', expect.any(String)]]);
    expect(
      await attempt(client, asUser({ ...ALICE, secret: 'new secret' }), 'select username from todo.whoami()'),
    ).toEqual([['alice']]);
  });

  it('gives the same session when it is repeated', async () => {
    const first = await attempt(client, logIn('alice', 'new secret'));
    expect(await attempt(client, logIn('alice', 'new secret'))).toEqual(first);
    expect(await devices()).toEqual(['laptop of alice', 'phone', 'wallboard of alice']);
  });

  it('clears away sessions that have expired', async () => {
    await owner.query(
      "update todo.sessions set expires_at = now() - interval '1 day' where device = 'laptop of alice'",
    );
    await attempt(client, logIn('alice', 'new secret'));
    expect(await devices()).toEqual(['phone', 'wallboard of alice']);
  });
});

describe('the expiry of a session', () => {
  const state = `select (expires_at - now() > interval '29 days'), (last_used_at > now() - interval '1 minute')
    from todo.sessions where token_hash = sha256('used secret')`;
  const use = asUser({ ...ALICE, secret: 'used secret' });

  beforeEach(async () => {
    await attempt(client, logIn('alice', 'used secret'));
    await owner.query(`update todo.sessions set expires_at = now() + interval '5 days', last_used_at = now() - interval '61 minutes'
      where token_hash = sha256('used secret')`);
  });

  it('slides to 30 days from now when a login is used', async () => {
    expect(await attempt(client, use)).toEqual([[ALICE.id]]);
    expect(await attempt(owner, state)).toEqual([[true, true]]);
  });

  it('slides at most once an hour', async () => {
    await owner.query(
      "update todo.sessions set last_used_at = now() - interval '59 minutes' where token_hash = sha256('used secret')",
    );
    await attempt(client, use);
    expect(await attempt(owner, state)).toEqual([[false, false]]);
  });

  it('stays where it is for a token that was made for a script', async () => {
    await owner.query("update todo.sessions set slides_by = null where token_hash = sha256('used secret')");
    await attempt(client, use);
    expect(await attempt(owner, state)).toEqual([[false, true]]);
  });

  it('stays where it is in a read-only transaction, which is no failure', async () => {
    expect(await attempt(client, 'set transaction read only', use)).toEqual([[ALICE.id]]);
    expect(await attempt(owner, state)).toEqual([[false, false]]);
  });

  it('does not make two requests of the session wait for each other', async () => {
    const slow = await server.connect('client', 'neondb');
    await slow.query('begin');
    await slow.query(use);
    expect(await attempt(client, "set local lock_timeout = '1s'", use)).toEqual([[ALICE.id]]);
    await slow.query('commit');
    expect(await attempt(owner, state)).toEqual([[true, true]]);
  });
});

describe('a token for scripts', () => {
  it('may be read-only, and is made once when the request is repeated', async () => {
    const create = "select session_id from todo.create_token(sha256('token'), 'ci', '90 days', true)";
    const first = await attempt(client, SESSION, create);
    expect(await attempt(client, SESSION, create)).toEqual(first);
    expect(
      await attempt(client, asUser({ ...ALICE, secret: 'token' }), 'select read_only from todo.whoami()'),
    ).toEqual([[true]]);
    expect(await attempt(client, asUser({ ...ALICE, secret: 'token' }, { write: true }))).toBe('42501');
  });
});

describe('the end of sessions', () => {
  it('comes with logout, for this one or for all', async () => {
    await attempt(client, logIn('alice', 'new secret'));
    expect(await attempt(client, "select todo.logout('new secret', false)")).toEqual([[1]]);
    expect(await attempt(client, "select todo.logout('new secret', false)")).toEqual([[0]]);
    expect(await attempt(client, `select todo.logout('${ALICE.secret}', true)`)).toEqual([[2]]);
    expect(await attempt(client, SESSION)).toBe('28000');
  });

  it('comes by id, and says which ones there were', async () => {
    const revoke = `select * from todo.revoke_sessions(array['${ALICE.sessionId}', '${MALLORY.sessionId}', gen_random_uuid()::text]::uuid[])`;
    expect(await attempt(client, SESSION, revoke)).toEqual([[ALICE.sessionId]]);
    expect(await attempt(client, SESSION)).toBe('28000');
  });

  it('comes with a new password, but for the session that changed it', async () => {
    const change = `select todo.change_password(${ALICE.key}, ${verifier("'new key'")})`;
    expect(await attempt(client, SESSION, change)).toEqual([['ok']]);
    expect(await devices()).toEqual(['laptop of alice']);
    // The old key is wrong now, but a repeat of the same change is what it was.
    expect(await attempt(client, SESSION, change)).toEqual([['ok']]);
    expect(
      await attempt(client, SESSION, `select todo.change_password(${ALICE.key}, ${verifier("'other key'")})`),
    ).toEqual([['wrong']]);
    expect(await attempt(client, logIn('alice', 'x'))).toEqual([['wrong', null, null]]);
  });

  it('comes with the account, and its tasks go with it', async () => {
    expect(await attempt(client, SESSION, "select todo.delete_account('guess')")).toEqual([['wrong']]);
    expect(await attempt(client, SESSION, `select todo.delete_account(${ALICE.key})`)).toEqual([['ok']]);
    expect(await attempt(client, SESSION)).toBe('28000');
    expect(await attempt(owner, `select from todo.tasks where user_id = '${ALICE.id}'`)).toEqual([]);
    expect(
      await attempt(owner, `select number from todo.tasks where user_id = '${MALLORY.id}' order by 1`),
    ).toEqual([[1], [2]]);
  });
});

it('the list of sessions marks the one that asks', async () => {
  expect(
    await attempt(
      client,
      SESSION,
      'select device, read_only, current from todo.list_sessions() order by device',
    ),
  ).toEqual([
    ['laptop of alice', false, true],
    ['wallboard of alice', true, false],
  ]);
});
