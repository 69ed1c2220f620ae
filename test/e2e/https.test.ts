import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMachine, type Machine } from './machine.ts';
import { CERTIFICATE } from './tls-certificate.ts';
import { openTunnel, type Tunnel } from './tunnel.ts';
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
  laptop = machine.with({ NODE_EXTRA_CA_CERTS: machine.write('ca.pem', CERTIFICATE) });
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
