import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withFolderLock } from '../../src/local/folder-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neon-todo-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const ID = '0123456789abcdef';
const DEAD = spawnSync(process.execPath, ['--version']).pid;

/** What a process leaves behind that is killed; of number 0 while it looks for its place in the queue. */
function leave(number: number, pid: number, host = hostname()): string {
  const name = `lock-${number}-${pid}-${ID}-${host}`;
  writeFileSync(join(folder, name), '');
  return name;
}

const fail = (): never => {
  throw new Error('Not today');
};

const lock = (patienceMs?: number) => withFolderLock(folder, () => readdirSync(folder).length, patienceMs);

describe('a folder', () => {
  it('is free again after a failure', async () => {
    await expect(withFolderLock(folder, fail)).rejects.toThrow('Not today');
    expect(await lock()).toEqual({ result: 1 });
  });

  it.each([0, 1, 7])('is taken over from a process that died with number %i', async (number) => {
    leave(number, DEAD);
    expect(await lock()).toEqual({ result: 1 });
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([0, 1])('is not taken from a process that lives (number %i)', async (number) => {
    const name = leave(number, process.ppid);
    expect(await lock(50)).toBeUndefined();
    expect(readdirSync(folder)).toEqual([name]);
  });

  it('is not taken from a process on another machine, whose number says nothing here', async () => {
    const name = leave(1, DEAD, 'another-machine');
    expect(await lock(50)).toBeUndefined();
    expect(readdirSync(folder)).toEqual([name]);
  });

  it('is taken from a file that is older than any process takes to write', async () => {
    const file = join(folder, leave(1, process.ppid));
    utimesSync(file, new Date(), new Date(Date.now() - 120_000));
    expect(await lock()).toEqual({ result: 1 });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('may hold files of others, with names that look alike', async () => {
    const others = ['lock', 'lock-1', 'lock-x-1-0123456789abcdef-host', 'sessions.json'];
    for (const name of others) writeFileSync(join(folder, name), '');
    expect(await lock()).toEqual({ result: 5 });
    expect(readdirSync(folder)).toEqual(others);
  });
});
