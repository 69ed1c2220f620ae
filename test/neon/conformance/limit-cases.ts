import { Agent, request } from 'node:http';
import { expect, it } from 'vitest';
import type { Neon } from '../stand-in.ts';
import { batch, query, send } from './raw-http.ts';

/** A megabyte in one row; ten of them come to a little more than the limit of 10 MiB, quotes and brackets included. */
const MEGABYTE_ROW = `select repeat('x', 1024 * 1024)`;

export function limitCases(neon: () => Neon): void {
  it('takes a request of 10 MiB', async () => {
    const body = JSON.stringify({ query: 'select length($1)', params: [''] });
    const padding = 'x'.repeat(10 * 1024 * 1024 - body.length);
    const { rows } = await query(neon(), 'select length($1)', [padding]);
    expect(rows).toEqual([[String(padding.length)]]);
  });

  it.each([
    ['by its declared length', undefined],
    ['while it is read', 'chunked'],
  ])('refuses a request of a byte more, %s', async (_, encoding) => {
    const body = JSON.stringify({ query: 'select length($1)', params: [''] });
    const padding = 'x'.repeat(10 * 1024 * 1024 - body.length + 1);
    const answer = await send(neon(), {
      headers: { 'transfer-encoding': encoding },
      body: { query: 'select length($1)', params: [padding] },
    });
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.text)).toMatchObject({
      message: 'request is too large (max is 10485760 bytes)',
      code: '',
    });
  });

  it('refuses a declared length at once, without waiting for the body', async () => {
    const status = await new Promise((resolve, reject) => {
      const outgoing = request({ host: 'localhost', port: neon().port, method: 'POST', path: '/sql' });
      outgoing.once('response', (incoming) => {
        resolve(incoming.statusCode);
        outgoing.destroy();
      });
      outgoing.once('error', reject);
      outgoing.setHeader('neon-connection-string', neon().url());
      outgoing.setHeader('neon-raw-text-output', 'true');
      outgoing.setHeader('content-length', 10 * 1024 * 1024 + 1);
      outgoing.flushHeaders();
    });
    expect(status).toBe(413);
  });

  it('hears the next request on the connection of one that was too large', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const refused = send(neon(), {
      agent,
      headers: { 'transfer-encoding': 'chunked' },
      body: { query: `select '${'x'.repeat(12 * 1024 * 1024)}'` },
    });
    const answered = send(neon(), { agent, body: { query: 'select 1' } });
    expect([(await refused).status, (await answered).status]).toEqual([413, 200]);
    agent.destroy();
  });

  it('refuses an answer when a row follows more than 10 MiB', async () => {
    const answer = await send(neon(), { body: { query: `${MEGABYTE_ROW} from generate_series(1, 11)` } });
    expect(answer.status).toBe(507);
    expect(JSON.parse(answer.text)).toMatchObject({
      message: 'response is too large (max is 10485760 bytes)',
      code: '',
    });
  });

  it('lets the last row overshoot', async () => {
    const { rows } = await query(neon(), `${MEGABYTE_ROW} from generate_series(1, 10)`);
    expect(rows).toHaveLength(10);
  });

  it('counts a batch as one answer, and rolls it back', async () => {
    await query(neon(), 'create table too_much (a int)');
    const { message } = await batch(neon(), [
      'insert into too_much values (1)',
      ...Array.from({ length: 11 }, () => MEGABYTE_ROW),
    ]);
    expect(message).toBe('response is too large (max is 10485760 bytes)');
    expect(await neon().query('select a from too_much')).toEqual([]);
  });
}
