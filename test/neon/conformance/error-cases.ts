import { expect, it } from 'vitest';
import type { Neon } from '../stand-in.ts';
import { query, send } from './raw-http.ts';

/** Everything but what differs between versions of Postgres: the place in its source. */
const NO_SOURCE = {
  file: expect.any(String),
  line: expect.stringMatching(/^\d+$/),
  routine: expect.any(String),
};

export function errorCases(neon: () => Neon): void {
  it('always names all 17 parts, in this order', async () => {
    const { text } = await send(neon(), { body: { query: 'selec 1' } });
    expect(Object.keys(JSON.parse(text))).toEqual([
      'message',
      'code',
      'detail',
      'hint',
      'position',
      'internalPosition',
      'internalQuery',
      'severity',
      'where',
      'table',
      'column',
      'schema',
      'dataType',
      'constraint',
      'file',
      'line',
      'routine',
    ]);
  });

  it('leaves what does not come from Postgres null, but code and severity empty', async () => {
    const { status, text } = await send(neon(), {
      headers: { 'neon-connection-string': neon().url({ password: 'wrong' }) },
      body: { query: 'select 1' },
    });
    expect(status).toBe(400);
    expect(text).toBe(
      `{"message":"password authentication failed for user 'neondb_owner'","code":"","detail":null,"hint":null,` +
        `"position":null,"internalPosition":null,"internalQuery":null,"severity":"","where":null,"table":null,` +
        `"column":null,"schema":null,"dataType":null,"constraint":null,"file":null,"line":null,"routine":null}`,
    );
  });

  it('reports a mistake in the SQL with its position, as text', async () => {
    expect(await query(neon(), 'select 1 frm')).toMatchObject({ rowCount: 1 });
    const { status, text } = await send(neon(), { body: { query: 'selec 1' } });
    expect(status).toBe(400);
    expect(JSON.parse(text)).toEqual({
      message: 'syntax error at or near "selec"',
      code: '42601',
      detail: null,
      hint: null,
      position: '1',
      internalPosition: null,
      internalQuery: null,
      severity: 'ERROR',
      where: null,
      table: null,
      column: null,
      schema: null,
      dataType: null,
      constraint: null,
      ...NO_SOURCE,
    });
  });

  it('reports a broken constraint with its name, table and schema', async () => {
    await query(neon(), 'create table once (a int constraint only_once primary key)');
    await query(neon(), 'insert into once values (1)');
    expect(await query(neon(), 'insert into once values (1)')).toMatchObject({
      message: 'duplicate key value violates unique constraint "only_once"',
      code: '23505',
      detail: 'Key (a)=(1) already exists.',
      schema: 'public',
      table: 'once',
      column: null,
      constraint: 'only_once',
    });
  });

  it('reports a missing value with its column, a bad domain value with its type', async () => {
    await query(neon(), 'create table filled (a int not null)');
    expect(await query(neon(), 'insert into filled values (null)')).toMatchObject({
      code: '23502',
      column: 'a',
    });
    await query(neon(), 'create domain positive as int constraint above_zero check (value > 0)');
    expect(await query(neon(), 'select (-1)::positive')).toMatchObject({
      code: '23514',
      dataType: 'positive',
      constraint: 'above_zero',
    });
  });

  it('reports a mistake inside a function with the inner query and position', async () => {
    expect(await query(neon(), `do $$ begin execute 'selec 1'; end $$`)).toMatchObject({
      code: '42601',
      position: null,
      internalPosition: '1',
      internalQuery: 'selec 1',
      where: expect.stringContaining('PL/pgSQL function inline_code_block'),
    });
  });

  it('passes on the hint and the code of an error that a function raises', async () => {
    const raise = `do $$ begin raise exception 'no' using errcode = 'TD001', hint = 'ask', detail = 'why'; end $$`;
    expect(await query(neon(), raise)).toMatchObject({
      message: 'no',
      code: 'TD001',
      hint: 'ask',
      detail: 'why',
    });
  });

  it('takes one statement at a time, with parameters and without', async () => {
    for (const params of [[], ['1']]) {
      expect(await query(neon(), 'select 1; select 2', params)).toMatchObject({
        code: '42601',
        message: 'cannot insert multiple commands into a prepared statement',
      });
    }
  });

  it('does not tell a wrong password from an unknown role or one that may not log in', async () => {
    await query(neon(), `create role barred nologin password 'secret'`);
    for (const user of ['nobody_knows', 'neon_superuser', 'barred']) {
      const { status, text } = await send(neon(), {
        headers: { 'neon-connection-string': neon().url({ user, password: 'secret' }) },
        body: { query: 'select 1' },
      });
      expect(status).toBe(400);
      expect(JSON.parse(text)).toMatchObject({
        message: `password authentication failed for user '${user}'`,
        code: '',
      });
    }
  });

  it('says that a database does not exist, in the words of Postgres', async () => {
    const { status, text } = await send(neon(), {
      headers: { 'neon-connection-string': neon().url({ database: 'elsewhere' }) },
      body: { query: 'select 1' },
    });
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({
      message: 'database "elsewhere" does not exist',
      code: '3D000',
      severity: 'FATAL',
    });
  });
}
