import { existsSync, mkdirSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { NotConfiguredError } from '../domain/errors.ts';
import { systemCode } from '../domain/system-code.ts';
import { variable } from './environment.ts';
import { type Platform, platformFolder } from './platform-folder.ts';

/** No room on the disk, no more for this user, no more for this process. */
const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

interface Place extends Platform {
  /** The current folder; undefined if it was deleted. */
  readonly cwd: string | undefined;
}

/**
 * Where the login and the `.env` of `todo init` are kept: `TODO_CONFIG_DIR`, or the platform's place. Undefined where there is none, as
 * without a home.
 */
export function configFolder({ cwd, ...platform }: Place): string | undefined {
  const chosen = variable(platform.env, 'TODO_CONFIG_DIR');
  if (chosen === undefined) {
    return platformFolder('config', platform);
  }
  return cwd === undefined && !isAbsolute(chosen) ? undefined : resolve(cwd ?? '', chosen);
}

/** Throws NotConfiguredError if there is none. */
export function requireConfigFolder(folder: string | undefined): string {
  if (folder === undefined) {
    throw new NotConfiguredError('There is no folder to keep the login in', {
      hint: 'Set HOME or TODO_CONFIG_DIR to an absolute path. In scripts, TODO_TOKEN needs no folder at all.',
    });
  }
  return folder;
}

/** Makes the folder, readable by its owner alone. Throws NotConfiguredError where that cannot be. */
export function makeConfigFolder(folder: string): void {
  try {
    makeFolder(folder);
  } catch (cause) {
    throw cannotWrite(folder, cause);
  }
}

/** With those that it is in. Not `recursive`: Node never ends that below /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) {
    return;
  }
  const parent = dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (cause) {
    // Another process that starts at the same time may have been first.
    if (!existsSync(folder)) throw cause;
  }
}

export function cannotWrite(path: string, cause: unknown): NotConfiguredError {
  const code = systemCode(cause);
  return new NotConfiguredError(`Cannot write to ${path} (${code})`, {
    hint: `${FULL.has(code) ? 'Make room for it' : 'Make it writable'}, or name another folder in TODO_CONFIG_DIR. In scripts, TODO_TOKEN needs no folder at all.`,
    cause,
  });
}
