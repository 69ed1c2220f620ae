import { neon as connect } from '@neondatabase/serverless';
import { expect, it } from 'vitest';
import type { Neon } from '../stand-in.ts';

/** The real driver finds what it expects. */
export function driverCases(neon: () => Neon): void {
  it('parses values by their types', async () => {
    const sql = connect(neon().url());
    expect(
      await sql`select ${7}::int as number, ${true}::boolean as flag, ${['a', 'b']}::text[] as list, null as none`,
    ).toEqual([{ number: 7, flag: true, list: ['a', 'b'], none: null }]);
  });

  it('runs a transaction with its options', async () => {
    const sql = connect(neon().url());
    const results = await sql.transaction(
      [sql`show transaction_isolation`, sql`show transaction_read_only`],
      {
        isolationLevel: 'Serializable',
        readOnly: true,
      },
    );
    expect(results).toEqual([[{ transaction_isolation: 'serializable' }], [{ transaction_read_only: 'on' }]]);
  });

  it('throws the fields of an SQL error', async () => {
    await expect(connect(neon().url())`select 1 / 0`).rejects.toMatchObject({
      name: 'NeonDbError',
      message: 'division by zero',
      code: '22012',
      severity: 'ERROR',
      detail: undefined,
    });
  });

  it('throws an empty code for what did not come from Postgres', async () => {
    await expect(connect(neon().url({ password: 'wrong' }))`select 1`).rejects.toMatchObject({
      name: 'NeonDbError',
      message: `password authentication failed for user 'neondb_owner'`,
      code: '',
    });
  });

  it('throws the status and the body of a server error', async () => {
    neon().inject({ kind: 'control-plane' });
    await expect(connect(neon().url())`select 1`).rejects.toMatchObject({
      name: 'NeonDbError',
      message: expect.stringMatching(
        /^Server error \(HTTP status 500\): \{"message":"Control plane request failed"/,
      ),
      code: undefined,
    });
  });

  it('throws a SyntaxError for a page that is not JSON', async () => {
    neon().inject({ kind: 'html' });
    await expect(connect(neon().url())`select 1`).rejects.toBeInstanceOf(SyntaxError);
  });
}
