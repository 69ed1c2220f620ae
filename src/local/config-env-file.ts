import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cannotWrite, makeConfigFolder } from './config-folder.ts';
import { databaseUrlInFile } from './database-url.ts';

/** The `.env` in the configuration folder, which serves in every folder where nothing nearer names a database. */
export interface ConfigEnvFile {
  readonly path: string;
  /** The DATABASE_URL in it; undefined if there is none. */
  readonly read: () => string | undefined;
  /** Readable by its owner alone. Throws NotConfiguredError if it cannot be written. */
  readonly write: (url: string) => void;
}

export function openConfigEnvFile(folder: string): ConfigEnvFile {
  const path = join(folder, '.env');
  return {
    path,
    read: () => databaseUrlInFile(path),
    write: (url) => {
      makeConfigFolder(folder);
      try {
        // A normalised URL holds no quote and no line break.
        writeFileSync(path, `DATABASE_URL="${url}"\n`, { mode: 0o600 });
        // The mode above counts for new files only.
        chmodSync(path, 0o600);
      } catch (cause) {
        throw cannotWrite(path, cause);
      }
    },
  };
}
