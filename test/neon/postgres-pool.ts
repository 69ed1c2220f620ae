import { Client } from 'pg';
import { resetSession } from './session-reset.ts';

/** Neon keeps up to 20 idle connections of an endpoint. */
const IDLE_LIMIT = 20;

export interface Session {
  readonly client: Client;
  /** The server's process, by which a running statement can be cancelled. */
  readonly pid: number;
  readonly key: string;
}

interface Account {
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** Connections by user and database. Nobody waits for one: where none is idle, another is opened, as on Neon. */
export interface Pool {
  take(account: Account): Promise<Session>;
  /**
   * Starts the session's reset and returns at once; whoever takes it next waits for that.
   */
  put(session: Session, fate: 'keep' | 'drop'): void;
  end(): Promise<void>;
}

export function createPool(host: string): Pool {
  const idle: { readonly session: Session; readonly ready: Promise<boolean> }[] = [];
  const open = new Set<Client>();

  async function take(account: Account): Promise<Session> {
    const key = JSON.stringify([account.user, account.database]);
    const position = idle.findLastIndex(({ session }) => session.key === key);
    const [waiting] = position < 0 ? [] : idle.splice(position, 1);
    if (waiting !== undefined && (await waiting.ready) && open.has(waiting.session.client))
      return waiting.session;
    const client = new Client({ ...account, host });
    // A server that goes away says so here; the statement under way, if any, fails by itself.
    client.on('error', () => open.delete(client));
    await client.connect();
    open.add(client);
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    return { client, pid: rows[0]?.pid ?? 0, key };
  }

  function put(session: Session, fate: 'keep' | 'drop'): void {
    if (fate === 'drop' || idle.length >= IDLE_LIMIT) {
      open.delete(session.client);
      void session.client.end();
      return;
    }
    const ready = session.client.query(resetSession('DEFAULT')).then(
      () => true,
      () => false,
    );
    idle.push({ session, ready });
  }

  async function end(): Promise<void> {
    await Promise.all(Array.from(open, (client) => client.end()));
  }

  return { take, put, end };
}
