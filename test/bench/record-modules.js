import { appendFileSync } from 'node:fs';
import { createRequire, register } from 'node:module';

// Loaded with --import: writes the path of each file that the program loads, as an ES module or with require(), to the file in
// BENCH_LOADED, a line each.
const hooks = `
  import { appendFileSync } from 'node:fs';
  import { fileURLToPath } from 'node:url';
  export function load(url, context, next) {
    if (url.startsWith('file:')) appendFileSync(process.env.BENCH_LOADED, fileURLToPath(url) + '\\n');
    return next(url, context);
  }`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);

process.on('exit', () => {
  const required = Object.keys(createRequire(import.meta.url).cache);
  appendFileSync(process.env.BENCH_LOADED, required.map((path) => `${path}\n`).join(''));
});
