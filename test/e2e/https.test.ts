import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMachine, type Machine } from './machine.ts';
import { VALID } from '../support/tls-certificate.ts';
import { openTunnel, type Tunnel } from '../support/tunnel.ts';
import { startWorld } from './world.ts';

const world = startWorld();
let tunnel: Tunnel;
let laptop: Machine;

beforeAll(async () => {
  tunnel = await openTunnel(world.neon.port);
  const url = new URL(world.neon.url());
  url.host = 'ep-quiet-tree-123456-pooler.eu-central-1.aws.neon.tech';
  url.port = '';
  const machine = createMachine({ DATABASE_URL: url.href, HTTPS_PROXY: tunnel.proxy });
  laptop = machine.with({ NODE_EXTRA_CA_CERTS: machine.write('ca.pem', VALID.cert) });
});

afterAll(() => tunnel.close());

/** The network's part: connections to the port of HTTPS end at another one of this machine. */
function routeTo(port: number): string {
  return `
    const { Socket } = require('node:net');
    const { connect } = Socket.prototype;
    Socket.prototype.connect = function (options, ...others) {
      const wanted = Array.isArray(options) ? options[0] : options;
      if (wanted.port === 443) Object.assign(wanted, { host: 'localhost', port: ${port} });
      return connect.call(this, options, ...others);
    };`;
}

describe('a database of Neon', () => {
  it('is reached by HTTPS at the endpoint of its region, through the proxy of the environment', async () => {
    await laptop.signUp('ada');
    expect(await laptop.json('add', 'Descale', 'the', 'kettle')).toMatchObject({ number: 1 });
    expect(await laptop.json('list')).toMatchObject([{ title: 'Descale the kettle' }]);
    expect(new Set(tunnel.connections)).toEqual(new Set(['api.eu-central-1.aws.neon.tech:443']));
    expect(new Set(tunnel.requests)).toEqual(new Set(['api.eu-central-1.aws.neon.tech POST /sql']));
    expect(await laptop.json('whoami')).toMatchObject({
      database: 'ep-quiet-tree-123456.eu-central-1.aws.neon.tech/neondb',
    });
  });

  it('is reached without a proxy as well', async () => {
    const before = tunnel.requests.length;
    const direct = laptop.with({
      HTTPS_PROXY: undefined,
      NODE_OPTIONS: `--require=${laptop.write('route.cjs', routeTo(tunnel.endpointPort))}`,
    });

    expect(await direct.json('list')).toMatchObject([{ title: 'Descale the kettle' }]);
    expect(tunnel.requests.slice(before)).toEqual(['api.eu-central-1.aws.neon.tech POST /sql']);
    expect(
      await direct.with({ NODE_EXTRA_CA_CERTS: undefined }).todo('list', '--timeout', '1'),
    ).toMatchObject({
      code: 6,
      stdout: '',
      stderr: expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT'),
    });
  });

  it('takes one connection for both requests of a login', async () => {
    const before = tunnel.connections.length;
    await laptop.logIn('ada');
    expect(tunnel.connections.length - before).toBe(1);
  });

  it.each([
    ['self-signed.example', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['other-host.example', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['expired.example', 'CERT_HAS_EXPIRED'],
  ])('is not talked to at %s, though its certificate is trusted: %s', async (domain, reason) => {
    const before = tunnel.requests.length;
    const url = Object.assign(new URL(laptop.env['DATABASE_URL'] ?? ''), { hostname: `ep-x.${domain}` });
    const there = laptop.with({ DATABASE_URL: url.href });
    expect(await there.todo('db', 'status', '--timeout', '2')).toEqual({
      code: 6,
      stdout: '',
      stderr: expect.stringContaining(`Cannot reach ep-x.${domain}/neondb (${reason}).`),
    });
    expect(tunnel.requests.length).toBe(before);
  });

  it('is not talked to if its certificate is not to be trusted', async () => {
    const before = tunnel.requests.length;
    const outcome = await laptop
      .with({ NODE_EXTRA_CA_CERTS: undefined })
      .todo('add', 'Feed', 'the', 'cat', '--timeout', '2', '--json');
    expect(outcome).toMatchObject({ code: 6, stdout: '' });
    expect(JSON.parse(outcome.stderr)).toMatchObject({
      error: {
        code: 'unavailable',
        message:
          'Cannot reach ep-quiet-tree-123456.eu-central-1.aws.neon.tech/neondb (DEPTH_ZERO_SELF_SIGNED_CERT)',
      },
    });
    expect(tunnel.requests.length).toBe(before);
  });
});

describe('a proxy', () => {
  it('that does not answer is given up at the deadline', async () => {
    const silent = createServer().listen(0, 'localhost');
    await once(silent, 'listening');
    const stuck = laptop.with({ HTTPS_PROXY: `http://localhost:${portOf(silent)}` });
    const { code, stderr } = await stuck.todo('add', 'Feed', 'the', 'cat', '--timeout', '1');
    silent.close();
    expect(code).toBe(6);
    expect(stderr).toMatch(/^Error: No answer from \S+ within 1 s\./);
    expect(stderr).not.toContain('may have been made');
  });

  it('that lets nobody through leaves it certain that nothing was changed, and its password is not told', async () => {
    const refusing = createServer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n'));
    });
    refusing.listen(0, 'localhost');
    await once(refusing, 'listening');
    const stuck = laptop.with({ HTTPS_PROXY: `http://ada:hunter2-xyz@localhost:${portOf(refusing)}` });
    const { code, stdout, stderr } = await stuck.todo(
      'add',
      'Feed',
      'the',
      'cat',
      '--timeout',
      '1',
      '--debug',
    );
    refusing.close();
    expect([code, stdout]).toEqual([6, '']);
    expect(stderr).toContain('is not available (502).');
    expect(stderr).not.toMatch(/may have been made|hunter2/);
  });
});

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
