import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { systemCode } from '../domain/system-code.ts';

const MOST_TRIES = 20;
const PAUSE_MS = 25;

/**
 * Puts `content` in the place of a file in one step, so that nobody ever meets half of it, readable by its owner alone. A link stays, and
 * what it leads to is replaced. For one process at a time (folder-lock.ts). Throws the system's error, and leaves what was there then.
 */
export function replaceFile(path: string, content: string): void {
  const target = requireReplaceable(path);
  const unfinished = unfinishedFile(target);
  // Of a process that was killed.
  rmSync(unfinished, { force: true });
  try {
    writeNew(unfinished, content, existsSync(target) ? statSync(target) : undefined);
    rename(unfinished, target);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

/** Removes a file with what it leads to, if it is a link, and with what a killed process left of it. Throws the system's error. */
export function removeFile(path: string): void {
  const target = existsSync(path) ? realpathSync(path) : path;
  for (const file of [unfinishedFile(target), target, path]) rmSync(file, { force: true });
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

/** Windows refuses it while a virus scanner has one of the files open. */
function rename(from: string, to: string): void {
  for (let tries = 1; ; tries += 1) {
    try {
      return renameSync(from, to);
    } catch (error) {
      if (tries === MOST_TRIES || !['EPERM', 'EACCES', 'EBUSY'].includes(systemCode(error))) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}

function unfinishedFile(target: string): string {
  return `${target}.new`;
}

function writeNew(
  path: string,
  content: string,
  owner: { readonly uid: number; readonly gid: number } | undefined,
) {
  const descriptor = openSync(path, 'wx', 0o600);
  try {
    if (owner !== undefined && process.getuid?.() === 0) {
      // With sudo, the file would be lost to whom it belongs to.
      fchownSync(descriptor, owner.uid, owner.gid);
    }
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
