import { DatabaseError } from 'pg';
import { EndpointError } from './endpoint-error.ts';
import type { Connection, Engine, Login, StatementResult } from './engine.ts';
import { type Cluster, startCluster, SUPERUSER } from './postgres-cluster.ts';
import { createPool, type Session } from './postgres-pool.ts';
import { CREATE_ROLES, DATABASE, OWNER } from './roles.ts';
import { passwordMatches, STORED_VERIFIER } from './scram.ts';

/** A real PostgreSQL in a temporary folder, with real logins: for privileges, row security and concurrency. */
export async function startPostgres(): Promise<Engine> {
  const cluster = await startCluster();
  const pool = createPool(cluster.host);
  const own = await pool.take(superuser(cluster, 'postgres'));
  for (const statement of CREATE_ROLES) await run(own, statement, []);
  await run(own, `create database ${DATABASE} owner ${OWNER}`, []);
  let lastQuestion: Promise<unknown> = Promise.resolve();

  /** The engine's own questions, one after the other in a session of its own. */
  function ask(text: string, parameter: string): Promise<string | null | undefined> {
    const answer = lastQuestion.then(() => run(own, text, [parameter])).then(({ rows }) => rows[0]?.[0]);
    lastQuestion = answer.catch(() => undefined);
    return answer;
  }

  async function connect(login: Login): Promise<Connection> {
    // Like Neon's proxy, look at the password of every request, not only where a connection is made.
    const verifier = await ask(STORED_VERIFIER, login.user);
    if (!passwordMatches(verifier ?? '', login.password)) throw badPassword(login.user);
    try {
      return lend(await pool.take({ ...login, password: login.password.toString('utf8') }));
    } catch (error) {
      throw connectError(error, login.user);
    }
  }

  async function connectAsSuperuser(database: string): Promise<Connection> {
    return lend(await pool.take(superuser(cluster, database)));
  }

  function lend(session: Session): Connection {
    return {
      execute: async (text, parameters) => {
        try {
          return await run(session, text, parameters);
        } catch (error) {
          throw sqlError(error);
        }
      },
      abandon: async () => {
        await ask('select pg_terminate_backend($1::int)', String(session.pid));
      },
      release: async (fate) => pool.put(session, fate),
    };
  }

  return {
    connect,
    connectAsSuperuser,
    close: async () => {
      await pool.end();
      await cluster.stop();
    },
  };
}

function superuser(cluster: Cluster, database: string): { user: string; password: string; database: string } {
  return { user: SUPERUSER, password: cluster.password, database };
}

async function run(
  { client }: Session,
  text: string,
  values: readonly (string | null)[],
): Promise<StatementResult> {
  const query = {
    text,
    values: [...values],
    rowMode: 'array' as const,
    // Without it, pg takes the simple protocol where there are no values, which accepts several statements at once.
    queryMode: 'extended',
    types: { getTypeParser: () => (value: string) => value },
  };
  const { fields, rows, command, rowCount } = await client.query<(string | null)[]>(query);
  return { fields, rows, command: command ?? '', rowCount };
}

function badPassword(user: string): EndpointError {
  return new EndpointError(400, `password authentication failed for user '${user}'`);
}

function sqlError(error: unknown): EndpointError {
  if (error instanceof DatabaseError) return new EndpointError(400, error.message, error);
  return new EndpointError(400, error instanceof Error ? error.message : 'connection closed');
}

/** A missing database is the client's fault, whatever else keeps Postgres from accepting us is not (Neon's proxy). */
function connectError(error: unknown, user: string): EndpointError {
  if (!(error instanceof DatabaseError)) return new EndpointError(500, 'Failed to connect to the compute');
  if (error.code === '28P01' || error.code === '28000') return badPassword(user);
  return new EndpointError(error.code === '3D000' ? 400 : 500, error.message, error);
}
