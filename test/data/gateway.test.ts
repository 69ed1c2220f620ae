import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseToken } from '../../src/auth/session-token.ts';
import { parseConnection } from '../../src/data/connection.ts';
import { createGateway, type Gateway } from '../../src/data/gateway.ts';
import type { Neon } from '../neon/stand-in.ts';
import { startPreparedNeon } from '../support/prepared-neon.ts';
import { signUpUser, type User } from '../support/sign-up-user.ts';
import { databaseOf } from '../support/test-database.ts';
import { failureOf } from './failure-of.ts';

let neon: Neon;
let ada: User;
let trace: string[];
let events: string[];
let gateway: Gateway;
beforeAll(async () => {
  neon = await startPreparedNeon({ engine: 'postgres' });
  ada = await signUpUser(databaseOf(neon));
});
afterAll(() => neon.close());
beforeEach(() => {
  trace = [];
  events = [];
  gateway = open(neon.url(), 5_000);
});

function open(url: string, timeoutMs: number): Gateway {
  return createGateway(parseConnection(url, 'the test'), {
    timeoutMs,
    showWaiting: () => () => undefined,
    onSent: () => events.push('sent'),
    trace: (line) => trace.push(line.replaceAll(/\d+ ms/g, 'N ms')),
  });
}

function asAda() {
  return gateway.asUser({ ...parseToken(ada.token, 'the test'), source: 'login' });
}

describe('the gateway', () => {
  it('runs a request as one transaction under settings of its own', async () => {
    const [result, { rows }] = await asAda().read((database) => [
      database.execute(sql`select pg_catalog.txid_current_if_assigned()`),
      database.execute(sql`select current_user, session_user,
        current_setting('search_path') as path, current_setting('TimeZone') as zone,
        current_setting('DateStyle') as dates, current_setting('row_security') as policies`),
    ]);
    expect(result.rows).toHaveLength(1);
    expect(rows).toEqual([
      {
        current_user: 'todo_user',
        session_user: 'neondb_owner',
        path: 'pg_catalog',
        zone: 'UTC',
        dates: 'ISO, YMD',
        policies: 'on',
      },
    ]);
    expect(neon.requests.at(-1)).toMatchObject({ batch: true, status: 200 });
  });

  it('tells when a request is on its way, before there is an answer', async () => {
    neon.inject({ kind: 'delay', ms: 200 });
    for (let request = 0; request < 2; request += 1) {
      await asAda().read((database) => [database.execute(sql`select 1`)]);
      events.push('answered');
    }

    expect(events).toEqual(['sent', 'answered', 'sent', 'answered']);
  });

  it('leaves nothing of a user behind for a guest or the role itself', async () => {
    await asAda().read((database) => [database.execute(sql`select 1`)]);
    const identity = sql`select current_user, coalesce(current_setting('todo.token', true), '') as token`;
    const [guest] = await gateway.asGuest().read((database) => [database.execute(identity)]);
    const [role] = await gateway.asRole().read((database) => [database.execute(identity)]);
    expect([guest.rows, role.rows]).toEqual([
      [{ current_user: 'todo_user', token: '' }],
      [{ current_user: 'neondb_owner', token: '' }],
    ]);
  });

  it('undoes all of a request of which one statement fails', async () => {
    const id = 'a0a0a0a0-0000-4000-8000-000000000001';
    const work = asAda().write((database) => [
      database.execute(sql`insert into todo.tasks (id, user_id, title) values (${id}, ${ada.id}, 'Half')`),
      database.execute(sql`select 1 / 0`),
    ]);
    expect(await failureOf(work)).toEqual([
      'database',
      'The database answered with an error (SQLSTATE 22012)',
    ]);
    expect(await neon.query('select 1 from todo.tasks where id = $1', [id])).toEqual([]);
  });

  it('tries once where a repeat cannot help', async () => {
    const before = neon.requests.length;
    await failureOf(asAda().read((database) => [database.execute(sql`select 1 / 0`)]));
    expect(neon.requests.length).toBe(before + 1);
    expect(trace).toEqual(['failed after N ms: SQLSTATE 22012']);
  });

  it('builds a request anew for every attempt, and says if an earlier one may have run', async () => {
    neon.inject({ kind: 'too-many-connections' });
    neon.inject({ kind: 'drop-after-commit' });
    const attempts: boolean[] = [];
    await asAda().write((database, mayHaveRun) => {
      attempts.push(mayHaveRun);
      return [database.execute(sql`select 1`)];
    });
    expect(attempts).toHaveLength(3);
    expect([attempts[0], attempts[2]]).toEqual([false, true]);
    expect(trace).toEqual([
      expect.stringMatching(/^failed after N ms: /),
      expect.stringMatching(/^failed after N ms: The connection to localhost:\d+\/neondb broke/),
      'answered after N ms',
    ]);
  });

  it('has Postgres stop a statement at the deadline', async () => {
    gateway = open(neon.url(), 1_000);
    const [result] = await asAda().read((database) => [
      database.execute(sql`select current_setting('statement_timeout') as limit`),
    ]);
    expect(result.rows).toEqual([{ limit: '1s' }]);
    expect(await failureOf(asAda().read((database) => [database.execute(sql`select pg_sleep(30)`)]))).toEqual(
      [
        'unavailable',
        expect.stringMatching(/^(No answer from HOST\/neondb within 1 s|HOST\/neondb took too long)$/),
      ],
    );
  });

  it('pins what somebody with the same login may have set for it', async () => {
    await neon.query("create role stubborn login password 'stubborn-4711' in role todo_user");
    for (const setting of [
      'default_transaction_read_only = on',
      'row_security = off',
      'search_path = public',
      "DateStyle = 'German, DMY'",
      "TimeZone = 'Asia/Tokyo'",
      "statement_timeout = '3s'",
    ]) {
      await neon.query(`alter role stubborn set ${setting}`);
    }
    gateway = open(neon.url({ user: 'stubborn', password: 'stubborn-4711' }), 5_000);
    const id = 'a0a0a0a0-0000-4000-8000-000000000002';
    const [, settings] = await asAda().write((database) => [
      database.execute(sql`insert into todo.tasks (id, user_id, title) values (${id}, ${ada.id}, 'Whole')`),
      database.execute(sql`select current_setting('row_security') as policies, current_setting('search_path') as path,
        current_setting('DateStyle') as dates, current_setting('TimeZone') as zone, current_setting('statement_timeout') <> '3s' as pinned`),
    ]);
    expect(settings.rows).toEqual([
      { policies: 'on', path: 'pg_catalog', dates: 'ISO, YMD', zone: 'UTC', pinned: true },
    ]);
    expect(await neon.query('select title from todo.tasks where id = $1', [id])).toEqual([
      { title: 'Whole' },
    ]);
  });
});
