import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Metafile } from 'esbuild';
import { measure, type Program } from './measure.ts';
import { columns } from './report.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const RECORD_MODULES = new URL('record-modules.js', import.meta.url).href;

/** A table of what each command loads, in KiB of minified code by package. `folder` is for temporary files. */
export async function loadedPackages(
  commands: readonly { readonly name: string; readonly program: Program }[],
  folder: string,
): Promise<string> {
  const sizes = chunkSizes(join(folder, 'metafile.json'));
  const log = join(folder, 'loaded.txt');
  const tables: string[] = [];
  for (const { name, program } of commands) {
    rmSync(log, { force: true });
    await measure({
      ...program,
      words: ['--import', RECORD_MODULES, ...program.words],
      env: { ...program.env, BENCH_LOADED: log },
    });
    const files = new Set(readFileSync(log, 'utf8').trimEnd().split('\n'));
    tables.push(`${name}\n${packageTable(files, sizes)}`);
  }
  return tables.join('\n\n');
}

type Sizes = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** For each chunk in dist/, the bytes that each package has in it. Builds the program anew for that. */
function chunkSizes(metafile: string): Sizes {
  execFileSync(process.execPath, ['esbuild.config.js'], {
    cwd: ROOT,
    env: { ...process.env, METAFILE: metafile },
  });
  const { outputs }: Metafile = JSON.parse(readFileSync(metafile, 'utf8'));
  return new Map(
    Object.entries(outputs).map(([path, { inputs }]) => {
      const sizes = new Map<string, number>();
      for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
        const name = packageOf(file);
        sizes.set(name, (sizes.get(name) ?? 0) + bytesInOutput);
      }
      return [path, sizes];
    }),
  );
}

function packageOf(file: string): string {
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file) ?? [];
  return name ?? 'neon-todo itself';
}

function packageTable(files: ReadonlySet<string>, sizes: Sizes): string {
  const chunks = [...files].flatMap((file) => sizes.get(relative(ROOT, file).replaceAll('\\', '/')) ?? []);
  const total = new Map<string, number>();
  for (const [name, bytes] of chunks.flatMap((chunk) => [...chunk])) {
    total.set(name, (total.get(name) ?? 0) + bytes);
  }
  const rows = [...total]
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, bytes]) => [`  ${name}`, (bytes / 1_024).toFixed(1)]);
  return `${columns(rows)}\n  in ${chunks.length} files`;
}
