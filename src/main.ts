import { readFileSync } from 'node:fs';
import type { Host } from './context.ts';

/**
 * Runs one command line (without `node` and the script) and returns its exit code. Never throws and never ends the process.
 */
export async function main(argv: readonly string[], host: Host): Promise<number> {
  endQuietlyWithoutReader(host);
  // Asked for by scripts and package managers more than by people, and needs none of the commands.
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    host.stdout.write(`${version()}\n`);
    return 0;
  }
  const { run } = await import('./run.ts');
  return run(argv, host, version());
}

/** A pipe that is closed early, as by `| head -1`, is no failure. */
function endQuietlyWithoutReader({ stdout, stderr }: Host): void {
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') {
        throw error;
      }
    });
  }
}

/** Of package.json, which lies beside `src/` and `dist/` alike. */
function version(): string {
  const { version: found }: { version: string } = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  );
  return found;
}
