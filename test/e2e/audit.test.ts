import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, it } from 'vitest';

const AUDIT = fileURLToPath(new URL('../../.ci/audit.js', import.meta.url));

/** Runs the audit in a project with one dependency, `left-pad` 1.0.0, and a registry that answers as told. */
async function audit(answer: RequestListener): Promise<{ readonly code: unknown; readonly stdout: string }> {
  const server = createServer((request, response) => {
    // Node keeps the connection open until it is read.
    request.resume();
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address === null || typeof address === 'string' ? 0 : address.port;
  const folder = mkdtempSync(join(inject('temporaryFolder'), 'audit-'));
  const dependencies = { 'left-pad': '1.0.0' };
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'project', version: '1.0.0', dependencies }),
  );
  writeFileSync(
    join(folder, 'package-lock.json'),
    JSON.stringify({
      name: 'project',
      version: '1.0.0',
      lockfileVersion: 3,
      packages: {
        '': { name: 'project', version: '1.0.0', dependencies },
        'node_modules/left-pad': { version: '1.0.0', integrity: `sha512-${'A'.repeat(86)}==` },
      },
    }),
  );
  const child = spawn(process.execPath, [AUDIT], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      npm_config_registry: `http://127.0.0.1:${port}/`,
      npm_config_cache: join(folder, 'cache'),
      npm_config_fetch_retries: '0',
    },
  });
  const [stdout, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  server.closeAllConnections();
  server.close();
  return { code, stdout };
}

const ADVISORY = {
  id: 1,
  url: 'https://github.com/advisories/GHSA-0',
  title: 'It pads too much',
  severity: 'low',
  vulnerable_versions: '<1.1.0',
};
const PACKUMENT = {
  name: 'left-pad',
  'dist-tags': { latest: '1.0.0' },
  versions: { '1.0.0': { name: 'left-pad', version: '1.0.0', dist: { tarball: 'http://127.0.0.1/x.tgz' } } },
};

describe('the audit of the dependencies', () => {
  it('passes if nothing is known', async () => {
    const outcome = await audit((_request, response) => response.end('{}'));
    expect(outcome).toEqual({ code: 0, stdout: '0 of 1 packages with known vulnerabilities\n' });
  });

  it('fails for the least finding, and names it', async () => {
    const outcome = await audit((request, response) =>
      response.end(JSON.stringify(request.method === 'POST' ? { 'left-pad': [ADVISORY] } : PACKUMENT)),
    );
    expect(outcome).toEqual({
      code: 1,
      stdout: 'low: left-pad *\n1 of 1 packages with known vulnerabilities\n',
    });
  });

  it.each([404, 405, 501])(
    'is not possible with a registry that answers %i, which is no failure',
    async (status) => {
      const outcome = await audit((_request, response) => response.writeHead(status).end());
      expect(outcome).toEqual({ code: 0, stdout: `Not possible with this registry: it answers ${status}\n` });
    },
  );

  it.each([401, 500])('fails if the registry answers %i', async (status) => {
    const outcome = await audit((_request, response) => response.writeHead(status).end());
    expect(outcome).toEqual({ code: 1, stdout: expect.stringContaining('could not be asked: ') });
  });

  it('fails if the registry cannot be reached', async () => {
    const outcome = await audit((request) => request.socket.destroy());
    expect(outcome).toEqual({ code: 1, stdout: expect.stringContaining('could not be asked: ') });
  });
});
