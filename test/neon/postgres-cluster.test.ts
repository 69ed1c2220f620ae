import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, it } from 'vitest';
import { startCluster } from './postgres-cluster.ts';

const TIMEOUT = 30_000;
const children: ChildProcess[] = [];

afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

/** Starts a cluster in another process and says where it lives. */
async function startElsewhere(): Promise<{ readonly child: ChildProcess; readonly home: string }> {
  const script = `
    const { startCluster } = await import(${JSON.stringify(new URL('postgres-cluster.ts', import.meta.url).href)});
    console.log((await startCluster()).host);
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  for await (const home of createInterface({ input: child.stdout })) return { child, home };
  throw new Error('The cluster did not start.');
}

it('keeps its folder to itself, and leaves none behind', { timeout: TIMEOUT }, async () => {
  const cluster = await startCluster();
  expect(existsSync(join(cluster.host, '.s.PGSQL.5432'))).toBe(true);
  expect(statSync(cluster.host).mode & 0o777).toBe(0o700);
  await cluster.stop();
  expect(existsSync(cluster.host)).toBe(false);
});

it.each(['SIGINT', 'SIGKILL'] as const)(
  'goes with the process that started it, by %s',
  async (signal) => {
    const { child, home } = await startElsewhere();
    expect(existsSync(join(home, 'data', 'postmaster.pid'))).toBe(true);
    child.kill(signal);
    await expect.poll(() => existsSync(home), { timeout: 10_000 }).toBe(false);
  },
  TIMEOUT,
);
