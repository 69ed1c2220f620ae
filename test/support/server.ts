import { Client } from 'pg';
import { readMigrations } from '../../src/data/migrations.ts';
import { startCluster, SUPERUSER } from '../neon/postgres-cluster.ts';
import { CREATE_ROLES, OWNER, OWNER_PASSWORD } from '../neon/roles.ts';

/** The login role for other people, as `todo db invite` makes it. */
const CLIENT = 'todo_client';
const CLIENT_PASSWORD = 'Cl13nt_Pa55w0rd-0123456789abcdef';

/**
 * A real PostgreSQL with Neon's roles and without the HTTP endpoint: connections that last, several statements at once and
 * notices, which is what somebody with the connection string has.
 */
export interface Server {
  /** Makes a database of the owner with the program's tables. `before` is what the owner ran in it earlier. */
  install(database: string, before?: readonly string[]): Promise<void>;
  /** Makes a database of the owner with nothing in it. */
  createDatabase(database: string): Promise<void>;
  connect(user: 'owner' | 'client' | 'superuser', database: string): Promise<Client>;
  close(): Promise<void>;
}

export async function startServer(): Promise<Server> {
  const cluster = await startCluster();
  const logins = {
    superuser: { user: SUPERUSER, password: cluster.password },
    owner: { user: OWNER, password: OWNER_PASSWORD },
    client: { user: CLIENT, password: CLIENT_PASSWORD },
  };
  const clients: Client[] = [];

  async function connect(user: keyof typeof logins, database: string): Promise<Client> {
    const client = new Client({ host: cluster.host, database, ...logins[user] });
    // The statement that is running when a connection ends fails by itself.
    client.on('error', () => undefined);
    await client.connect();
    clients.push(client);
    return client;
  }

  async function createDatabase(database: string): Promise<void> {
    await superuser.query(`create database ${database} owner ${OWNER}`);
  }

  async function install(database: string, before: readonly string[] = []): Promise<void> {
    await createDatabase(database);
    const owner = await connect('owner', database);
    for (const statement of before) {
      await owner.query(statement);
    }
    await applyMigrations(owner);
    const { rowCount } = await owner.query('select from pg_roles where rolname = $1', [CLIENT]);
    if (rowCount === 0) {
      await owner.query(`create role ${CLIENT} login password '${CLIENT_PASSWORD}' in role todo_user`);
    }
  }

  async function close(): Promise<void> {
    await Promise.all(clients.map((client) => client.end()));
    await cluster.stop();
  }

  const superuser = await connect('superuser', 'postgres');
  for (const statement of CREATE_ROLES) {
    await superuser.query(statement);
  }
  return { install, createDatabase, connect, close };
}

/** All migrations in one transaction, statement by statement, as the program sends them. */
export async function applyMigrations(owner: Client): Promise<void> {
  await owner.query('begin');
  for (const { version, name, statements } of readMigrations(new URL('../../drizzle/', import.meta.url))) {
    for (const statement of statements) {
      await owner.query(statement);
    }
    await owner.query('insert into todo.migrations (version, name) values ($1, $2)', [version, name]);
  }
  await owner.query('commit');
}
