import { writeFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import manifest from '../package.json' with { type: 'json' };
import { createProgram } from '../src/cli/program.ts';
import { manPage } from './man-page.ts';

const program = createProgram({ stdout: new Writable() }, manifest.version, () => () => {
  throw new Error('Nothing is run here.');
});

writeFileSync(new URL('todo.1', import.meta.url), manPage(program));
