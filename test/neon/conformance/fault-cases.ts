import { Agent } from 'node:http';
import { neon as connect } from '@neondatabase/serverless';
import { expect, it } from 'vitest';
import type { Neon } from '../stand-in.ts';
import { query, send } from './raw-http.ts';

/** What a test can make go wrong, as the raw client and the driver see it. */
export function faultCases(neon: () => Neon): void {
  const one = (): Promise<unknown> => connect(neon().url())`select 1 as a`;

  it('holds a request back, and forgets it when the client goes', async () => {
    await query(neon(), 'create table held (a int)');
    neon().inject({ kind: 'delay', ms: 600_000 });
    const gone = new AbortController();
    const held = send(neon(), { body: { query: 'insert into held values (1)' }, signal: gone.signal });
    await expect.poll(() => neon().requests.at(-1)?.statements).toEqual(['insert into held values (1)']);
    gone.abort();
    await expect(held).rejects.toThrow('socket hang up');
    expect(await neon().query('select a from held')).toEqual([]);
  });

  it('runs a delayed request in the end', async () => {
    neon().inject({ kind: 'delay', ms: 1 });
    expect(await one()).toEqual([{ a: 1 }]);
  });

  it('refuses connections for a while', async () => {
    await neon().refuse(50);
    await expect(send(neon(), { body: { query: 'select 1' } })).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
    await expect.poll(() => one().catch(() => 'refused')).toEqual([{ a: 1 }]);
  });

  it('breaks the connection before it runs anything', async () => {
    await query(neon(), 'create table untouched (a int)');
    neon().inject({ kind: 'drop-before' });
    await expect(connect(neon().url())`insert into untouched values (1)`).rejects.toMatchObject({
      name: 'NeonDbError',
      sourceError: { cause: { code: 'UND_ERR_SOCKET' } },
    });
    expect(await neon().query('select a from untouched')).toEqual([]);
    expect(neon().requests.at(-1)).toEqual({
      statements: ['insert into untouched values (1)'],
      batch: false,
      status: 0,
    });
  });

  it('breaks the connection after it has committed', async () => {
    await query(neon(), 'create table touched (a int)');
    neon().inject({ kind: 'drop-after-commit' });
    await expect(
      send(neon(), { body: { queries: [{ query: 'insert into touched values (1)' }] } }),
    ).rejects.toThrow('socket hang up');
    expect(await neon().query('select a from touched')).toEqual([{ a: 1 }]);
    expect(neon().requests.at(-1)).toEqual({
      statements: ['insert into touched values (1)'],
      batch: true,
      status: 0,
    });
  });

  it('breaks the connection in the middle of the answer, after it has committed', async () => {
    await query(neon(), 'create table half_told (a int)');
    neon().inject({ kind: 'cut' });
    await expect(
      send(neon(), { body: { queries: [{ query: 'insert into half_told values (1)' }] } }),
    ).rejects.toMatchObject({ code: 'ECONNRESET', message: 'aborted' });
    expect(await neon().query('select a from half_told')).toEqual([{ a: 1 }]);
    expect(neon().requests.at(-1)).toMatchObject({ batch: true, status: 200 });
    neon().inject({ kind: 'cut' });
    await expect(one()).rejects.toThrow('terminated');
  });

  it('cuts an answer off so that only its JSON tells', async () => {
    neon().inject({ kind: 'cut', unnoticed: true });
    const { status, headers, text } = await send(neon(), { body: { query: 'select 1' } });
    expect([status, headers['content-length'], headers['transfer-encoding']]).toEqual([
      200,
      undefined,
      undefined,
    ]);
    expect(text).toMatch(/^\{"fields":/);
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  it('refuses connections for a while once it has answered', async () => {
    const agent = new Agent({ keepAlive: true });
    neon().inject({ kind: 'refuse-next', ms: 2_000 });
    const { status, headers } = await send(neon(), { body: { query: 'select 1' }, agent });
    expect([status, headers.connection]).toEqual([200, 'close']);
    await expect(send(neon(), { body: { query: 'select 1' }, agent })).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
    await expect.poll(() => one().catch(() => 'refused'), { timeout: 20_000 }).toEqual([{ a: 1 }]);
  });

  it('fails to wake the database', async () => {
    neon().inject({ kind: 'control-plane' });
    const { status, text } = await send(neon(), { body: { query: 'select 1' } });
    expect(status).toBe(500);
    expect(JSON.parse(text)).toMatchObject({
      message: 'Control plane request failed',
      code: '',
      severity: '',
    });
  });

  it('has no connection left', async () => {
    neon().inject({ kind: 'too-many-connections' });
    const { status, text } = await send(neon(), { body: { query: 'select 1' } });
    expect(status).toBe(500);
    expect(JSON.parse(text)).toMatchObject({ code: '53300', severity: 'FATAL' });
  });

  it.each([
    [{ kind: 'html' } as const, 200],
    [{ kind: 'html', status: 502 } as const, 502],
  ])('lets a stranger answer %j', async (fault, status) => {
    neon().inject(fault);
    const answer = await send(neon(), { body: { query: 'select 1' } });
    expect(answer).toMatchObject({ status, headers: { 'content-type': 'text/html' } });
    expect(answer.text).toMatch(/^<!doctype html>/);
  });

  it('leaves other addresses of the same database alone', async () => {
    const other = await neon().openEndpoint();
    await query(neon(), 'create table shared as select 1 as a');
    neon().inject({ kind: 'control-plane' });
    expect((await query(other, 'select a from shared')).rows).toEqual([['1']]);
    await other.refuse(600_000);
    expect(await query(neon(), 'select 1')).toMatchObject({ message: 'Control plane request failed' });
    expect((await query(neon(), 'select a from shared')).rows).toEqual([['1']]);
    expect(other.requests).toHaveLength(1);
    await other.close();
    expect((await query(neon(), 'select a from shared')).rows).toEqual([['1']]);
  });

  it('meets as many requests as asked, in the order asked, and then none', async () => {
    neon().inject({ kind: 'control-plane' }, 2);
    neon().inject({ kind: 'html' });
    const before = neon().requests.length;
    for (let i = 0; i < 4; i += 1) await send(neon(), { body: { query: 'select 1' } });
    expect(neon().requests.slice(before)).toEqual([
      { statements: ['select 1'], batch: false, status: 500 },
      { statements: ['select 1'], batch: false, status: 500 },
      { statements: ['select 1'], batch: false, status: 200 },
      { statements: ['select 1'], batch: false, status: 200 },
    ]);
  });
}
