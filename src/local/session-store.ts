import { join } from 'node:path';
import { NotConfiguredError } from '../domain/errors.ts';
import { systemCode } from '../domain/system-code.ts';
import { requireConfigFolder } from './config-folder.ts';
import { readRegularFile } from './regular-file.ts';

const FILE_NAME = 'sessions.json';

/** A login as this machine remembers it. */
export interface StoredLogin {
  /** The whole token; whoever has it is logged in. */
  readonly token: string;
  readonly username: string;
  /** Absolute path of the `.env` that named the database; undefined when the environment did. */
  readonly envFile?: string | undefined;
}

interface Stored {
  /** The database of the latest login, whose `.env` applies in every folder. */
  current?: string | undefined;
  /** By database, `HOST/DB`. */
  logins: Record<string, StoredLogin>;
}

/** The logins on this machine: one for each database, in a file that only its owner can read. */
export interface SessionStore {
  /** The `.env` file of the latest login. */
  rememberedEnvFile(): string | undefined;
  find(database: string): StoredLogin | undefined;
  /** The databases, `HOST/DB`, that there are logins to. */
  databases(): readonly string[];
  save(database: string, login: StoredLogin): Promise<void>;
  /** Forgets the login with this token; another one that was made meanwhile stays. */
  forget(database: string, token: string): Promise<void>;
  /** Deletes every file of ours, and the folder if nothing else is in it. */
  purge(): Promise<void>;
  /** Throws NotConfiguredError if a login could not be saved; asked before one is made. */
  requireWritable(): Promise<void>;
}

/**
 * Every method throws NotConfiguredError if the file is broken or out of reach. The file is read when first needed, and what writes it is
 * loaded only then. Without a folder there is no login, and none can be saved.
 */
export function openSessionStore(folder: string | undefined): SessionStore {
  const file = folder === undefined ? undefined : join(folder, FILE_NAME);
  const read = (): Stored => (file === undefined ? { logins: {} } : readStored(file));

  /** What `edit` returns is stored, unless it is what it was given. */
  async function change(edit: (stored: Stored) => Stored): Promise<void> {
    const home = requireConfigFolder(folder);
    const path = join(home, FILE_NAME);
    const [{ changeConfig }, { replaceFile }, { writeStore }] = await Promise.all([
      import('./change-config.ts'),
      import('./replace-file.ts'),
      import('./write-store.ts'),
    ]);
    await changeConfig(home, path, () => {
      const before = readStored(path);
      const after = edit(before);
      if (after !== before) replaceFile(path, (unfinished) => writeStore(unfinished, { ...after }));
    });
  }

  return {
    rememberedEnvFile: () => {
      const { current, logins } = read();
      return current === undefined ? undefined : ownLogin(logins, current)?.envFile;
    },
    find: (database) => ownLogin(read().logins, database),
    databases: () => Object.keys(read().logins),
    save: (database, login) =>
      change((stored) => ({ ...stored, current: database, logins: { ...stored.logins, [database]: login } })),
    forget: (database, token) =>
      change((stored) => {
        if (ownLogin(stored.logins, database)?.token !== token) return stored;
        const { [database]: _forgotten, ...logins } = stored.logins;
        const { current, ...others } = stored;
        return current === database ? { ...others, logins } : { ...stored, logins };
      }),
    purge: async () => {
      if (folder === undefined) return;
      const { removeConfig } = await import('./change-config.ts');
      removeConfig(folder, FILE_NAME, '.env');
    },
    requireWritable: async () => {
      read();
      const home = requireConfigFolder(folder);
      const [{ changeConfig }, { requireReplaceable }] = await Promise.all([
        import('./change-config.ts'),
        import('./replace-file.ts'),
      ]);
      const path = join(home, FILE_NAME);
      await changeConfig(home, path, () => requireReplaceable(path));
    },
  };
}

function readStored(file: string): Stored {
  let text;
  try {
    text = readRegularFile(file);
  } catch (cause) {
    // A folder that cannot be one is told to those who want to write to it.
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(cause))) return { logins: {} };
    throw unreadable(file, cause);
  }
  try {
    const stored: unknown = JSON.parse(text ?? '');
    if (isStored(stored)) return stored;
  } catch (cause) {
    throw broken(file, cause);
  }
  throw broken(file, undefined);
}

function ownLogin(logins: Stored['logins'], database: string): StoredLogin | undefined {
  return Object.hasOwn(logins, database) ? logins[database] : undefined;
}

function isStored(value: unknown): value is Stored {
  return (
    isObject(value) &&
    (value['current'] === undefined || typeof value['current'] === 'string') &&
    isObject(value['logins']) &&
    Object.values(value['logins']).every(isStoredLogin)
  );
}

function isStoredLogin(value: unknown): value is StoredLogin {
  return (
    isObject(value) &&
    typeof value['token'] === 'string' &&
    typeof value['username'] === 'string' &&
    (value['envFile'] === undefined || typeof value['envFile'] === 'string')
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function broken(file: string, cause: unknown): NotConfiguredError {
  return new NotConfiguredError(`The file with the logins of this machine is broken: ${file}`, {
    hint: 'Nothing was changed. Move the file away, then run `todo login`.',
    cause,
  });
}

function unreadable(file: string, cause: unknown): NotConfiguredError {
  return new NotConfiguredError(
    `The file with the logins of this machine cannot be read: ${file} (${systemCode(cause)})`,
    { hint: 'Make it readable, or name another folder in TODO_CONFIG_DIR.', cause },
  );
}
