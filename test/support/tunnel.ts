import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { createSecureContext } from 'node:tls';
import { EXPIRED, type Identity, SELF_SIGNED, VALID } from './tls-certificate.ts';

/** Neon's HTTPS endpoint in front of a stand-in, and a proxy that leads every host to it. */
export interface Tunnel {
  /** For HTTPS_PROXY. */
  readonly proxy: string;
  /** Where the endpoint itself listens, for those who get there without a proxy. */
  readonly endpointPort: number;
  /** What the proxy was asked to connect to, `host:port`, oldest first. */
  readonly connections: readonly string[];
  /** The requests that came through, by TLS server name, method and path. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** Hosts at which something else than the valid certificate is shown. To all but the one that it is for, that is wrong as well. */
const IDENTITIES: ReadonlyMap<string, Identity> = new Map([
  ['api.expired.example', EXPIRED],
  ['api.self-signed.example', SELF_SIGNED],
]);

export async function openTunnel(standInPort: number): Promise<Tunnel> {
  const connections: string[] = [];
  const requests: string[] = [];

  const tls: https.ServerOptions = {
    ...VALID,
    SNICallback: (name, done) => done(null, createSecureContext(IDENTITIES.get(name) ?? VALID)),
  };
  const endpoint = https.createServer(tls, (request, response) => {
    const { servername } = request.socket as net.Socket & { readonly servername?: string };
    requests.push(`${servername} ${request.method} ${request.url}`);
    const { url, method, headers } = request;
    const inner = http.request(
      { port: standInPort, host: 'localhost', path: url, method, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 0, answer.headers);
        answer.pipe(response);
      },
    );
    request.pipe(inner);
  });
  endpoint.listen(0, 'localhost');
  await once(endpoint, 'listening');

  const proxy = http.createServer();
  const sockets = new Set<net.Socket>();
  proxy.on('connect', (request, client: net.Socket) => {
    connections.push(request.url ?? '');
    const server = net.connect(portOf(endpoint), 'localhost', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      server.pipe(client).pipe(server);
    });
    for (const socket of [server, client]) {
      sockets.add(socket);
      // A program that ends cuts its connection.
      socket.on('error', () => socket.destroy());
    }
  });
  proxy.listen(0, 'localhost');
  await once(proxy, 'listening');

  return {
    proxy: `http://localhost:${portOf(proxy)}`,
    endpointPort: portOf(endpoint),
    connections,
    requests,
    close: async () => {
      for (const socket of sockets) {
        socket.destroy();
      }
      endpoint.closeAllConnections();
      proxy.closeAllConnections();
      await Promise.all([endpoint, proxy].map((server) => once(server.close(), 'close')));
    },
  };
}

function portOf(server: net.Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('The server does not listen on a port.');
  return address.port;
}
