import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const CHECKOUT = fileURLToPath(new URL('../../', import.meta.url));
const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--silent'];

/** Packs the checkout as it is built into this folder, and returns the path of the tarball. */
export async function packProgram(folder: string): Promise<string> {
  const { stdout } = await run('npm', ['pack', ...QUIET, '--pack-destination', folder], { cwd: CHECKOUT });
  return join(folder, stdout.trim());
}

/** Installs a package, without running its scripts, into a folder that is made for it. */
export async function install(
  spec: string,
  folder: string,
): Promise<{ readonly folder: string; readonly packages: number }> {
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{}');
  await run('npm', ['install', ...QUIET, '--prefix', folder, spec], { cwd: folder });
  const modules = join(folder, 'node_modules');
  const { packages }: { readonly packages: Record<string, unknown> } = JSON.parse(
    readFileSync(join(modules, '.package-lock.json'), 'utf8'),
  );
  return { folder: modules, packages: Object.keys(packages).length };
}

/** Bytes of all files in a folder and those in it, each link for itself. */
export function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

/** Throws if packages cannot be had; npm itself would try for minutes. */
export async function requireRegistry(folder: string): Promise<void> {
  try {
    await run('npm', ['view', 'taskbook', 'version', '--fetch-retries=0', '--fetch-timeout=20000'], {
      cwd: folder,
    });
  } catch (cause) {
    throw new Error('npm does not reach its registry', { cause });
  }
}

/** The environment for somebody with this home who has configured npm as it is configured here. */
export function npmEnv(home: string): NodeJS.ProcessEnv {
  // Names the project whose script this is, where npx would look for the program.
  const { npm_config_local_prefix: _project, npm_config_userconfig: configured, ...env } = process.env;
  return { ...env, HOME: home, npm_config_userconfig: configured ?? join(homedir(), '.npmrc') };
}
