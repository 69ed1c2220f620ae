import { readdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build } from 'esbuild';

const OUTPUT = 'dist';

/**
 * What conf imports for JSON schemas and for moving its files between versions, neither of which the program asks it for. Left
 * out, because each command that reads a login would pay for it: 40 of 265 ms of processor time and 180 KB (Node 20, `list`).
 */
const unused = {
  name: 'unused',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(ajv|ajv-formats|semver)(\/|$)/ }, ({ path }) => ({ path, namespace: 'unused' }));
    onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/**
 * Takes Node's own modules by require. An import of one evaluates all that it exports, and the WebSocket of node:http loads a
 * whole HTTP client: 18 of 240 ms of processor time (Node 22 and 24, `list`).
 */
const required = {
  name: 'required',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path, namespace }) =>
      namespace === 'required' ? { path, external: true } : { path, namespace: 'required' },
    );
    onLoad({ filter: /.*/, namespace: 'required' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
  },
};

const { metafile } = await build({
  entryPoints: ['src/main.ts'],
  outdir: OUTPUT,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: true,
  // argon2 finds its native prebuild relative to its own folder.
  external: ['argon2'],
  plugins: [unused, required],
  // CommonJS packages inside an ES module bundle still call require() for Node's built-ins.
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
});

// Earlier chunks go last, so that a `todo` which starts meanwhile always finds a whole program.
const written = new Set(Object.keys(metafile.outputs).map((path) => relative(OUTPUT, path)));
const old = (await readdir(OUTPUT)).filter((name) => !written.has(name));
await Promise.all(old.map((name) => rm(join(OUTPUT, name), { recursive: true, force: true })));

// Which package is in which chunk, for those who ask: tests, and https://esbuild.github.io/analyze.
if (process.env.METAFILE !== undefined) {
  await writeFile(process.env.METAFILE, JSON.stringify(metafile));
}
