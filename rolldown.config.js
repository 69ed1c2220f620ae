import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { build } from 'rolldown';

const OUTPUT = 'dist';
const LICENCES = 'licences.txt';

/**
 * What libraries import for something that the program never asks them for. Conf: JSON schemas, moving its files between versions, and a
 * folder where none is named, which fails without a home. Atomically: removing its files however the process ends. Commander: commands that
 * are programs of their own. Drizzle: the types of columns for tables that a function declares. Chalk: whether the terminal has colours,
 * which src/local/terminal.ts says. Log-update: hiding the cursor.
 */
const UNUSED = [
  { of: 'conf', imports: /^(ajv|ajv-formats|semver|env-paths)(\/|$)/ },
  { of: 'atomically', imports: /^when-exit$/ },
  { of: 'commander', imports: /^node:child_process$/ },
  { of: 'drizzle-orm', imports: /\/columns\/all\.js$/ },
  { of: 'chalk', imports: /^#supports-color$/ },
  { of: 'log-update', imports: /^cli-cursor$/ },
];

const unused = {
  name: 'unused',
  resolveId: (id, importer) =>
    UNUSED.some(({ of, imports }) => importer?.includes(`/node_modules/${of}/`) && imports.test(id))
      ? '\0unused'
      : undefined,
  load: (id) => (id === '\0unused' ? 'module.exports = () => undefined;' : undefined),
};

/**
 * Neon's driver carries node-postgres, for a Client and a Pool over WebSockets that the program never makes: 70 KB, and 2 ms at each start.
 * Its modules are functions by now, of which only those stay that something calls.
 */
const onlyHttp = {
  name: 'only-http',
  transform(code, id) {
    if (!id.endsWith('/@neondatabase/serverless/index.mjs')) return undefined;
    const requires =
      /var (\w+)=\w+\(\),(\w+=\w+\(\)),(\w+)=\w+\(\),(\w+)=\w+\(\),\{DatabaseError:(\w+)\}=\w+\(\)/g;
    const matches = code.match(requires) ?? [];
    if (matches.length !== 1) this.error('The driver is not as expected');
    return code
      .replace(requires, 'class Unused{}var $1=Unused,$2,$3=Unused,$4=Unused,$5=Unused')
      .replaceAll(/=T\(\(/g, '=/*#__PURE__*/T((');
  },
};

/** What Neon's driver has within its own file, next to what licences/within-neon-driver.txt tells of. */
const WITHIN_DRIVER = [
  'pg',
  'pg-int8',
  'pg-types',
  'postgres-array',
  'postgres-bytea',
  'postgres-date',
  'postgres-interval',
];

function bundle(input, options = {}) {
  return build({
    input,
    platform: 'node',
    // argon2 finds its native prebuild relative to its own folder.
    external: ['argon2'],
    plugins: [unused, onlyHttp],
    ...options,
    // Node starts CommonJS in less time than ES modules, and lets code be kept that V8 has compiled.
    output: {
      format: 'cjs',
      // Code that V8 compiled by itself can require what is not in the bundle, and not import it.
      dynamicImportInCjs: false,
      minify: true,
      comments: false,
      entryFileNames: '[name]',
      chunkFileNames: '[name]',
    },
    write: false,
  });
}

/** All chunks in one file, as src/local/pack.ts reads it. */
function packed(subject, chunks) {
  const files = chunks.map(({ fileName, code }) => [
    fileName,
    Buffer.from(`(function(exports,require,module,__filename){${escaped(code)}\n})`),
  ]);
  const index = Buffer.from(
    JSON.stringify({ subject, sizes: files.map(([name, { length }]) => [name, length]) }),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(index.length);
  return Buffer.concat([length, index, ...files.map(([, file]) => file)]);
}

/**
 * ASCII alone, because V8 takes two bytes for each character of a text that holds others. Means the same in strings, regular expressions
 * and names, which are all that is left of a minified program.
 */
function escaped(code) {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const { output: chunks } = await bundle('src/main.ts');
const hash = createHash('sha256').update(packed('', chunks));
const program = `program-${hash.digest('hex').slice(0, 8)}.pack`;
const { output: start } = await bundle('src/start.ts', {
  transform: { define: { PROGRAM: JSON.stringify(program) } },
});

const licences = await licencesOf([...start, ...chunks]);

// In this order, so that a `todo` which starts meanwhile always finds a whole program.
await mkdir(OUTPUT, { recursive: true });
await writeFile(join(OUTPUT, program), packed(program, chunks));
await writeFile(join(OUTPUT, 'start.cjs'), start[0].code);
await writeFile(join(OUTPUT, LICENCES), licences);
const files = new Set([program, 'start.cjs', LICENCES]);
const old = (await readdir(OUTPUT)).filter((file) => !files.has(file));
await Promise.all(old.map((file) => rm(join(OUTPUT, file), { recursive: true, force: true })));

// What each chunk consists of, for those who ask: tests and benchmarks.
if (process.env.METAFILE !== undefined) {
  await writeFile(process.env.METAFILE, JSON.stringify([...start, ...chunks].map(contents)));
}

/** Modules by their paths, with the size of their code before it is minified, and what is required of others. */
function contents({ fileName, modules, imports }) {
  const sizes = Object.entries(modules).map(([id, { renderedLength }]) => [
    relative('.', id),
    renderedLength,
  ]);
  return { name: fileName, modules: Object.fromEntries(sizes), imports };
}

/** The licences of all packages that have code in the chunks: each text once, below the packages that it is of. */
async function licencesOf(output) {
  const ids = output.flatMap(({ modules }) =>
    Object.keys(modules).filter((id) => modules[id].renderedLength > 0),
  );
  const bundled = ids.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? []);
  const folders = new Set([...bundled, ...WITHIN_DRIVER.map((title) => resolve('node_modules', title))]);
  const titlesByText = new Map();
  for (const folder of folders) {
    const {
      name: title,
      version,
      license,
      repository,
    } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const text = await licenceOf(title, folder);
    // The MPL wants it said where the source is.
    const source = license === 'MPL-2.0' ? `, whose source is at ${sourceUrl(repository)}` : '';
    titlesByText.set(text, [...(titlesByText.get(text) ?? []), `${title} ${version} (${license})${source}`]);
  }
  const parts = [...titlesByText].map(
    ([text, titles]) => `${titles.toSorted().join('\n')}\n\n${text.trim()}\n`,
  );
  return [
    'The program holds code of these packages, under their own licences.\n',
    ...parts.toSorted(),
    await readFile('licences/within-neon-driver.txt', 'utf8'),
  ].join(`\n${'-'.repeat(80)}\n\n`);
}

/** Of `git+https://github.com/owner/name.git`. */
function sourceUrl({ url }) {
  return url.replace(/^git\+/, '').replace(/\.git$/, '');
}

/** In its folder, or in ours where the package forgot it. */
async function licenceOf(title, folder) {
  const found = (await readdir(folder)).find((file) => /^licen[cs]e\b/i.test(file));
  return readFile(found === undefined ? `licences/${title}.txt` : join(folder, found), 'utf8');
}
