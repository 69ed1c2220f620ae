import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installedPostgres, unprivilegedUser, usablePostgres } from './postgres-binaries.ts';

export const SUPERUSER = 'cloud_admin';

/**
 * The shell between us and the server. It holds the read end of a pipe whose other end dies with this process in
 * whatever way, so that neither the server nor its folder outlives us. The data is thrown away: no need to sync it or
 * to shut down in good order.
 */
const SCRIPT = `
  trap : INT TERM HUP
  trap 'rm -rf "$home"' EXIT
  "$bin/initdb" -D "$home/data" -U ${SUPERUSER} -A scram-sha-256 --pwfile="$home/password" -E UTF8 --locale=C \\
    --locale-provider=builtin --builtin-locale=C.UTF-8 --no-sync --no-instructions </dev/null >&2 || exit 1
  "$bin/postgres" -D "$home/data" -k "$home" -c listen_addresses= -c max_connections=100 -c fsync=off \\
    -c synchronous_commit=off -c full_page_writes=off -c timezone=UTC -c log_min_messages=log </dev/null &
  server=$!
  read -r _
  kill -QUIT $server 2>/dev/null
  wait $server
`;

/** A running server. It listens on a socket in its own folder and on no port. */
export interface Cluster {
  /** The folder of the socket, as `pg` takes it for a host. */
  readonly host: string;
  readonly password: string;
  stop(): Promise<void>;
}

/** Makes and starts an empty PostgreSQL in a temporary folder. Costs about a second. */
export async function startCluster(): Promise<Cluster> {
  if (process.platform === 'win32') throw new Error('This engine needs a Unix system; use PGlite or WSL.');
  const user = unprivilegedUser();
  const home = mkdtempSync(join(tmpdir(), 'neon-'));
  const password = randomBytes(16).toString('hex');
  writeFileSync(join(home, 'password'), password);
  const bin = join(usablePostgres(installedPostgres(), user, home), 'bin');
  if (user.uid !== undefined && user.gid !== undefined) chownSync(home, user.uid, user.gid);
  const shell = spawn('/bin/sh', ['-c', SCRIPT], {
    ...user,
    cwd: home,
    env: { bin, home, PATH: process.env['PATH'], LC_ALL: 'C' },
    // Its own process group: a Ctrl-C at the terminal goes to the test run, and reaches us through the pipe.
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const ended = new Promise((resolve) => shell.once('exit', resolve));
  const stop = async (): Promise<void> => {
    shell.stdin.end();
    await ended;
  };
  await new Promise<void>((resolve, reject) => {
    let log = '';
    shell.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      log = (log + chunk).slice(-4000);
      if (log.includes('ready to accept connections')) resolve();
    });
    shell.once('error', reject);
    shell.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${log}`)));
  });
  return { host: home, password, stop };
}
