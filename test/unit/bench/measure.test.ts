import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { measure } from '../../bench/measure.ts';

const hasPython = spawnSync('python3', ['--version']).status === 0;

function run(
  script: string,
  options: { stdin?: string; terminal?: boolean } = {},
): ReturnType<typeof measure> {
  return measure({ words: ['-e', script], env: process.env, ...options });
}

describe.runIf(hasPython)('measure', () => {
  it('sees time, processor time and memory', async () => {
    const { milliseconds, cpuMilliseconds, peakMebibytes } = await run('Buffer.alloc(100 * 2 ** 20, 1)');
    expect(milliseconds).toBeGreaterThan(0);
    expect(cpuMilliseconds).toBeGreaterThan(0);
    expect(peakMebibytes).toBeGreaterThan(100);
  });

  it.each([true, false])('runs on a terminal: %s', async (terminal) => {
    const all = '[process.stdin.isTTY, process.stdout.isTTY, process.stderr.isTTY]';
    const running = run(`if (${all}.some((is) => (is ?? false) !== ${terminal})) process.exitCode = 1`, {
      terminal,
    });
    await expect(running).resolves.toBeDefined();
  });

  it('passes on what is for stdin', async () => {
    const reading = run(`if (fs.readFileSync(0, 'utf8') !== 'café') process.exitCode = 1`, { stdin: 'café' });
    await expect(reading).resolves.toBeDefined();
  });

  it.each([true, false])('says why a program failed, on a terminal: %s', async (terminal) => {
    const failing = run(`console.error('no such task'); process.exitCode = 3`, { terminal });
    await expect(failing).rejects.toThrow(/ended with exit code 3:\r?\n[^]*no such task/);
  });
});
