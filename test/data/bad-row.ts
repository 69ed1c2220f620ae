import { type Client, DatabaseError } from 'pg';
import { ALICE, verifier } from '../support/two-users.ts';

// The SQLSTATEs of the refusals.
export const MISSING = '23502';
export const NO_PARENT = '23503';
export const TWICE = '23505';
export const CHECK = '23514';

type Values = Readonly<Record<string, string>>;

/** The SQLSTATE and the constraint, or column, that refuses a row; undefined if it is accepted. Nothing is kept. */
export async function refusal(owner: Client, sql: string): Promise<readonly [unknown, unknown] | undefined> {
  await owner.query('begin');
  try {
    await owner.query(sql);
    return undefined;
  } catch (error) {
    if (error instanceof DatabaseError) {
      return [error.code, error.constraint ?? error.column];
    }
    throw error;
  } finally {
    await owner.query('rollback');
  }
}

/** SQL that adds a good user, but for the columns that are given as SQL. */
export function insertUser(values: Values): string {
  const row = { username: "'eve'", email: "'eve@example.org'", password: verifier("'key'"), ...values };
  return `insert into todo.users ${columns(row)}`;
}

export function insertSession(values: Values): string {
  const row = { user_id: `'${ALICE.id}'`, token_hash: "sha256('new')", expires_at: 'now()', ...values };
  return `insert into todo.sessions ${columns(row)}`;
}

export function insertTask(values: Values): string {
  const row = { id: 'gen_random_uuid()', user_id: `'${ALICE.id}'`, title: "'Buy milk'", ...values };
  return `insert into todo.tasks ${columns(row)}`;
}

function columns(row: Values): string {
  return `(${Object.keys(row).join(', ')}) values (${Object.values(row).join(', ')})`;
}
