import { type SQL, sql } from 'drizzle-orm';
import type { Session, User } from '../domain/user.ts';
import type { Database } from './gateway.ts';
import { toInstant } from './task-row.ts';

// Calls of the SQL functions for accounts and sessions (drizzle/*_security.sql). Users and sessions are tables that no client
// may read: these functions answer about the caller alone.

/** A user together with the session that asks, as one row. */
const account = {
  userId: sql<string>`user_id`,
  username: sql<string>`username`,
  email: sql<string>`email`,
  createdAt: sql<string>`created_at`,
  sessionId: sql<string>`session_id`,
  expiresAt: sql<string>`expires_at`,
};

export interface AccountRow {
  readonly userId: string;
  readonly username: string;
  readonly email: string;
  readonly createdAt: string;
  readonly sessionId: string;
  readonly expiresAt: string;
}

export interface NewSession {
  /** SHA-256 of the secret; a repeat with the same one finds the session that the first try made. */
  readonly tokenHash: Uint8Array;
  /** The machine, for the list of sessions. */
  readonly device: string;
  readonly lifetimeSeconds: number;
}

export function signUp(
  database: Database,
  user: { readonly username: string; readonly email: string; readonly verifier: string },
  session: NewSession,
) {
  return database
    .select(account)
    .from(sql`todo.signup(${user.username}, ${user.email}, ${user.verifier}, ${newSession(session)})`);
}

/** The parameters and the salt for deriving the key; made up, but always the same, for an unknown name. */
export function loginChallenge(database: Database, name: string) {
  return database
    .select({ challenge: sql<string>`challenge` })
    .from(sql`todo.login_challenge(${name}) as challenge`);
}

/** `status` says whether the other columns hold anything. Every call counts as a guess at the password. */
export function logIn(database: Database, name: string, key: Uint8Array, session: NewSession) {
  return database
    .select({ status: sql<ProofStatus>`status`, ...account })
    .from(sql`todo.login(${name}, ${bytes(key)}, ${newSession(session)})`);
}

export function whoAmI(database: Database) {
  return database.select({ ...account, readOnly: sql<boolean>`read_only` }).from(sql`todo.whoami()`);
}

/** The account that asks, with what loginChallenge says of its own name. */
export function ownChallenge(database: Database) {
  return database
    .select({
      ...account,
      readOnly: sql<boolean>`read_only`,
      challenge: sql<string>`todo.login_challenge(username)`,
    })
    .from(sql`todo.whoami()`);
}

/** The answer to a proof of the password. Every one counts as a guess. */
export type ProofStatus = 'ok' | 'wrong' | 'locked';

/** Ends every other session. A repeat with the same verifier is ok as well. */
export function changePassword(database: Database, key: Uint8Array, verifier: string) {
  return database
    .select({ status: sql<ProofStatus>`status` })
    .from(sql`todo.change_password(${bytes(key)}, ${verifier}) as status`);
}

/** Ends every session, and with it what a repeat would ask as. */
export function deleteAccount(database: Database, key: Uint8Array) {
  return database
    .select({ status: sql<ProofStatus>`status` })
    .from(sql`todo.delete_account(${bytes(key)}) as status`);
}

/** Whether there is a session with this secret that has not expired. */
export function isLive(database: Database, secret: string) {
  // CASE holds the order in which the two are called.
  return database
    .select({ live: sql<boolean>`live` })
    .from(
      sql`(select case when set_config('todo.token', ${secret}, true) <> '' then todo.current_user_id() is not null end as live) as session`,
    );
}

/** How many sessions were ended: 0 for a token that the database does not know (any more). */
export function logOut(database: Database, secret: string, everywhere: boolean) {
  return database
    .select({ ended: sql<number>`ended` })
    .from(sql`todo.logout(${secret}, ${everywhere}) as ended`);
}

export function createToken(
  database: Database,
  { tokenHash, device, lifetimeSeconds }: NewSession,
  readOnly: boolean,
) {
  return database
    .select({ sessionId: sql<string>`session_id`, expiresAt: sql<string>`expires_at` })
    .from(sql`todo.create_token(${bytes(tokenHash)}, ${device}, ${seconds(lifetimeSeconds)}, ${readOnly})`);
}

export function toUser({ userId, username, email, createdAt }: AccountRow): User {
  return { id: userId, username, email, createdAt: toInstant(createdAt) };
}

export function toSession({ sessionId, expiresAt }: AccountRow, readOnly: boolean): Session {
  return { id: sessionId, expiresAt: toInstant(expiresAt), readOnly };
}

function newSession({ tokenHash, device, lifetimeSeconds }: NewSession): SQL {
  return sql`${bytes(tokenHash)}, ${device}, ${seconds(lifetimeSeconds)}`;
}

function bytes(value: Uint8Array): SQL {
  return sql`${`\\x${Buffer.from(value).toString('hex')}`}::bytea`;
}

function seconds(value: number): SQL {
  return sql`${`${value} seconds`}::interval`;
}
