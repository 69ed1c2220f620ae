import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual, parseEnv } from 'node:util';
import { NotConfiguredError } from '../domain/errors.ts';
import { systemCode } from '../domain/system-code.ts';
import { changeConfig } from './change-config.ts';
import { requireConfigFolder } from './config-folder.ts';
import { databaseUrlInFile } from './database-url.ts';
import { readRegularFile } from './regular-file.ts';
import { replaceFile } from './replace-file.ts';

/** The `.env` in the configuration folder, which serves in every folder where nothing nearer names a database. */
export interface ConfigEnvFile {
  readonly path: string;
  /** The DATABASE_URL in it; undefined if there is none. */
  readonly read: () => string | undefined;
  /** Other lines stay. Readable by its owner alone. Throws NotConfiguredError if it cannot be written. */
  readonly write: (url: string) => Promise<void>;
}

/** Throws NotConfiguredError if there is no configuration folder. */
export function openConfigEnvFile(configFolder: string | undefined): ConfigEnvFile {
  const folder = requireConfigFolder(configFolder);
  const path = join(folder, '.env');
  return {
    path,
    read: () => databaseUrlInFile(path),
    write: (url) =>
      changeConfig(folder, path, () => {
        const text = withUrl(url, readText(path), path);
        replaceFile(path, (unfinished) => writeFileSync(unfinished, text, { flag: 'wx', mode: 0o600 }));
      }),
  };
}

function readText(path: string): string {
  try {
    return readRegularFile(path) ?? '';
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return '';
    throw error;
  }
}

/** The text with this DATABASE_URL in the place of another. Throws NotConfiguredError if that would change any other variable. */
function withUrl(url: string, text: string, path: string): string {
  const lines = text.split(/(?<=\n)/);
  const others = lines.filter((line) => !/^\s*(export\s+)?DATABASE_URL\s*=/.test(line)).join('');
  const separator = others === '' || others.endsWith('\n') ? '' : '\n';
  // A normalised URL holds no quote and no line break.
  const changed = `${others}${separator}DATABASE_URL="${url}"\n`;
  if (!isDeepStrictEqual({ ...parseEnv(changed) }, { ...parseEnv(text), DATABASE_URL: url })) {
    throw new NotConfiguredError(`${path} holds lines that make it unclear where its DATABASE_URL ends`, {
      hint: 'Nothing was changed. Take the old DATABASE_URL out by hand, or move the file away.',
    });
  }
  return changed;
}
