import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withNewIds } from '../../bench/floor.ts';
import { recordRequests, type SentRequest } from '../../bench/recorder.ts';

const REPLAY = fileURLToPath(new URL('../../bench/replay.cjs', import.meta.url));

describe('a replay', () => {
  const received: string[] = [];
  const server = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (body: string) => {
      received.push(`${request.url} ${String(request.headers['x-note'])} ${body}`);
      response.end('{"results":[{"rows":[["begun"]]},{"rows":[["1","milk"],["2",null]]}]}');
    });
  });
  let folder = '';
  let port = 0;

  beforeEach(async () => {
    received.length = 0;
    folder = mkdtempSync(join(tmpdir(), 'neon-replay-'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  });
  afterEach(() => {
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['lines', '1\tmilk\n2\t\n'],
    ['json', '["1","milk"]\n["2",null]\n'],
  ])('sends again what was recorded, and prints the rows as %s', async (form, printed) => {
    const requests = await recordRequests(port, async (to) => {
      await send(to, 'first');
      await send(to, 'second');
    });
    const sent = [`/sql for localhost:${port} first`, `/sql for localhost:${port} second`];
    expect(received).toEqual(sent);

    const file = join(folder, 'requests.json');
    writeFileSync(file, JSON.stringify(requests));
    const { stdout } = await promisify(execFile)(process.execPath, [REPLAY, file, form]);
    expect(received).toEqual([...sent, ...sent]);
    expect(stdout).toBe(printed + printed);
  });
});

describe('withNewIds', () => {
  const REQUEST: SentRequest = { port: 1, path: '/sql', headers: {}, body: '' };
  const TASK = '019aa2ba-fa59-7614-bfcc-86c37eb82697';
  const COMMAND = '019aa2ba-fa5a-7a01-8f3e-0b1c2d3e4f50';
  const USER = '3f2b8c1e-5d7a-4e90-a1b2-c3d4e5f60718';

  it('gives each id of the client another one everywhere, and leaves those of the database', () => {
    const [first, second] = withNewIds([
      { ...REQUEST, body: `${TASK} ${COMMAND} ${USER}` },
      { ...REQUEST, body: TASK },
    ]);
    const [task, command, user] = first?.body.split(' ') ?? [];
    expect(user).toBe(USER);
    expect(second?.body).toBe(task);
    expect(new Set([TASK, COMMAND, task, command]).size).toBe(4);
  });
});

function send(to: number, body: string): Promise<unknown> {
  return fetch(`http://localhost:${to}/sql`, {
    method: 'POST',
    headers: { 'x-note': `for localhost:${to}` },
    body,
  });
}
