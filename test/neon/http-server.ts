import { randomInt, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface HttpServer {
  readonly port: number;
  /** Takes no new connection until `listen`. Those that are open stay. */
  stopListening(): void;
  /** Breaks all connections, waits for what was running for them, and takes no new one until `listen`. */
  stop(): Promise<void>;
  /** The same for ever: another server may have the port. */
  close(): Promise<void>;
  /** Listens again on the same port. */
  listen(): Promise<void>;
}

type PostSql = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const PREFLIGHT = {
  Allow: 'OPTIONS, POST',
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers':
    'Authorization, Neon-Connection-String, Neon-Raw-Text-Output, Neon-Array-Mode, Neon-Pool-Opt-In, ' +
    'Neon-Batch-Read-Only, Neon-Batch-Isolation-Level',
  'Access-Control-Max-Age': '86400',
};

/**
 * A server that refuses connections for a while has no hold on its port. So free ports are looked for below those that a system gives by
 * itself, in a part of them for each process, and those that are in use in this one are left out.
 */
const LOWEST_PORT = 10_000;
const PARTS = 16;
const PART = 1_400;
const portsInUse = new Set<number>();

/** Serves plain HTTP on the loopback interface: POST /sql by `postSql`, OPTIONS /sql, and a refusal for all else. */
export async function startHttpServer(wantedPort: number, postSql: PostSql): Promise<HttpServer> {
  const running = new Set<Promise<void>>();

  const server = createServer((request, response) => {
    response.setHeader('neon-request-id', randomUUID());
    const path = request.url?.split('?')[0];
    if (path === '/sql' && request.method === 'POST') {
      const run = postSql(request, response).finally(() => running.delete(run));
      running.add(run);
    } else if (path === '/sql' && request.method === 'OPTIONS') {
      response.writeHead(200, PREFLIGHT).end();
    } else {
      response.writeHead(400, { 'content-type': 'application/json' }).end('"query is not supported"');
    }
  });

  async function listen(port: number): Promise<void> {
    if (server.listening) return;
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  }

  let closed = Promise.resolve();
  function stopListening(): void {
    if (!server.listening) return;
    closed = once(server, 'close').then(() => undefined);
    server.close();
  }

  async function listenOnFreePort(): Promise<number> {
    for (;;) {
      const port = LOWEST_PORT + (process.pid % PARTS) * PART + randomInt(PART);
      if (portsInUse.has(port)) continue;
      portsInUse.add(port);
      try {
        await listen(port);
        return port;
      } catch (error) {
        portsInUse.delete(port);
        if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
      }
    }
  }

  async function stop(): Promise<void> {
    stopListening();
    server.closeAllConnections();
    await closed;
    await Promise.all(running);
  }

  const port = wantedPort === 0 ? await listenOnFreePort() : wantedPort;
  await listen(port);
  return {
    port,
    listen: () => listen(port),
    stopListening,
    stop,
    close: async () => {
      await stop();
      portsInUse.delete(port);
    },
  };
}
