import { existsSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { TodoError, UnavailableError } from '../domain/errors.ts';
import { cannotWrite, makeConfigFolder } from './config-folder.ts';
import { removeTickets, withFolderLock } from './folder-lock.ts';
import { removeFile } from './replace-file.ts';

/**
 * Runs `change`, which works on `file` in the configuration folder, while no other process of ours changes anything there. Makes the folder
 * where it is missing. Throws NotConfiguredError if it cannot be written to, and UnavailableError if others do not let us.
 */
export async function changeConfig(folder: string, file: string, change: () => void): Promise<void> {
  makeConfigFolder(folder);
  let done;
  try {
    done = await withFolderLock(folder, change);
  } catch (cause) {
    throw cause instanceof TodoError ? cause : cannotWrite(file, cause);
  }
  if (done === undefined) {
    throw new UnavailableError(`Other processes are writing to ${folder} all the time`, {
      hint: `Try again. If none of them is there, delete the files in it whose names begin with "lock-".`,
    });
  }
}

/** Deletes these files and all else of ours, and the folder if nothing is left in it. Throws NotConfiguredError where that cannot be. */
export function removeConfig(folder: string, names: readonly string[]): void {
  if (!existsSync(folder)) {
    return;
  }
  try {
    for (const name of names) removeFile(join(folder, name));
    removeTickets(folder);
  } catch (cause) {
    throw cannotWrite(folder, cause);
  }
  try {
    rmdirSync(folder);
  } catch {
    // Somebody else's files are in it.
  }
}
