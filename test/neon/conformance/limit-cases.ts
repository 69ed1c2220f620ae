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
