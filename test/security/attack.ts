import { type Client, DatabaseError } from 'pg';
import { SUPERUSER } from '../neon/postgres-cluster.ts';
import { asUser, MALLORY } from '../support/two-users.ts';
import { type GuardName, GUARDS } from './guards.ts';

/** Statements of one transaction. What the last one does is what the attack is about. */
export type Attack = readonly [name: string, ...sql: string[]];

/**
 * What a transaction came to: the SQLSTATE of the first statement that was refused, or what the last one found or did, as `nothing`,
 * `something` or its rows.
 */
export type Gain = string | readonly (readonly unknown[])[];

/** Attacks that the same guards stop in the same way. */
export interface Attacks {
  /** Continues "Mallory". */
  readonly what: string;
  /** All of them have to be gone before the attacks succeed. */
  readonly guards: readonly GuardName[];
  readonly sessions: readonly SessionName[];
  readonly gains: Gain;
  /** What they gain without the guards, if not `something`. */
  readonly without?: Gain;
  /** The major version of PostgreSQL that first knows such statements. */
  readonly since?: number;
  readonly attacks: readonly Attack[];
}

const SESSIONS = {
  'without a session': [],
  'with his session': [asUser(MALLORY)],
  'with his session, to write': [asUser(MALLORY, { write: true })],
  'with his session that may only read': [asUser({ ...MALLORY, secret: MALLORY.readOnlySecret })],
} satisfies Record<string, readonly string[]>;

export type SessionName = keyof typeof SESSIONS;

export const ANY_SESSION: readonly SessionName[] = [
  'without a session',
  'with his session',
  'with his session, to write',
];

interface Trial {
  readonly session: SessionName;
  readonly sql: readonly string[];
  /** What the gain is to be compared with: rows with rows. */
  readonly like: Gain;
}

/** Commits it if it can be. */
export async function attack(client: Client, trial: Trial): Promise<Gain> {
  await client.query('begin');
  try {
    return await run(client, trial);
  } finally {
    await client.query('commit');
    await client.query('deallocate all; reset all');
  }
}

/**
 * The same by the same role, where these guards are missing. Undone afterwards.
 * @param prepared what the superuser does before
 */
export async function attackWithout(
  superuser: Client,
  guards: readonly GuardName[],
  trial: Trial,
  prepared: readonly string[] = [],
): Promise<Gain> {
  const attacker = guards.map((guard) => attackerWithout(guard)).find((role) => role !== CLIENT) ?? CLIENT;
  await superuser.query('begin');
  try {
    for (const statement of [...prepared, ...guards.flatMap((guard) => removalOf(guard))]) {
      await superuser.query(statement);
    }
    if (attacker !== SUPERUSER) {
      await superuser.query(`set local session authorization ${attacker}`);
    }
    return await run(superuser, trial);
  } finally {
    await superuser.query('rollback');
    await superuser.query('deallocate all; reset all');
  }
}

const CLIENT = 'todo_client';

function attackerWithout(name: GuardName): string {
  const guard = GUARDS[name];
  return 'attacker' in guard ? guard.attacker : CLIENT;
}

function removalOf(name: GuardName): readonly string[] {
  const guard = GUARDS[name];
  return 'removal' in guard ? guard.removal : [];
}

async function run(client: Client, { session, sql, like }: Trial): Promise<Gain> {
  try {
    let gain: Gain = 'nothing';
    for (const text of [...SESSIONS[session], ...sql]) {
      const { rows, rowCount } = await client.query<unknown[]>({ text, rowMode: 'array' });
      // What counts nothing has done something, or would have been refused.
      gain = typeof like !== 'string' ? rows : rowCount === 0 ? 'nothing' : 'something';
    }
    return gain;
  } catch (error) {
    if (error instanceof DatabaseError && error.code !== undefined) {
      return error.code;
    }
    throw error;
  }
}
