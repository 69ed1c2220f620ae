import { spawnSync } from 'node:child_process';
import { chownSync, cpSync, lstatSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { installedPostgres, unprivilegedUser, usablePostgres } from './postgres-binaries.ts';

/** Copying 60 MB takes seconds on some disks. */
const COPY_TIMEOUT = 60_000;
const user = unprivilegedUser();
let scratch = '';

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'neon-binaries-'));
  if (user.uid !== undefined && user.gid !== undefined) chownSync(scratch, user.uid, user.gid);
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

/** Puts the programs and their libraries elsewhere, without what they need only at run time. */
function install(native: string, keep: (path: string) => boolean): void {
  const unused = /\/(share|include|lib\/postgresql)$|\.a$/;
  cpSync(installedPostgres(), native, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !unused.test(path) && keep(path),
  });
}

function version(native: string): string {
  const program = join(native, 'bin', 'postgres');
  return spawnSync(program, ['--version'], { ...user, cwd: '/', encoding: 'utf8' }).stdout;
}

it.each([
  [17, 'postgres (PostgreSQL) 17.10\n'],
  [18, 'postgres (PostgreSQL) 18.4\n'],
] as const)('runs a complete installation of PostgreSQL %i', (major, announced) => {
  expect(version(usablePostgres(installedPostgres(major), user, scratch))).toBe(announced);
});

it('completes a copy where the links between the libraries are missing', { timeout: COPY_TIMEOUT }, () => {
  const installed = join(scratch, 'package', 'native');
  install(installed, (path) => !lstatSync(path).isSymbolicLink());
  expect(usablePostgres(installed, user, scratch)).toBe(join(scratch, 'native'));
  expect(version(join(scratch, 'native'))).toBe('postgres (PostgreSQL) 17.10\n');
});

it.runIf(user.uid !== undefined)(
  'copies what lies in a folder that only root may enter',
  { timeout: COPY_TIMEOUT },
  () => {
    mkdirSync(join(scratch, 'closed'), { mode: 0o700 });
    install(join(scratch, 'closed', 'native'), () => true);
    expect(usablePostgres(join(scratch, 'closed', 'native'), user, scratch)).toBe(join(scratch, 'native'));
    expect(version(join(scratch, 'native'))).toBe('postgres (PostgreSQL) 17.10\n');
  },
);
