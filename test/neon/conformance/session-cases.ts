import { expect, it } from 'vitest';
import type { Neon } from '../stand-in.ts';
import { batch, query } from './raw-http.ts';

/** Nothing lasts from one request to the next. */
export function sessionCases(neon: () => Neon): void {
  it.each([
    ['a setting', [`set search_path = pg_catalog`], `show search_path`, '"$user", public'],
    ['a time zone', [`set timezone = 'Asia/Tokyo'`], `show timezone`, 'UTC'],
    [
      'a role',
      ['create role assumed', 'grant assumed to current_user', 'set role assumed'],
      'select current_user',
      'neondb_owner',
    ],
    [
      'a session authorization',
      [`set session authorization neondb_owner`],
      'select session_user',
      'neondb_owner',
    ],
    [
      'a temporary table',
      ['create temp table passing (a int)'],
      `select to_regclass('pg_temp.passing')`,
      null,
    ],
    [
      'a prepared statement',
      ['prepare stored as select 1'],
      'select count(*) from pg_prepared_statements where from_sql',
      '0',
    ],
    [
      'a cursor',
      ['begin', 'declare open_one cursor with hold for select 1'],
      `select count(*) from pg_cursors where name = 'open_one'`,
      '0',
    ],
    [
      'an advisory lock',
      ['select pg_advisory_lock(7)'],
      `select count(*) from pg_locks where locktype = 'advisory'`,
      '0',
    ],
    ['a channel', ['listen news'], 'select count(*) from pg_listening_channels()', '0'],
    [
      'a local setting',
      [`select set_config('todo.local', 'x', true)`],
      `select nullif(current_setting('todo.local', true), '')`,
      null,
    ],
  ])('forgets %s', async (_, statements, question, answer) => {
    // Alone each statement may fail for want of the one before it; the session is reset after each all the same.
    for (const statement of statements) await query(neon(), statement);
    expect((await query(neon(), question)).rows).toEqual([[answer]]);
    await batch(neon(), statements);
    expect((await query(neon(), question)).rows).toEqual([[answer]]);
  });

  it('does not commit what a lone BEGIN was followed by', async () => {
    await query(neon(), 'create table begun (a int)');
    await query(neon(), 'begin');
    await query(neon(), 'insert into begun values (1)');
    await query(neon(), 'rollback');
    expect(await neon().query('select a from begun')).toEqual([{ a: 1 }]);
  });

  it('forgets the last value of a sequence', async () => {
    await query(neon(), 'create sequence counting');
    expect((await query(neon(), `select nextval('counting')`)).rows).toEqual([['1']]);
    expect((await query(neon(), `select currval('counting')`)).code).toBe('55000');
  });

  it('reads a setting of one’s own as empty, once it was set', async () => {
    await query(neon(), `select set_config('todo.mine', 'x', false)`);
    expect((await query(neon(), `select current_setting('todo.mine', true)`)).rows).toEqual([['']]);
    expect((await query(neon(), `select current_setting('todo.never', true)`)).rows).toEqual([[null]]);
  });

  it('passes none of the connection string’s parameters on', async () => {
    const url = `${neon().url()}?application_name=mine&options=-c%20statement_timeout%3D5&statement_timeout=5`;
    const { rows } = await query(
      neon(),
      `select current_setting('application_name'), current_setting('statement_timeout')`,
      [],
      { headers: { 'neon-connection-string': url } },
    );
    expect(rows).toEqual([['', '0']]);
  });

  it('checks the password with every request', async () => {
    await query(neon(), `create role changing login password 'first%20/@:one'`);
    const as = (password: string) => ({
      headers: { 'neon-connection-string': neon().url({ user: 'changing', password }) },
    });
    expect((await query(neon(), 'select session_user', [], as('first%20/@:one'))).rows).toEqual([
      ['changing'],
    ]);
    await query(neon(), `alter role changing password 'second'`);
    expect(await query(neon(), 'select session_user', [], as('first%20/@:one'))).toMatchObject({
      message: `password authentication failed for user 'changing'`,
    });
    expect((await query(neon(), 'select session_user', [], as('second'))).rows).toEqual([['changing']]);
  });

  it('writes connection strings with every character kept', () => {
    const { port } = neon();
    expect(neon().url({ user: 'a b', password: 'c/d@e:f', database: 'g?h', host: 'ep-x.localtest' })).toBe(
      `postgresql://a%20b:c%2Fd%40e%3Af@ep-x.localtest:${port}/g%3Fh`,
    );
    expect(neon().url({ user: 'nobody' })).toBe(`postgresql://nobody@localhost:${port}/neondb`);
  });

  it('gives the owner what Neon gives it', async () => {
    const roles = await neon().query(`
      select rolname, rolsuper, rolcanlogin, rolinherit, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication,
        pg_has_role(oid, 'neon_superuser', 'member') and pg_has_role(oid, 'pg_read_all_data', 'member')
          and pg_has_role(oid, 'pg_write_all_data', 'member') as member
      from pg_roles where rolname in ('neondb_owner', 'neon_superuser') order by rolname desc`);
    const common = {
      rolsuper: false,
      rolinherit: true,
      rolcreaterole: true,
      rolcreatedb: true,
      rolbypassrls: true,
      rolreplication: true,
      member: true,
    };
    expect(roles).toEqual([
      { rolname: 'neondb_owner', rolcanlogin: true, ...common },
      { rolname: 'neon_superuser', rolcanlogin: false, ...common },
    ]);
    expect((await query(neon(), 'select current_database(), session_user, current_user')).rows).toEqual([
      ['neondb', 'neondb_owner', 'neondb_owner'],
    ]);
    expect(
      await neon().query(`select pg_get_userbyid(datdba) as owner from pg_database where datname = 'neondb'`),
    ).toEqual([{ owner: 'neondb_owner' }]);
  });
}
