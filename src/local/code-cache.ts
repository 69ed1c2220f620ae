import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { variable } from './environment.ts';
import { formatPack, openPack, type Pack } from './pack.ts';
import { platformFolder } from './platform-folder.ts';

/** What V8 compiled from the chunks of a program at earlier starts. */
export interface CodeCache {
  /** The compiled code of a chunk; undefined if none is known that can be trusted. */
  find(name: string): Buffer | undefined;
  /** Adds to what is known, for later starts. Does nothing where that cannot be: they are slower then, and work. */
  add(code: ReadonlyMap<string, Buffer>): void;
}

type Runtime = Pick<NodeJS.Process, 'env' | 'platform' | 'version' | 'arch'>;

const WRITABLE_BY_OTHERS = 0o022;

/**
 * The cache of a program, in a file for each version of Node; undefined where none is wanted. Node's own variables for its compile
 * cache decide, and otherwise the platform's folder for caches (XDG on Linux).
 */
export function openCodeCache(
  program: string,
  { env, platform, version, arch }: Runtime,
): CodeCache | undefined {
  const folder = variable(env, 'NODE_COMPILE_CACHE') ?? platformFolder('cache', { env, platform });
  // Below the current folder, whoever made that folder could have us run what they like.
  const isUsable = folder !== undefined && isAbsolute(folder);
  if (!isUsable || variable(env, 'NODE_DISABLE_COMPILE_CACHE') !== undefined) {
    return undefined;
  }
  const file = join(folder, `neon-todo-${version}-${arch}`);
  const pack = openOwnPack(file, program);

  const find = (name: string): Buffer | undefined => {
    try {
      return pack === undefined ? undefined : onlyIfWhole(pack.read(name));
    } catch {
      return undefined;
    }
  };
  return {
    find,
    add: (code) => {
      const all = new Map<string, Buffer>();
      for (const name of new Set([...(pack?.names ?? []), ...code.keys()])) {
        const data = code.get(name) ?? find(name);
        if (data !== undefined) all.set(name, Buffer.concat([data, data]));
      }
      replace(file, formatPack(program, all));
    },
  };
}

/** Undefined if it is not there, is for another program, or may have been written by somebody else: V8 runs what it is given. */
function openOwnPack(file: string, program: string): Pack | undefined {
  try {
    const pack = openPack(file);
    const { uid, mode } = pack.stat();
    // Windows has neither, and a folder for caches that only its owner may write to.
    const isOwn =
      process.getuid === undefined || (uid === process.getuid() && (mode & WRITABLE_BY_OTHERS) === 0);
    return isOwn && pack.subject === program ? pack : undefined;
  } catch {
    return undefined;
  }
}

/**
 * V8 crashes on code that is damaged. So it is kept twice: comparing finds damage as well as a checksum, and takes 0.1 ms, where loading
 * zlib for one takes 2 and counting one up in JavaScript 3.
 */
function onlyIfWhole(twice: Buffer | undefined): Buffer | undefined {
  if (twice === undefined) {
    return undefined;
  }
  const half = twice.length / 2;
  const data = twice.subarray(0, half);
  return data.equals(twice.subarray(half)) ? data : undefined;
}

/** With the folder that it is in, which a new home may lack. Not `recursive`: Node never ends that below /proc. */
function makeFolder(folder: string): void {
  for (const path of [dirname(folder), folder]) {
    if (!existsSync(path)) mkdirSync(path, { mode: 0o700 });
  }
}

/** In one step, so that no start meets half a file. Where that cannot be, nothing is left behind. */
function replace(file: string, content: Buffer): void {
  const unfinished = `${file}.${process.pid}`;
  try {
    makeFolder(dirname(file));
    try {
      writeFileSync(unfinished, content, { mode: 0o600, flag: 'wx' });
      renameSync(unfinished, file);
    } finally {
      rmSync(unfinished, { force: true });
    }
  } catch {
    // A full or read-only disk, or no home: the next start compiles the program again.
  }
}
