import { expect, it } from 'vitest';
import type { Neon } from '../stand-in.ts';
import { batch, query, send } from './raw-http.ts';

const UNTIL_SOMEBODY_WAITS = `do $$ begin
  while not exists (select from pg_locks where not granted) loop perform pg_sleep(0.01); end loop;
end $$`;

/** Several sessions at once, real logins, real connections. */
export function serverCases(neon: () => Neon): void {
  /** How many sessions stand at this wait event in a statement that contains `marker`. */
  async function waiting(event: string, marker: string): Promise<unknown> {
    const [row] = await neon().query(
      'select count(*)::int as n from pg_stat_activity where wait_event = $1 and query like $2 and pid <> pg_backend_pid()',
      [event, `%${marker}%`],
    );
    return row?.['n'];
  }

  const backend = async (): Promise<unknown> => (await query(neon(), 'select pg_backend_pid()')).rows;

  it('lets one client wait for another’s row', async () => {
    await query(neon(), 'create table counter as select 0 as n');
    const first = batch(neon(), ['update counter set n = n + 1', UNTIL_SOMEBODY_WAITS]);
    await expect.poll(() => waiting('PgSleep', 'not granted')).toBe(1);
    const second = query(neon(), 'update counter set n = n * 10 returning n');
    expect((await first).results).toHaveLength(2);
    expect((await second).rows).toEqual([['10']]);
  });

  it('reports a serialization failure', async () => {
    await query(neon(), 'create table disputed as select 0 as n');
    const first = batch(neon(), ['update disputed set n = 1', UNTIL_SOMEBODY_WAITS]);
    await expect.poll(() => waiting('PgSleep', 'not granted')).toBe(1);
    const second = batch(neon(), ['select n from disputed', 'update disputed set n = 2'], {
      headers: { 'neon-batch-isolation-level': 'RepeatableRead' },
    });
    expect((await first).results).toHaveLength(2);
    expect((await second).code).toBe('40001');
  });

  it('stops a statement that takes longer than its batch allows', async () => {
    const answer = await batch(neon(), [
      `select set_config('statement_timeout', '20ms', true)`,
      'select pg_sleep(600)',
    ]);
    expect(answer).toMatchObject({ code: '57014', message: 'canceling statement due to statement timeout' });
  });

  it('stops the statement of a client that went away, and rolls its batch back', async () => {
    await query(neon(), 'create table abandoned (a int)');
    const gone = new AbortController();
    const request = send(neon(), {
      body: {
        queries: [
          { query: 'insert into abandoned values (1)' },
          { query: 'select pg_sleep(600) /* batch */' },
        ],
      },
      signal: gone.signal,
    });
    await expect.poll(() => waiting('PgSleep', '/* batch */')).toBe(1);
    gone.abort();
    await expect(request).rejects.toThrow('socket hang up');
    await expect.poll(() => waiting('PgSleep', '/* batch */')).toBe(0);
    expect(await neon().query('select a from abandoned')).toEqual([]);
  });

  it('keeps the connection after a success and after a failed batch, not after a failed query', async () => {
    const before = await backend();
    expect(await backend()).toEqual(before);
    await batch(neon(), ['select 1 / 0']);
    expect(await backend()).toEqual(before);
    await query(neon(), 'select 1 / 0');
    expect(await backend()).not.toEqual(before);
  });

  it('lends no connection to another user', async () => {
    await query(neon(), `create role neighbour login password 'secret'`);
    const owner = await backend();
    const headers = { 'neon-connection-string': neon().url({ user: 'neighbour', password: 'secret' }) };
    const { rows } = await query(neon(), 'select pg_backend_pid()', [], { headers });
    expect(rows).not.toEqual(owner);
  });

  it('does not let a session become somebody else', async () => {
    await query(neon(), `create role plain login password 'secret'`);
    const headers = { 'neon-connection-string': neon().url({ user: 'plain', password: 'secret' }) };
    for (const attempt of [
      'set session authorization cloud_admin',
      'set session authorization neondb_owner',
      'set role neondb_owner',
      'select rolpassword from pg_authid',
    ]) {
      expect(await query(neon(), attempt, [], { headers })).toMatchObject({ code: '42501' });
    }
  });

  it('answers 500 with the code when Postgres lets nobody else in', async () => {
    await query(neon(), `create role single login password 'secret' connection limit 1`);
    const headers = { 'neon-connection-string': neon().url({ user: 'single', password: 'secret' }) };
    const gone = new AbortController();
    const first = send(neon(), {
      headers,
      body: { query: 'select pg_sleep(600) /* single */' },
      signal: gone.signal,
    });
    await expect.poll(() => waiting('PgSleep', '/* single */')).toBe(1);
    const second = await send(neon(), { headers, body: { query: 'select 1' } });
    gone.abort();
    await expect(first).rejects.toThrow('socket hang up');
    expect(second.status).toBe(500);
    expect(JSON.parse(second.text)).toMatchObject({
      message: 'too many connections for role "single"',
      code: '53300',
      severity: 'FATAL',
    });
  });

  it('answers 400 when the server ends the connection, and connects anew for the next request', async () => {
    const { status, text } = await send(neon(), {
      body: { query: 'select pg_terminate_backend(pg_backend_pid())' },
    });
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({ code: '57P01', severity: 'FATAL' });
    expect((await query(neon(), 'select 1')).rows).toEqual([['1']]);
  });

  it('does not lend a connection that the server has ended while it was idle', async () => {
    await query(neon(), 'select 1');
    await neon().query(
      `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'neondb_owner'`,
    );
    await expect
      .poll(() => neon().query(`select pid from pg_stat_activity where usename = 'neondb_owner'`))
      .toEqual([]);
    expect((await query(neon(), 'select 1')).rows).toEqual([['1']]);
  });

  it('makes empty databases that belong to the owner', async () => {
    const [first, second] = [await neon().createDatabase(), await neon().createDatabase()];
    expect(first).not.toBe(second);
    const headers = { 'neon-connection-string': neon().url({ database: first }) };
    expect((await query(neon(), 'create schema fresh', [], { headers })).command).toBe('CREATE');
    expect(
      await neon().query(`select nspname from pg_namespace where nspname = 'fresh'`, [], first),
    ).toHaveLength(1);
    expect(
      await neon().query(`select nspname from pg_namespace where nspname = 'fresh'`, [], second),
    ).toHaveLength(0);
  });
}
