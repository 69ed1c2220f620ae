import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** In CI a Taskwarrior that is missing is a failure. */
export const isTaskwarriorMissing =
  spawnSync('task', ['--version']).status !== 0 && process.env['CI'] === undefined;

/** Runs commands of Taskwarrior on tasks of its own, and returns what they print. */
export type Taskwarrior = (args: readonly string[], input?: string) => string;

/** One without any task, which a test has for itself. */
export function openTaskwarrior(settings: readonly string[] = []): Taskwarrior {
  const folder = mkdtempSync(join(tmpdir(), 'neon-todo-taskwarrior-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const configuration = join(folder, 'taskrc');
  writeFileSync(
    configuration,
    ['confirmation=off', 'verbose=nothing', 'json.array=on', ...settings, ''].join('\n'),
  );
  const env = { ...process.env, TASKRC: configuration, TASKDATA: folder };
  return (args, input = '') => {
    const { status, stdout, stderr } = spawnSync('task', args, {
      env,
      input,
      encoding: 'utf8',
      maxBuffer: 100_000_000,
    });
    if (status !== 0) throw new Error(`task ${args.join(' ')} ended with ${status}: ${stderr}`);
    return stdout;
  };
}
