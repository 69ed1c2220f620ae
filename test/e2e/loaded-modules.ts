import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installation } from './installation.ts';
import type { Machine } from './machine.ts';

/** What a command loaded to do its work. */
export interface Loaded {
  /** Packages from npm, bundled or not. */
  readonly packages: readonly string[];
  /** Our own files, as paths in the checkout: `src/…`. */
  readonly sources: readonly string[];
}

/**
 * What the process loads that `run` starts on the machine it is given. V8 itself writes down which scripts ran in it, and esbuild
 * which files each chunk of the bundle was made from.
 */
export async function loadedBy(
  machine: Machine,
  run: (watched: Machine) => Promise<unknown>,
): Promise<Loaded> {
  const folder = mkdtempSync(join(machine.root, 'coverage-'));
  await run(machine.with({ NODE_V8_COVERAGE: folder }));
  const chunks = inputsOfChunks();
  const files = readdirSync(folder)
    .flatMap((name) => scriptsIn(join(folder, name)))
    .flatMap((path) => chunks.get(basename(path)) ?? [path]);
  return {
    packages: unique(files.flatMap((path) => packageOf(path) ?? [])),
    sources: unique(files.filter((path) => path.startsWith('src/'))),
  };
}

/** Paths of the scripts that came from files. */
function scriptsIn(coverageFile: string): string[] {
  const { result }: { readonly result: readonly { readonly url: string }[] } = JSON.parse(
    readFileSync(coverageFile, 'utf8'),
  );
  return result.flatMap(({ url }) => (url.startsWith('file:') ? [fileURLToPath(url)] : []));
}

/** By the name of a file in `dist/`. */
function inputsOfChunks(): ReadonlyMap<string, readonly string[]> {
  const { outputs }: { readonly outputs: Record<string, { readonly inputs: Record<string, unknown> }> } =
    JSON.parse(readFileSync(installation().metafile, 'utf8'));
  return new Map(
    Object.entries(outputs).map(([path, { inputs }]) => [basename(path), Object.keys(inputs)] as const),
  );
}

/** `conf` for `…/node_modules/conf/index.js`; undefined for our own files. */
function packageOf(path: string): string | undefined {
  const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(`/${path}`) ?? [];
  return name === 'neon-todo' ? undefined : name;
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].toSorted((a, b) => a.localeCompare(b));
}
