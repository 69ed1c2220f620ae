import { existsSync, rmdirSync, rmSync } from 'node:fs';
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
    done = await withFolderLock(folder, () => writing(file, change));
  } catch (cause) {
    throw cause instanceof TodoError ? cause : cannotWrite(folder, cause);
  }
  if (done === undefined) {
    throw new UnavailableError(`Other processes are writing to ${folder} all the time`, {
      hint: 'Try again. If there are none, delete the files in it whose names begin with "lock-".',
    });
  }
}

function writing(path: string, change: () => void): void {
  try {
    change();
  } catch (cause) {
    throw cause instanceof TodoError ? cause : cannotWrite(path, cause);
  }
}

/**
 * Deletes the files with the logins and the connection string and all else of ours, and the folder if nothing is left in it. Throws
 * NotConfiguredError where that cannot be.
 */
export function removeConfig(folder: string, logins: string, envFile: string): void {
  if (!existsSync(folder)) {
    return;
  }
  writing(folder, () => {
    removeFile(join(folder, logins));
    // Where it is a link, it may lead to the .env of a project.
    rmSync(join(folder, envFile), { force: true });
    removeTickets(folder);
  });
  try {
    rmdirSync(folder);
  } catch {
    // Somebody else's files are in it.
  }
}
