import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from '../demo/sandbox.ts';
import { time } from './command-rows.ts';
import { type Cost, measure } from './measure.ts';
import { install, npmEnv, packProgram, requireRegistry, sizeOf } from './npm.ts';
import { once, type Row } from './row.ts';
import { measurePairs } from './statistics.ts';

const MEBIBYTE = 2 ** 20;
/** Those of npx take seconds: a third of the runs, 5 if not said otherwise. */
const SHARE_OF_NPX = 3;

/** What it takes to install the program, and to try it without. */
export function packageRows(sandbox: Sandbox, runs: number): Row[] {
  const home = join(sandbox.folder, 'npm');
  mkdirSync(home);
  const tarball = once(() => packProgram(home));
  const installed = once(async () => {
    await requireRegistry(home);
    return install(await tarball(), join(home, 'installed'));
  });
  /** With nothing in npm's cache, and nothing in the folder where it is started. */
  const npx = async (spec: string, ...words: readonly string[]): Promise<Cost> => {
    const cache = mkdtempSync(join(home, 'cache-'));
    const env = { ...npmEnv(home), npm_config_cache: cache };
    const cost = await measure({
      command: 'npx',
      words: ['--yes', '--package', spec, '--', ...words],
      env,
      cwd: home,
    });
    rmSync(cache, { recursive: true, force: true });
    return cost;
  };
  return [
    {
      what: 'packages that npm install neon-todo brings',
      atMost: 13,
      measure: async () => ({ kind: 'figure', figure: (await installed()).packages, unit: '' }),
    },
    {
      what: 'their size',
      atMost: 4,
      measure: async () => {
        const { folder } = await installed();
        return { kind: 'figure', figure: sizeOf(folder) / MEBIBYTE, unit: 'MiB' };
      },
    },
    {
      what: 'npx neon-todo against npx taskbook, nothing cached',
      atMost: 0.6,
      measure: async () => {
        await requireRegistry(home);
        const spec = await tarball();
        const pairs = await measurePairs(
          () => npx('taskbook', 'tb', '--version'),
          () => npx(spec, 'todo', '--version'),
          Math.ceil(runs / SHARE_OF_NPX),
        );
        return time(pairs);
      },
    },
  ];
}
