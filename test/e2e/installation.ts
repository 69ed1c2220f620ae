import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';

/** The program as somebody has it who installed the package into an empty folder. */
export interface Installation {
  readonly folder: string;
  /** Where the commands `todo` and `neon-todo` are. */
  readonly bin: string;
  /** The package itself, as installed. */
  readonly packageFolder: string;
  readonly tarball: string;
  /** Which modules are in which chunk of the program; outside of the package. */
  readonly metafile: string;
}

const CHECKOUT = fileURLToPath(new URL('../../', import.meta.url));
/** What the package is made from, apart from its dependencies. */
const SOURCES = [
  'bin',
  'completion',
  'drizzle',
  'licences',
  'man',
  'src',
  'LICENSE',
  'README.md',
  'rolldown.config.js',
  'package.json',
  'tsconfig.json',
];
const POLL_MS = 50;

/** Where the installation of this run is, or will be. */
export function installation(): Installation {
  const folder = join(inject('temporaryFolder'), 'installation');
  const modules = join(folder, 'node_modules');
  return {
    folder,
    bin: join(modules, '.bin'),
    packageFolder: join(modules, 'neon-todo'),
    tarball: join(folder, 'neon-todo.tgz'),
    metafile: join(folder, 'meta.json'),
  };
}

/**
 * Builds the bundle, packs it and installs the tarball with install scripts switched off: about 4 s, once a run. Of the test
 * files that run at the same time, the first one does it and the others wait.
 */
export async function install(): Promise<void> {
  const { folder } = installation();
  const done = join(folder, 'done');
  const failed = join(folder, 'failed');
  if (mkdirSync(folder, { recursive: true }) === undefined) {
    while (!existsSync(done)) {
      if (existsSync(failed))
        throw new Error('The package could not be installed; another test file says why.');
      await sleep(POLL_MS);
    }
    return;
  }
  try {
    packAndInstall();
    writeFileSync(done, '');
  } catch (error) {
    writeFileSync(failed, '');
    throw error;
  }
}

function packAndInstall(): void {
  const { folder, tarball, metafile } = installation();
  // In a copy, because packing builds `dist/`, which somebody may be using or building as well.
  const copy = join(folder, 'checkout');
  for (const name of SOURCES) {
    cpSync(join(CHECKOUT, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(CHECKOUT, 'node_modules'), join(copy, 'node_modules'));
  const packed = npm(copy, { METAFILE: metafile }, 'pack', '--silent', '--pack-destination', folder);
  renameSync(join(folder, packed.trim()), tarball);
  rmSync(copy, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{}');
  const flags = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--silent'];
  npm(folder, {}, 'install', ...flags, tarball);
}

/** Without `--prefix`, an npm that is started by `npm test` works on the project of that. */
function npm(folder: string, env: Readonly<Record<string, string>>, ...words: readonly string[]): string {
  return execFileSync('npm', [...words, '--prefix', folder], {
    cwd: folder,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
}

/** Paths of all files in the folder and those in it, in order. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
