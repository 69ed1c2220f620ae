import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import { buffer, text } from 'node:stream/consumers';

/** A POST request as a command has sent it, apart from the host, which is this machine. */
export interface SentRequest {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Stands in front of the server at this port of localhost while `run` is under way, which gets another port to send to. Returns what came
 * by, as if it had been sent to the server itself.
 */
export async function recordRequests(
  port: number,
  run: (port: number) => Promise<unknown>,
): Promise<SentRequest[]> {
  const sent: SentRequest[] = [];
  let own = '';
  const server = createServer((incoming, outgoing) => {
    async function passOn(): Promise<void> {
      const headers = Object.fromEntries(
        Object.entries(incoming.headers).map(([name, value]) => [
          name,
          String(value).replaceAll(own, `localhost:${port}`),
        ]),
      );
      const request = { port, path: incoming.url ?? '/', headers, body: await text(incoming) };
      sent.push(request);
      const { status, body } = await answerTo(request);
      outgoing.writeHead(status, { 'content-type': 'application/json' }).end(body);
    }
    passOn().catch((error: unknown) => outgoing.destroy(error instanceof Error ? error : undefined));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The recorder has no port');
  own = `localhost:${address.port}`;
  try {
    await run(address.port);
  } finally {
    server.close();
    server.closeAllConnections();
  }
  return sent;
}

function answerTo({ body: sent, ...options }: SentRequest): Promise<{ status: number; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ ...options, host: 'localhost', method: 'POST' }, (response) => {
      buffer(response).then((body) => resolve({ status: response.statusCode ?? 500, body }), reject);
    });
    request.on('error', reject);
    request.end(sent);
  });
}
