import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { filesBelow, install, installation } from './installation.ts';
import { packageOf, readChunks } from '../support/loaded-chunks.ts';
import { createMachine } from './machine.ts';

beforeAll(install);

const CHECKOUT = fileURLToPath(new URL('../../', import.meta.url));

const kilobytes = (paths: readonly string[]): number =>
  paths.reduce((sum, path) => sum + statSync(path).size, 0) / 1_024;

const manifest = (): Record<string, unknown> =>
  JSON.parse(readFileSync(join(installation().packageFolder, 'package.json'), 'utf8'));

/** All code that is published. */
function programText(): string {
  const folder = join(installation().packageFolder, 'dist');
  return filesBelow(folder)
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n');
}

describe('the package', () => {
  it('holds the program, the migrations and what a reader needs, and nothing else', () => {
    const { packageFolder } = installation();
    const files = filesBelow(packageFolder).map((path) => relative(packageFolder, path));

    expect(files.map((path) => path.replace(/-[0-9a-f]{8}\.pack$/, '-HASH.pack'))).toEqual([
      'LICENSE',
      'README.md',
      'bin/todo.cjs',
      'completion/todo.bash',
      'completion/todo.fish',
      'completion/todo.zsh',
      'dist/licences.txt',
      'dist/program-HASH.pack',
      'dist/start.cjs',
      'drizzle/0001_tables.sql',
      'drizzle/0002_security.sql',
      'drizzle/0003_journal_tables.sql',
      'drizzle/0004_journal.sql',
      'drizzle/0005_sessions.sql',
      'drizzle/0006_import.sql',
      'drizzle/meta/_journal.json',
      'man/todo.1',
      'package.json',
    ]);
  });

  it('depends on argon2 and on nothing else', () => {
    const { dependencies, peerDependencies, optionalDependencies } = manifest();

    expect(Object.keys(Object(dependencies))).toEqual(['argon2']);
    expect({ peerDependencies, optionalDependencies }).toEqual({});
    const required = [...programText().matchAll(/\brequire\("([^"]+)"\)/g)].map(([, id = '']) => id);
    expect(required.length).toBeGreaterThan(100);
    const packages = required.filter(
      (id) => !id.startsWith('./') && !id.startsWith('node:') && !builtinModules.includes(id),
    );
    // The last two are tried by libraries that do without them.
    expect(new Set(packages)).toEqual(new Set(['argon2', 'kerberos', 'supports-color']));
    // It would fail in code that V8 compiled by itself (src/local/chunks.ts).
    expect(programText()).not.toMatch(/\bimport\(/);
  });

  it('brings the licence of every package that it holds code of', () => {
    const { metafile, packageFolder } = installation();
    const licences = readFileSync(join(packageFolder, 'dist', 'licences.txt'), 'utf8');
    const bundled = readChunks(metafile)
      .flatMap(({ modules }) => Object.entries(modules))
      .flatMap(([path, size]) => (size > 0 ? (packageOf(path) ?? []) : []));
    const withinDriver = ['pg', 'pg-types', 'buffer', 'base64-js', 'ieee754'];

    expect(new Set(bundled).size).toBeGreaterThan(20);
    for (const name of new Set([...bundled, ...withinDriver])) {
      expect(licences.split('\n').filter((line) => line.startsWith(`${name} `))).not.toEqual([]);
    }
    for (const text of licences.split(/^-{80}$/m).slice(1)) {
      expect(text).toMatch(/copyright/i);
      expect(text).toMatch(
        /\((MIT|ISC|BSD-3-Clause|Apache-2\.0)\)[^]*(Permission|Redistribution|TERMS AND CONDITIONS)|\(MPL-2\.0\), whose source is at https:[^]*Mozilla Public License/,
      );
    }
  });

  it('tells nothing of the machine that it was made on, and holds nothing of ours that is not for others', () => {
    const { packageFolder } = installation();
    for (const path of filesBelow(packageFolder)) {
      const content = readFileSync(path, 'latin1');
      const found = content.match(/(?:\/home\/|\/work\/|\/tmp\/|\/Users\/|[A-Z]:\\)[\w.-]+/g) ?? [];
      expect([path, found]).toEqual([path, []]);
      expect([path, content.includes(CHECKOUT)]).toEqual([path, false]);
      expect(content).not.toMatch(/sourceMappingURL|npg_\w{10}|node_modules\/\.bin/);
      expect(path).not.toMatch(/\.(map|test\.\w+|env)$|\/test\//);
    }
  });

  it('runs no script when it is installed', () => {
    const { scripts } = manifest();

    for (const hook of ['preinstall', 'install', 'postinstall', 'prepare']) {
      expect(Object(scripts)).not.toHaveProperty(hook);
    }
  });

  it('is small: below 350 KB to fetch, and 5 packages and below 4 MiB when it is installed', () => {
    const { tarball, folder } = installation();

    expect(kilobytes([tarball])).toBeLessThan(350);
    const { packages }: { packages: Record<string, unknown> } = JSON.parse(
      readFileSync(join(folder, 'node_modules', '.package-lock.json'), 'utf8'),
    );
    expect(Object.keys(packages).map((path) => path.replace('node_modules/', ''))).toEqual([
      '@phc/format',
      'argon2',
      'neon-todo',
      'node-addon-api',
      'node-gyp-build',
    ]);
    expect(kilobytes(filesBelow(join(folder, 'node_modules')))).toBeLessThan(4 * 1_024);
  });

  it.each(['todo', 'neon-todo'])('can be called as %s', async (name) => {
    const { version } = manifest();

    expect(await createMachine().under(name).todo('--version')).toEqual({
      code: 0,
      stdout: `${String(version)}\n`,
      stderr: '',
    });
  });

  it.each(['todo', 'neon-todo'])('can be run by npx as %s', (name) => {
    const stdout = execFileSync('npx', ['--no', '--', name, '--version'], {
      cwd: installation().folder,
      encoding: 'utf8',
    });

    expect(stdout).toBe(`${String(manifest()['version'])}\n`);
  });
});
