import { expect, it } from 'vitest';
import type { Neon } from '../stand-in.ts';
import { query, send } from './raw-http.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const SELECT = { query: 'select 1 as a' };

/** What the endpoint says to whom, before any SQL. */
export function httpCases(neon: () => Neon): void {
  it('answers a preflight', async () => {
    const answer = await send(neon(), { method: 'OPTIONS' });
    expect(answer).toMatchObject({
      status: 200,
      text: '',
      headers: {
        allow: 'OPTIONS, POST',
        'access-control-allow-origin': '*',
        'access-control-allow-headers':
          'Authorization, Neon-Connection-String, Neon-Raw-Text-Output, Neon-Array-Mode, Neon-Pool-Opt-In, ' +
          'Neon-Batch-Read-Only, Neon-Batch-Isolation-Level',
        'access-control-max-age': '86400',
      },
    });
    expect(answer.headers['neon-request-id']).toMatch(UUID);
  });

  it.each([
    ['GET', '/sql'],
    ['PUT', '/sql'],
    ['POST', '/'],
    ['POST', '/sql/'],
    ['OPTIONS', '/other'],
  ])('refuses %s %s with a bare string', async (method, path) => {
    const answer = await send(neon(), { method, path });
    expect(answer).toMatchObject({ status: 400, text: '"query is not supported"' });
    expect(answer.headers['neon-request-id']).toMatch(UUID);
  });

  it.each([
    ['a query', SELECT, 200],
    ['an error', { query: 'selec' }, 400],
  ])('names type, origin and request in the answer to %s', async (_, body, status) => {
    const answer = await send(neon(), { body });
    expect(answer).toMatchObject({
      status,
      headers: { 'content-type': 'application/json', 'access-control-allow-origin': '*' },
    });
    expect(answer.headers['neon-request-id']).toMatch(UUID);
  });

  it('gives every request its own id', async () => {
    const first = await send(neon(), { body: SELECT });
    const second = await send(neon(), { body: SELECT });
    expect(first.headers['neon-request-id']).not.toBe(second.headers['neon-request-id']);
  });

  it('looks neither at the content type nor at the query of the path', async () => {
    const answer = await send(neon(), {
      path: '/sql?x=1',
      headers: { 'content-type': 'image/png' },
      body: SELECT,
    });
    expect(answer.status).toBe(200);
  });

  it('takes header names in any case, but switches only by the exact word true', async () => {
    const { rows } = await query(neon(), 'select 1 as a', [], {
      headers: { 'neon-array-mode': undefined, 'NEON-ARRAY-MODE': 'True' },
    });
    expect(rows).toEqual([{ a: '1' }]);
  });

  it.each([
    [
      'no connection string',
      { 'neon-connection-string': undefined },
      'invalid header: neon-connection-string',
    ],
    [
      'one that is not ASCII',
      { 'neon-connection-string': 'postgresql://é' },
      'invalid header: neon-connection-string',
    ],
    [
      'an unknown isolation level',
      { 'neon-batch-isolation-level': 'serializable' },
      'invalid isolation level',
    ],
    [
      'a JSON web token',
      { authorization: 'Bearer x.y.z' },
      'missing authentication credentials: required password',
    ],
    [
      'typed values, which the stand-in does not imitate',
      { 'neon-raw-text-output': 'True' },
      'the stand-in answers only with Neon-Raw-Text-Output: true',
    ],
  ])('refuses %s', async (_, headers, message) => {
    const answer = await send(neon(), { headers, body: SELECT });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ message, code: '', severity: '' });
  });

  it.each([
    ['nonsense', 'invalid connection string: relative URL without a base'],
    ['mysql://u:p@host.example/db', 'incorrect scheme'],
    ['postgresql://u:p@host.example', 'missing database name'],
    ['postgresql://:p@host.example/db', 'missing username'],
    ['postgresql://%ff:p@host.example/db', 'invalid username: invalid utf-8 sequence'],
    ['postgresql://u:p@host.example/%ff', 'invalid username: invalid utf-8 sequence'],
    ['postgresql://u@host.example/db', 'missing authentication credentials: required password'],
    ['postgresql://u:p@127.0.0.1/db', 'missing hostname'],
    ['postgresql://u:p@[::1]:5432/db', 'missing hostname'],
    ['postgresql:///db', 'missing username'],
  ])('refuses the connection string %s', async (connectionString, message) => {
    const answer = await send(neon(), {
      headers: { 'neon-connection-string': connectionString },
      body: SELECT,
    });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ message, code: '' });
  });

  it.each(['postgres', 'postgresql'])(
    'takes %s: for a scheme, any port, and more after the database',
    async (scheme) => {
      const url = neon().url({ host: 'ep-test-pooler.localtest' }).replace('postgresql:', `${scheme}:`);
      const answer = await send(neon(), {
        headers: { 'neon-connection-string': `${url}/more?sslmode=require` },
        body: SELECT,
      });
      expect(answer.status).toBe(200);
    },
  );

  it.each([
    ['not JSON', '{"query":'],
    ['no query', {}],
    ['a query that is no text', { query: 1 }],
    ['parameters that are no list', { query: 'select 1', params: null }],
    ['an array mode that is no boolean', { query: 'select 1', arrayMode: 'true' }],
    ['a batch with something else in it', { queries: [SELECT, 'select 1'] }],
  ])('refuses a body with %s', async (_, body) => {
    const answer = await send(neon(), { body });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({
      message: expect.stringMatching(/^could not parse the HTTP request body: ./),
      code: '',
    });
  });

  it('takes keys that it does not know, and an array mode of null', async () => {
    const answer = await send(neon(), { body: { query: 'select 1 as a', arrayMode: null, more: true } });
    expect(answer.status).toBe(200);
  });

  it('answers an empty batch with no results', async () => {
    const answer = await send(neon(), { body: { queries: [] } });
    expect(answer).toMatchObject({ status: 200, text: '{"results":[]}' });
  });
}
