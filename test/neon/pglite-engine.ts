import { EndpointError } from './endpoint-error.ts';
import type { Connection, Engine, Login, StatementResult } from './engine.ts';
import { CREATE_ROLES, DATABASE, OWNER } from './roles.ts';
import { passwordMatches, STORED_VERIFIER } from './scram.ts';
import { resetSession } from './session-reset.ts';

const SUPERUSER = 'postgres';

/**
 * PGlite, in memory. It has one session, so requests run one after the other, and no logins: passwords are checked
 * against the stored verifiers. It does not stop at `statement_timeout`, and not when the client goes away. Not for
 * tests of privileges: a client can make itself superuser again with SET SESSION AUTHORIZATION, which Postgres forbids.
 */
export async function startPglite(): Promise<Engine> {
  const { PGlite, protocol } = await import('@electric-sql/pglite');
  const { serialize } = protocol;
  const database = await PGlite.create({
    // PGlite's own default differs from that of every server.
    startParams: PGlite.defaultStartParams.map((parameter) =>
      parameter === 'search_path=public' ? 'search_path="$user", public' : parameter,
    ),
  });
  const waiting: (() => void)[] = [];
  let lent = false;

  async function execute(text: string, parameters: readonly (string | null)[]): Promise<StatementResult> {
    const request = Buffer.concat([
      serialize.parse({ text }),
      serialize.bind({ values: [...parameters] }),
      serialize.describe({ type: 'P' }),
      serialize.execute({}),
      serialize.sync(),
    ]);
    const { messages } = await database.execProtocol(request, { throwOnError: false, syncToFs: false });
    let fields: StatementResult['fields'] = [];
    const rows: (string | null)[][] = [];
    let tag = '';
    for (const message of messages) {
      if (message instanceof protocol.messages.DatabaseError) {
        throw new EndpointError(400, message.message, message);
      }
      if (message instanceof protocol.messages.RowDescriptionMessage) fields = message.fields;
      if (message instanceof protocol.messages.DataRowMessage) rows.push(message.fields);
      if (message instanceof protocol.messages.CommandCompleteMessage) tag = message.text;
    }
    return { fields, rows, ...parseCommandTag(tag) };
  }

  /** Waits for the one session, first come, first served. */
  async function takeSession(): Promise<void> {
    if (lent) await new Promise<void>((resolve) => waiting.push(resolve));
    else lent = true;
  }

  function giveBack(): void {
    const next = waiting.shift();
    if (next === undefined) lent = false;
    else next();
  }

  function open(): Connection {
    return {
      execute,
      // Nothing can reach the one session while it works.
      abandon: () => Promise.resolve(),
      release: async () => {
        // PGlite's session has no default to go back to, so the superuser is named.
        await database.execProtocol(serialize.query(resetSession(SUPERUSER)), {
          throwOnError: false,
          syncToFs: false,
        });
        giveBack();
      },
    };
  }

  async function connect({ user, password, database: name }: Login): Promise<Connection> {
    await takeSession();
    try {
      const found = await execute(STORED_VERIFIER, [user]);
      const verifier = found.rows[0]?.[0] ?? '';
      if (!passwordMatches(verifier, password)) {
        throw new EndpointError(400, `password authentication failed for user '${user}'`);
      }
      if (name !== DATABASE) {
        const fields = { code: '3D000', severity: 'FATAL', file: 'postinit.c', routine: 'InitPostgres' };
        throw new EndpointError(400, `database "${name}" does not exist`, fields);
      }
      await execute(`set session authorization "${user.replaceAll('"', '""')}"`, []);
    } catch (error) {
      giveBack();
      throw error;
    }
    return open();
  }

  for (const statement of CREATE_ROLES) await execute(statement, []);
  await execute(`alter database ${SUPERUSER} owner to ${OWNER}`, []);
  // A database cannot be renamed from inside, and PGlite has only this one.
  await execute(`update pg_database set datname = '${DATABASE}' where datname = current_database()`, []);
  return {
    connect,
    connectAsSuperuser: async () => {
      await takeSession();
      return open();
    },
    close: () => database.close(),
  };
}

/** `INSERT 0 2` counts in its third word, all other tags in their second. */
function parseCommandTag(tag: string): Pick<StatementResult, 'command' | 'rowCount'> {
  const [command = '', second = '', third = ''] = tag.split(' ');
  const count = command === 'INSERT' ? third : second;
  return { command, rowCount: /^\d+$/.test(count) ? Number(count) : null };
}
