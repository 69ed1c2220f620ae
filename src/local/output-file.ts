import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InternalError, type TodoError, UsageError } from '../domain/errors.ts';
import { systemCode } from '../domain/system-code.ts';
import { escapeUnsafe } from '../domain/unsafe-characters.ts';
import { rename, requireReplaceable, settle } from './replace-file.ts';
import { onSignals } from './signals.ts';

/** A file that is being written. One of `finish` and `discard` ends it. */
export interface OutputFile {
  /** A pipe or a device, in the place of which nothing can be put. */
  readonly isDirect: boolean;
  /** False if nobody reads any more what is written, as with a pipe. Throws TodoError if it cannot be written. */
  write(text: string): boolean;
  /** Only now it takes the place of what was there. Throws TodoError. */
  finish(): void;
  /** What was there stays. */
  discard(): void;
}

/** What is wrong with the name of the file rather than with the disk. */
const OF_NAME = new Set([
  'EACCES',
  'EEXIST',
  'EISDIR',
  'ELOOP',
  'ENAMETOOLONG',
  'ENOENT',
  'ENOTDIR',
  'EPERM',
  'EROFS',
]);
const PERMISSIONS = 0o777;

/**
 * Begins to write a file, which its user named as in `shown`. Another one of this name stays until the new one is whole, and also if the
 * process is interrupted; a link stays, and what it leads to is replaced. Pipes and devices take what is written at once. Throws TodoError.
 */
export function openOutputFile(path: string, shown: string): OutputFile {
  const name = escapeUnsafe(shown);
  const attempt = <T>(action: () => T): T => {
    try {
      return action();
    } catch (cause) {
      throw unwritable(name, cause);
    }
  };
  return attempt(() => {
    const there = statSync(path, { throwIfNoEntry: false });
    if (there?.isDirectory() === true) throw Object.assign(new Error(), { code: 'EISDIR' });
    const isDirect = there !== undefined && !there.isFile();
    const { descriptor, finish, discard } = isDirect ? openDirectly(path) : openBeside(path);
    return {
      isDirect,
      write: (text) =>
        attempt(() => {
          try {
            writeAll(descriptor, text);
            return true;
          } catch (error) {
            if (systemCode(error) === 'EPIPE') return false;
            throw error;
          }
        }),
      finish: () => attempt(finish),
      discard,
    };
  });
}

interface Opened {
  readonly descriptor: number;
  readonly finish: () => void;
  readonly discard: () => void;
}

function openDirectly(path: string): Opened {
  const descriptor = openSync(path, 'w');
  const close = (): void => closeSync(descriptor);
  return { descriptor, finish: close, discard: close };
}

/** In a new file in the same folder, which is removed if a signal ends the process. */
function openBeside(path: string): Opened {
  const target = requireReplaceable(path);
  const old = statSync(target, { throwIfNoEntry: false });
  const unfinished = join(dirname(target), `.neon-todo-${randomBytes(8).toString('hex')}`);
  const descriptor = openSync(unfinished, 'wx', 0o666);
  let isOpen = true;
  const close = (): void => {
    if (isOpen) closeSync(descriptor);
    isOpen = false;
  };
  const discard = (): void => {
    stopListening();
    close();
    rmSync(unfinished, { force: true });
  };
  const stopListening = onSignals((signal) => {
    discard();
    process.kill(process.pid, signal);
  });
  return {
    descriptor,
    finish: () => {
      try {
        close();
        if (old !== undefined) chmodSync(unfinished, old.mode & PERMISSIONS);
        settle(unfinished, old);
        rename(unfinished, target);
        stopListening();
      } catch (error) {
        discard();
        throw error;
      }
    },
    discard,
  };
}

function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
}

function unwritable(name: string, cause: unknown): TodoError {
  const code = systemCode(cause);
  const message = `${name} cannot be written (${code})`;
  if (code === 'EISDIR') {
    return new UsageError(`${name} is a folder`, { hint: 'Name a file in it.', cause });
  }
  return OF_NAME.has(code)
    ? new UsageError(message, { hint: 'Name a file in a folder that you may write to.', cause })
    : new InternalError(message, { cause });
}
