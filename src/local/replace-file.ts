import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { systemCode } from '../domain/system-code.ts';

const MOST_TRIES = 20;
const PAUSE_MS = 25;

/**
 * Puts a new file in the place of another in one step, so that nobody ever meets half of it. `write` must leave a whole file at the path it
 * is given, in a folder for nothing else, that its owner alone can read. A link stays, and what it leads to is replaced. For one process at a
 * time (folder-lock.ts). Throws the system's error, and leaves what was there then.
 */
export function replaceFile(path: string, write: (unfinished: string) => void): void {
  const target = requireReplaceable(path);
  const workshop = workshopOf(target);
  const unfinished = join(workshop, basename(target));
  // Of a process that was killed.
  removeAll(workshop);
  try {
    mkdirSync(workshop, { mode: 0o700 });
    write(unfinished);
    settle(unfinished, statSync(target, { throwIfNoEntry: false }));
    rename(unfinished, target);
  } finally {
    removeAll(workshop);
  }
}

/** Removes a file with what it leads to, if it is a link, and with what a killed process left of it. Throws the system's error. */
export function removeFile(path: string): void {
  const target = existsSync(path) ? realpathSync(path) : path;
  removeAll(workshopOf(target));
  for (const file of [target, path]) rmSync(file, { force: true });
}

/** The file that would be replaced. Throws the system's error if it cannot be. */
export function requireReplaceable(path: string): string {
  const isThere = lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  // A link that leads nowhere may lead to a disk that is not mounted now.
  const target = isThere ? realpathSync(path) : path;
  if (isThere) {
    if (!statSync(target).isFile()) throw Object.assign(new Error(`${path} is no file`), { code: 'EEXIST' });
    accessSync(target, constants.W_OK);
  }
  accessSync(dirname(target), constants.W_OK);
  return target;
}

/** Gives a file the name of another, which is gone then. Windows refuses it while a virus scanner has one of the files open. */
export function rename(from: string, to: string): void {
  for (let tries = 1; ; tries += 1) {
    try {
      return renameSync(from, to);
    } catch (error) {
      if (tries === MOST_TRIES || !['EPERM', 'EACCES', 'EBUSY'].includes(systemCode(error))) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}

/** The folder that a new file is made in: what is left there after the end of a process is in nobody's way. */
function workshopOf(target: string): string {
  return `${target}.new`;
}

function removeAll(path: string): void {
  rmSync(path, { recursive: true, force: true });
}

/** Has the disk hold a new file, and the owner of the old one own it, before its name is given to it. */
export function settle(
  path: string,
  owner: { readonly uid: number; readonly gid: number } | undefined,
): void {
  const descriptor = openSync(path, 'r+');
  try {
    if (owner !== undefined && process.getuid?.() === 0) {
      // With sudo, the file would be lost to whom it belongs to.
      fchownSync(descriptor, owner.uid, owner.gid);
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
