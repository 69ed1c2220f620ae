import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Chunks, openChunks } from '../../src/local/chunks.ts';
import type { CodeCache } from '../../src/local/code-cache.ts';
import { formatPack } from '../../src/local/pack.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neon-todo-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const refuse = (id: string): unknown => {
  throw new Error(`Nothing else is required, but ${id} was`);
};

/** A program with these chunks, as the build writes it. */
function open(sources: Readonly<Record<string, string>>, cache?: CodeCache, requireOther = refuse): Chunks {
  const file = join(folder, 'program.pack');
  const wrapped = Object.entries(sources).map(
    ([name, code]) =>
      [name, Buffer.from(`(function(exports,require,module,__filename){${code}\n})`)] as const,
  );
  writeFileSync(file, formatPack('program.pack', new Map(wrapped)));
  return openChunks(file, cache, requireOther);
}

/** A cache in memory. */
function memory(): CodeCache & { readonly added: Map<string, Buffer> } {
  const added = new Map<string, Buffer>();
  return {
    added,
    find: (name) => added.get(name),
    add: (code) => {
      for (const [name, data] of code) added.set(name, data);
    },
  };
}

describe('a program in chunks', () => {
  it('runs a chunk when it is first asked for, and those that it requires', () => {
    const { load } = open({
      main: 'exports.order=["main"];exports.late=()=>require("./late").late;require("./early");',
      early: 'require("./main").order.push("early");',
      late: 'module.exports={late:require("./main").order.push("late")};',
    });

    const main = load('main');
    expect(main.order).toEqual(['main', 'early']);
    expect(main.late()).toBe(3);
    expect(main.late()).toBe(3);
    expect(load('main')).toBe(main);
  });

  it('leaves what is not a chunk to Node', () => {
    const { load } = open(
      { main: 'exports.path=require("node:path")' },
      undefined,
      (id) => `from Node: ${id}`,
    );

    expect(load('main').path).toBe('from Node: node:path');
  });

  it('names the chunk in a trace, and says which one is missing', () => {
    const { load } = open({
      main: 'exports.fail=()=>{throw new Error("x")};exports.more=()=>require("./more")',
    });
    const main = load('main');

    expect(main.more).toThrow(`There is no ${join(folder, 'program.pack')}/more`);
    expect(main.fail).toThrow(
      expect.objectContaining({ stack: expect.stringContaining('program.pack/main:1:') }),
    );
  });

  it('keeps what was compiled, and compiles it no second time', () => {
    const cache = memory();
    const sources = { main: 'exports.double=(n)=>2*n', other: '' };
    const first = open(sources, cache);
    expect(first.load('main').double(21)).toBe(42);
    first.save();
    expect([...cache.added.keys()]).toEqual(['main']);

    const compiled = cache.added.get('main');
    const second = open(sources, cache);
    expect(second.load('main').double(4)).toBe(8);
    second.save();
    expect(cache.added.get('main')).toBe(compiled);

    second.load('other');
    second.save();
    expect([...cache.added.keys()]).toEqual(['main', 'other']);
  });

  it('compiles anew what V8 does not take, such as the code of another version', () => {
    const cache = memory();
    cache.added.set('main', Buffer.from('of another version'));
    const { load, save } = open({ main: 'exports.double=(n)=>2*n' }, cache);

    expect(load('main').double(21)).toBe(42);
    save();
    expect(cache.added.get('main')?.length).toBeGreaterThan(100);
  });
});
