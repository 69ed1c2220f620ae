import { register } from 'node:module';

// Loaded with --import: writes the URL of each ES module that the program loads to the file in BENCH_LOADED.
const hooks = `
  import { appendFileSync } from 'node:fs';
  export function load(url, context, next) {
    appendFileSync(process.env.BENCH_LOADED, url + '\\n');
    return next(url, context);
  }`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
