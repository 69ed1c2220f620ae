import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CodeCache, openCodeCache } from '../../src/local/code-cache.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neon-todo-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const NODE = { platform: 'linux', version: 'v20.19.0', arch: 'x64' } as const;
const LIST = Buffer.from('compiled list');
const ADD = Buffer.from('compiled add');

function open(program = 'program-1', cacheFolder = folder): CodeCache {
  const cache = openCodeCache(program, { env: { NODE_COMPILE_CACHE: cacheFolder }, ...NODE });
  if (cache === undefined) throw new Error('There should be a cache');
  return cache;
}

const file = (): string => join(folder, 'neon-todo-v20.19.0-x64');

describe('the cache of compiled code', () => {
  it('is empty at first', () => {
    expect(open().find('list')).toBeUndefined();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('gives to the next start what was added, and keeps it when more is added', () => {
    open().add(new Map([['list', LIST]]));
    open().add(new Map([['add', ADD]]));

    expect(open().find('list')).toEqual(LIST);
    expect(open().find('add')).toEqual(ADD);
    expect(open().find('done')).toBeUndefined();
  });

  it('takes what is added for newer than what was there', () => {
    open().add(new Map([['list', LIST]]));
    open().add(new Map([['list', ADD]]));

    expect(open().find('list')).toEqual(ADD);
  });

  it('is one file that only its owner can read, in a folder like that', () => {
    const inside = join(folder, 'a', 'b');
    open('program-1', inside).add(new Map([['list', LIST]]));

    expect(readdirSync(inside)).toEqual(['neon-todo-v20.19.0-x64']);
    expect(statSync(join(inside, 'neon-todo-v20.19.0-x64')).mode & 0o777).toBe(0o600);
    expect(statSync(inside).mode & 0o777).toBe(0o700);
  });

  it('knows nothing of another program, and makes way for it', () => {
    open().add(new Map([['list', LIST]]));
    expect(open('program-2').find('list')).toBeUndefined();

    open('program-2').add(new Map([['add', ADD]]));
    expect(open('program-2').find('add')).toEqual(ADD);
    expect(open('program-2').find('list')).toBeUndefined();
    expect(open().find('list')).toBeUndefined();
  });

  it.each([0o620, 0o602, 0o666])('does not trust a file that others can write to (%o)', (mode) => {
    open().add(new Map([['list', LIST]]));
    chmodSync(file(), mode);

    expect(open().find('list')).toBeUndefined();
  });

  it('gives nothing else than what was added when any byte of the file is another one', () => {
    open().add(new Map([['list', LIST]]));
    const whole = readFileSync(file());
    for (let at = 0; at < whole.length; at += 1) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 0x15;
      writeFileSync(file(), damaged);
      expect([undefined, LIST]).toContainEqual(open().find('list'));
    }
  });

  it('gives nothing from a file that ends too early, and repairs it', () => {
    open().add(new Map([['list', LIST]]));
    const whole = readFileSync(file());
    for (let length = 0; length < whole.length; length += 1) {
      writeFileSync(file(), whole.subarray(0, length));
      expect(open().find('list')).toBeUndefined();
    }
    open().add(new Map([['add', ADD]]));
    expect(open().find('add')).toEqual(ADD);
  });

  it('does nothing where no folder can be made', () => {
    const blocked = join(folder, 'file');
    writeFileSync(blocked, '');
    open('program-1', blocked).add(new Map([['list', LIST]]));

    expect(open('program-1', blocked).find('list')).toBeUndefined();
    expect(readdirSync(folder)).toEqual(['file']);
  });

  it('is another file for another version of Node', () => {
    open().add(new Map([['list', LIST]]));
    const env = { NODE_COMPILE_CACHE: folder };

    expect(openCodeCache('program-1', { ...NODE, env, version: 'v22.0.0' })?.find('list')).toBeUndefined();
  });

  it.each(['.cache', './cache', '../cache'])(
    'is never looked for from the current folder on (%j)',
    (path) => {
      const env = { NODE_COMPILE_CACHE: path };

      expect(openCodeCache('program-1', { ...NODE, env })).toBeUndefined();
    },
  );

  it('is left out if NODE_DISABLE_COMPILE_CACHE says so', () => {
    const env = { NODE_COMPILE_CACHE: folder, NODE_DISABLE_COMPILE_CACHE: '1' };

    expect(openCodeCache('program-1', { ...NODE, env })).toBeUndefined();
  });
});
