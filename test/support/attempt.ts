import { type Client, DatabaseError } from 'pg';

/** The rows of the last statement, or the SQLSTATE of the first one that was refused. */
export type Outcome = string | readonly (readonly unknown[])[];

/** Runs the statements in one transaction, and commits it if it can be. */
export async function attempt(client: Client, ...statements: readonly string[]): Promise<Outcome> {
  let rows: unknown[][] = [];
  try {
    for (const text of ['begin', ...statements]) {
      ({ rows } = await client.query<unknown[]>({ text, rowMode: 'array' }));
    }
    return rows;
  } catch (error) {
    if (error instanceof DatabaseError && error.code !== undefined) {
      return error.code;
    }
    throw error;
  } finally {
    await client.query('commit');
  }
}
