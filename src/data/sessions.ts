import { sql } from 'drizzle-orm';
import type { ListedSession } from '../domain/listed-session.ts';
import type { Database } from './gateway.ts';
import { toInstant } from './task-row.ts';

interface SessionRow {
  readonly id: string;
  readonly device: string;
  readonly readOnly: boolean;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly expiresAt: string;
  readonly current: boolean;
}

/** The sessions of the user who asks that have not expired, the one used latest first. */
export function listSessions(database: Database) {
  return database
    .select({
      id: sql<string>`id`,
      device: sql<string>`device`,
      readOnly: sql<boolean>`read_only`,
      createdAt: sql<string>`created_at`,
      lastUsedAt: sql<string>`last_used_at`,
      expiresAt: sql<string>`expires_at`,
      current: sql<boolean>`current`,
    })
    .from(sql`todo.list_sessions()`);
}

/** The ids of those that this call ended. */
export function revokeSessions(database: Database, ids: readonly string[]) {
  return database
    .select({ id: sql<string>`id` })
    .from(sql`todo.revoke_sessions(${`{${ids.join(',')}}`}::uuid[]) as id`);
}

export function toListedSession(row: SessionRow): ListedSession {
  return {
    ...row,
    createdAt: toInstant(row.createdAt),
    lastUsedAt: toInstant(row.lastUsedAt),
    expiresAt: toInstant(row.expiresAt),
  };
}
