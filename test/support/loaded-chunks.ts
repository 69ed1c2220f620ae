import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A part of the built program, as the build describes it in the file that METAFILE names. */
export interface Chunk {
  readonly name: string;
  /** Characters of code that is not minified yet, by the path of the module in the checkout. */
  readonly modules: Readonly<Record<string, number>>;
  /** Other chunks as `./name`, and what is not part of the program. */
  readonly imports: readonly string[];
}

export function readChunks(metafile: string): readonly Chunk[] {
  const chunks: readonly Chunk[] = JSON.parse(readFileSync(metafile, 'utf8'));
  return chunks;
}

/** The paths of all scripts that ran in a process which was given this folder as NODE_V8_COVERAGE; chunks end with their names. */
export function scriptsThatRan(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const { result }: { readonly result: readonly { readonly url: string }[] } = JSON.parse(
      readFileSync(join(folder, name), 'utf8'),
    );
    return result.flatMap(({ url }) => (url.startsWith('file:') ? [new URL(url).pathname] : []));
  });
}

/** The chunks among the scripts, and the paths of all others. */
export function sortScripts(
  scripts: readonly string[],
  chunks: readonly Chunk[],
): { readonly chunks: readonly Chunk[]; readonly others: readonly string[] } {
  const byName = new Map(chunks.map((chunk) => [chunk.name, chunk]));
  const chunkOf = (path: string): Chunk | undefined =>
    /\/dist\//.test(path) ? byName.get(basename(path)) : undefined;
  return {
    chunks: scripts.flatMap((path) => chunkOf(path) ?? []),
    others: scripts.filter((path) => chunkOf(path) === undefined),
  };
}

/** `conf` for `…/node_modules/conf/index.js`; undefined for our own files. */
export function packageOf(path: string): string | undefined {
  const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(`/${path}`) ?? [];
  return name === 'neon-todo' ? undefined : name;
}
