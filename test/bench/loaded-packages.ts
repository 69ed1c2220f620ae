import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Chunk, packageOf, readChunks, scriptsThatRan, sortScripts } from '../support/loaded-chunks.ts';
import { measure, type Program } from './measure.ts';
import { columns } from './report.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A table of what each command loads, in KiB of code (not minified) by package. `folder` is for temporary files. */
export async function loadedPackages(
  commands: readonly { readonly name: string; readonly program: Program }[],
  folder: string,
): Promise<string> {
  const chunks = buildChunks(join(folder, 'metafile.json'));
  const tables: string[] = [];
  for (const { name, program } of commands) {
    const coverage = mkdtempSync(join(folder, 'coverage-'));
    await measure({ ...program, env: { ...program.env, NODE_V8_COVERAGE: coverage } });
    tables.push(`${name}\n${packageTable(sortScripts(scriptsThatRan(coverage), chunks).chunks)}`);
  }
  return tables.join('\n\n');
}

/** Builds the program anew, to know what its chunks consist of. */
function buildChunks(metafile: string): readonly Chunk[] {
  execFileSync(process.execPath, ['rolldown.config.js'], {
    cwd: ROOT,
    env: { ...process.env, METAFILE: metafile },
  });
  return readChunks(metafile);
}

function packageTable(chunks: readonly Chunk[]): string {
  const total = new Map<string, number>();
  for (const [path, size] of chunks.flatMap(({ modules }) => Object.entries(modules))) {
    const name = packageOf(path) ?? 'neon-todo itself';
    total.set(name, (total.get(name) ?? 0) + size);
  }
  const rows = [...total]
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, size]) => [`  ${name}`, (size / 1_024).toFixed(1)]);
  return `${columns(rows)}\n  in ${chunks.length} chunks`;
}
