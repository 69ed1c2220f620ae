import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { packageOf, readChunks, scriptsThatRan, sortScripts } from '../support/loaded-chunks.ts';
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
 * What the process loads that `run` starts on the machine it is given. V8 itself writes down which scripts ran in it, and the
 * build which files each chunk of the program was made from.
 */
export async function loadedBy(
  machine: Machine,
  run: (watched: Machine) => Promise<unknown>,
): Promise<Loaded> {
  const folder = mkdtempSync(join(machine.root, 'coverage-'));
  await run(machine.with({ NODE_V8_COVERAGE: folder }));
  const { chunks, others } = sortScripts(scriptsThatRan(folder), readChunks(installation().metafile));
  const files = [...others, ...chunks.flatMap(({ modules }) => Object.keys(modules))];
  return {
    packages: unique(files.flatMap((path) => packageOf(path) ?? [])),
    sources: unique(files.filter((path) => path.startsWith('src/'))),
  };
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].toSorted((a, b) => a.localeCompare(b));
}
