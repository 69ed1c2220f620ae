import { existsSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../package.json' with { type: 'json' };
import { openChunks } from './local/chunks.ts';
import { openCodeCache } from './local/code-cache.ts';

/** The file of `dist/` that holds the program; its name changes with what is in it. Put in by the build. */
declare const PROGRAM: string;

/**
 * One thread is all that the program keeps busy beside its own. Of several, glibc may leave one asleep when they shall end, and the
 * process with it (https://sourceware.org/bugzilla/show_bug.cgi?id=25847); libuv looks when it needs the first one.
 */
const THREADS = '1';

/** What bin/todo.cjs calls: runs the program, and keeps what V8 compiled for it where this is the first time. */
export async function start(process: NodeJS.Process, require: NodeJS.Require): Promise<void> {
  // Scripts and package managers ask for it more than people do, and it takes nothing of the program.
  if (process.argv.length === 3 && (process.argv[2] === '--version' || process.argv[2] === '-V')) {
    process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
      // A pipe that is closed early is no failure.
      if (code !== 'EPIPE') process.exitCode = 1;
    });
    process.stdout.write(`${manifest.version}\n`);
    return;
  }
  const cache = openCodeCache(PROGRAM, process);
  const file = join(import.meta.dirname, PROGRAM);
  if (!existsSync(file)) {
    process.stderr.write(`Error: A part of neon-todo is missing: ${file}\nInstall it again.\n`);
    process.exitCode = 1;
    return;
  }
  const { load, save } = openChunks(file, cache, require);
  const { main }: typeof import('./main.ts') = load('main');
  process.exitCode = await main(process.argv.slice(2), withFewThreads(process));
  save();
}

/** The process with its environment as it was, for the programs that it starts. */
function withFewThreads(process: NodeJS.Process): NodeJS.Process {
  const env = { ...process.env };
  process.env['UV_THREADPOOL_SIZE'] ??= THREADS;
  return Object.create(process, { env: { value: env } });
}
