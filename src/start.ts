import { join } from 'node:path';
import { openChunks } from './local/chunks.ts';
import { openCodeCache } from './local/code-cache.ts';

/** The file of `dist/` that holds the program; its name changes with what is in it. Put in by the build. */
declare const PROGRAM: string;

/** What bin/todo.cjs calls: runs the program, and keeps what V8 compiled for it where this is the first time. */
export async function start(process: NodeJS.Process, require: NodeJS.Require): Promise<void> {
  const cache = openCodeCache(PROGRAM, process);
  const { load, save } = openChunks(join(import.meta.dirname, PROGRAM), cache, require);
  const { main }: typeof import('./main.ts') = load('main');
  process.exitCode = await main(process.argv.slice(2), process);
  save();
}
