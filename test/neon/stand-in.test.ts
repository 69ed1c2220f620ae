import { afterEach, expect, it } from 'vitest';
import { query, send } from './conformance/raw-http.ts';
import { type Neon, type NeonOptions, startNeon } from './stand-in.ts';

/** A server starts in a second, unless the machine is busy. */
const TIMEOUT = 30_000;
let running: Neon | undefined;

afterEach(() => running?.close());

async function start(options: NeonOptions): Promise<Neon> {
  running = await startNeon({ engine: 'postgres', ...options });
  return running;
}

it(
  'takes smaller limits, and IP addresses for hosts, where that is wanted',
  { timeout: TIMEOUT },
  async () => {
    const neon = await start({ maxRequestBytes: 100, maxResponseBytes: 10, allowIpHosts: true });
    expect(await query(neon, `select '${'x'.repeat(100)}'`)).toMatchObject({
      message: 'request is too large (max is 100 bytes)',
    });
    expect(await query(neon, 'select 123456789 from generate_series(1, 2)')).toMatchObject({
      message: 'response is too large (max is 10 bytes)',
    });
    const headers = { 'neon-connection-string': neon.url({ host: '127.0.0.1' }) };
    expect((await query(neon, 'select 1', [], { headers })).rows).toEqual([['1']]);
  },
);

it('closes under running requests, and can be started on the same port', { timeout: TIMEOUT }, async () => {
  const first = await start({});
  first.inject({ kind: 'delay', ms: 600_000 });
  const delayed = send(first, { body: { query: 'select 1' } });
  await expect.poll(() => first.requests).toHaveLength(1);
  const asleep = send(first, { body: { query: 'select pg_sleep(600)' } });
  const sleepers = `select pid from pg_stat_activity where wait_event = 'PgSleep'`;
  await expect.poll(() => first.query(sleepers)).toHaveLength(1);
  const outcomes = Promise.allSettled([delayed, asleep]);
  await first.close();
  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);

  const second = await start({ port: first.port });
  expect(second.url()).toBe(`postgresql://neondb_owner:npg_StandInForTests@localhost:${first.port}/neondb`);
  await second.refuse(600_000);
  await second.close();
  await expect(send(second, {})).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
