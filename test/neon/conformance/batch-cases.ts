import { expect, it } from 'vitest';
import type { Neon } from '../stand-in.ts';
import { batch, query, send } from './raw-http.ts';

const MODES = `select current_setting('transaction_isolation'), current_setting('transaction_read_only'),
  current_setting('transaction_deferrable')`;

/** A batch is a transaction. */
export function batchCases(neon: () => Neon): void {
  it.each([
    [{}, ['read committed', 'off', 'off']],
    [{ 'neon-batch-isolation-level': 'ReadUncommitted' }, ['read uncommitted', 'off', 'off']],
    [{ 'neon-batch-isolation-level': 'ReadCommitted' }, ['read committed', 'off', 'off']],
    [{ 'neon-batch-isolation-level': 'RepeatableRead' }, ['repeatable read', 'off', 'off']],
    [
      {
        'neon-batch-isolation-level': 'Serializable',
        'neon-batch-read-only': 'true',
        'neon-batch-deferrable': 'true',
      },
      ['serializable', 'on', 'on'],
    ],
  ])('takes its modes from the headers %j and repeats them', async (headers, modes) => {
    const answer = await send(neon(), { headers, body: { queries: [{ query: MODES }] } });
    expect(JSON.parse(answer.text)).toMatchObject({ results: [{ rows: [modes] }] });
    const { headers: received } = answer;
    expect(
      Object.fromEntries(Object.entries(received).filter(([name]) => name.startsWith('neon-batch-'))),
    ).toEqual(headers);
  });

  it('takes a switch that is not true for off, and does not repeat it', async () => {
    const answer = await send(neon(), {
      headers: { 'neon-batch-read-only': 'false' },
      body: { queries: [{ query: MODES }] },
    });
    expect(JSON.parse(answer.text)).toMatchObject({
      results: [{ rows: [['read committed', 'off', 'off']] }],
    });
    expect(answer.headers['neon-batch-read-only']).toBeUndefined();
  });

  it('does not apply the modes to a single query', async () => {
    const answer = await send(neon(), {
      headers: { 'neon-batch-read-only': 'true' },
      body: { query: MODES },
    });
    expect(JSON.parse(answer.text)).toMatchObject({ rows: [['read committed', 'off', 'off']] });
    expect(answer.headers['neon-batch-read-only']).toBeUndefined();
  });

  it('refuses to write when it is read only', async () => {
    const answer = await batch(neon(), ['create table never (a int)'], {
      headers: { 'neon-batch-read-only': 'true' },
    });
    expect(answer.code).toBe('25006');
  });

  it('lets a statement use what the one before it made', async () => {
    const answer = await batch(neon(), [
      'create table made (a int)',
      'insert into made values (1), (2)',
      'select count(*) from made',
    ]);
    expect(answer.results?.map(({ command, rowCount }) => [command, rowCount])).toEqual([
      ['CREATE', null],
      ['INSERT', 2],
      ['SELECT', 1],
    ]);
  });

  it('lets every query choose its array mode', async () => {
    const { text } = await send(neon(), {
      body: { queries: [{ query: 'select 1 as a', arrayMode: false }, { query: 'select 2 as a' }] },
    });
    expect(JSON.parse(text)).toMatchObject({
      results: [
        { rows: [{ a: '1' }], rowAsArray: false },
        { rows: [['2']], rowAsArray: true },
      ],
    });
  });

  it('does not mix with batches that run at the same time', async () => {
    const names = Array.from({ length: 12 }, (_, i) => `client ${i}`);
    const answers = await Promise.all(
      names.map((name) =>
        batch(neon(), [
          `select set_config('todo.client', '${name}', true)`,
          'select 1',
          `select current_setting('todo.client')`,
        ]),
      ),
    );
    expect(answers.map(({ results }) => results?.[2]?.rows)).toEqual(names.map((name) => [[name]]));
  });

  it('leaves nothing behind when a statement fails, and answers with that statement’s error alone', async () => {
    await query(neon(), 'create table all_or_nothing (a int primary key)');
    const answer = await batch(neon(), [
      'insert into all_or_nothing values (1)',
      'insert into all_or_nothing values (1)',
      'insert into all_or_nothing values (2)',
    ]);
    expect(answer).toMatchObject({ code: '23505' });
    expect(answer.results).toBeUndefined();
    expect(await neon().query('select a from all_or_nothing')).toEqual([]);
  });

  it('reports what fails only at COMMIT like any other error', async () => {
    await query(
      neon(),
      'create table late (a int primary key, b int references late deferrable initially deferred)',
    );
    const { status, text } = await send(neon(), {
      body: { queries: [{ query: 'insert into late values (1, 2)' }] },
    });
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({ code: '23503', constraint: 'late_b_fkey', severity: 'ERROR' });
    expect(await neon().query('select a from late')).toEqual([]);
  });

  it('is over at a COMMIT of the client’s own; what follows counts by itself', async () => {
    await query(neon(), 'create table split (a int primary key)');
    const answer = await batch(neon(), [
      'insert into split values (1)',
      'commit',
      'insert into split values (2)',
      'insert into split values (1)',
    ]);
    expect(answer.code).toBe('23505');
    expect(await neon().query('select a from split order by a')).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it('refuses what cannot run in a transaction', async () => {
    expect((await batch(neon(), ['vacuum'])).code).toBe('25001');
    expect(await query(neon(), 'vacuum')).toMatchObject({ command: 'VACUUM' });
  });

  it('takes back roles with the rest', async () => {
    expect((await batch(neon(), ['create role short_lived', 'select 1 / 0'])).code).toBe('22012');
    expect(await neon().query(`select rolname from pg_roles where rolname = 'short_lived'`)).toEqual([]);
  });
}
