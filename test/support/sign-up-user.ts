import { randomBytes } from 'node:crypto';
import { hashSecret, newSecret } from '../../src/auth/secret.ts';
import { formatToken } from '../../src/auth/session-token.ts';
import { openSessionStore } from '../../src/local/session-store.ts';
import { type Machine, newMachine } from './machine.ts';
import type { TestDatabase } from './test-database.ts';

/** The password of everybody. */
export const PASSWORD = 'correct horse battery staple';

/** What the program stored for it once, so that signing up costs no hashing, and today's program must still understand it. */
export const VERIFIER =
  '$argon2id$v=19$m=65536,t=3,p=4$6RLqNQO71GAHt4q7SZZn6w$F04qQXzqOFOKSK0FD+h1DhYYxHWSBIr99G/+hoZ4XVI';

/** Somebody with an account, at a machine that is logged in. */
export interface User extends Machine {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly sessionId: string;
  /** What TODO_TOKEN would be. */
  readonly token: string;
  readonly database: TestDatabase;
}

/** A new user with no task yet, on a machine whose environment names the database. `name` begins the username. */
export async function signUpUser(database: TestDatabase, name = 'ada'): Promise<User> {
  const username = `${name}-${randomBytes(5).toString('hex')}`;
  const email = `${username}@example.org`;
  const secret = newSecret();
  const [row] = await database.query(
    'select user_id::text, session_id::text from todo.signup($1, $2, $3, $4, $5, $6)',
    [username, email, VERIFIER, `\\x${hashSecret(secret).toString('hex')}`, 'laptop', '30 days'],
  );
  const id = String(row?.['user_id']);
  const token = formatToken({ userId: id, secret });
  const machine = newMachine(database.url);
  await openSessionStore(machine.configDir).save(database.name, { token, username });
  return { ...machine, id, username, email, sessionId: String(row?.['session_id']), token, database };
}
