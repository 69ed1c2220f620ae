import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, relative } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { filesBelow, install, installation } from './installation.ts';
import { createMachine } from './machine.ts';

beforeAll(install);

const kilobytes = (paths: readonly string[]): number =>
  paths.reduce((sum, path) => sum + statSync(path).size, 0) / 1_024;

const manifest = (): Record<string, unknown> =>
  JSON.parse(readFileSync(join(installation().packageFolder, 'package.json'), 'utf8'));

describe('the package', () => {
  it('holds the program, the migrations and what a reader needs, and nothing else', () => {
    const { packageFolder } = installation();
    const files = filesBelow(packageFolder).map((path) => relative(packageFolder, path));

    expect(files.filter((path) => !path.startsWith('dist/'))).toEqual([
      'LICENSE',
      'README.md',
      'bin/todo.js',
      'completion/todo.bash',
      'completion/todo.fish',
      'completion/todo.zsh',
      'drizzle/0001_tables.sql',
      'drizzle/0002_security.sql',
      'drizzle/0003_journal_tables.sql',
      'drizzle/0004_journal.sql',
      'drizzle/0005_sessions.sql',
      'drizzle/meta/_journal.json',
      'man/todo.1',
      'package.json',
    ]);
    expect(files).toContain('dist/main.js');
    for (const path of files.filter((name) => name.startsWith('dist/'))) {
      expect(path).toMatch(/^dist\/[\w-]+\.js$/);
    }
  });

  it('depends on argon2 and on nothing else', () => {
    const { dependencies, peerDependencies, optionalDependencies } = manifest();

    expect(Object.keys(Object(dependencies))).toEqual(['argon2']);
    expect({ peerDependencies, optionalDependencies }).toEqual({});
    const { outputs } = readMetafile();
    const outside = new Set(
      Object.values(outputs).flatMap(({ imports }) =>
        imports.flatMap(({ path, external }) => (external === true ? [path] : [])),
      ),
    );
    const packages = [...outside].filter(
      (path) => !path.startsWith('node:') && !builtinModules.includes(path),
    );
    // The last two are tried by libraries that do without them.
    expect(new Set(packages)).toEqual(new Set(['argon2', 'kerberos', 'supports-color']));
  });

  it('runs no script when it is installed', () => {
    const { scripts } = manifest();

    for (const hook of ['preinstall', 'install', 'postinstall', 'prepare']) {
      expect(Object(scripts)).not.toHaveProperty(hook);
    }
  });

  it('is small: the tarball below 512 KB, all that npm installs below 5 MB', () => {
    const { tarball, folder } = installation();

    expect(kilobytes([tarball])).toBeLessThan(512);
    expect(kilobytes(filesBelow(join(folder, 'node_modules')))).toBeLessThan(5 * 1_024);
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

interface Metafile {
  readonly outputs: Readonly<
    Record<string, { readonly imports: readonly { readonly path: string; readonly external?: boolean }[] }>
  >;
}

function readMetafile(): Metafile {
  const metafile: Metafile = JSON.parse(readFileSync(installation().metafile, 'utf8'));
  return metafile;
}
