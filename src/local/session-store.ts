import { accessSync, constants, existsSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { NotConfiguredError } from '../domain/errors.ts';
import { cannotWrite, makeConfigFolder } from './config-folder.ts';

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
  rememberedEnvFile(): Promise<string | undefined>;
  find(database: string): Promise<StoredLogin | undefined>;
  save(database: string, login: StoredLogin): Promise<void>;
  forget(database: string): Promise<void>;
  /** Deletes every file of ours, and the folder if nothing else is in it. */
  purge(): void;
  /** Throws NotConfiguredError if a login could not be saved; asked before one is made. */
  requireWritable(): Promise<void>;
}

/** Every method throws NotConfiguredError if the file is broken or out of reach. The file is read when first needed. */
export function openSessionStore(folder: string): SessionStore {
  const file = join(folder, 'sessions.json');

  async function read(): Promise<Stored> {
    // Without a file there is nothing to read, and conf (which would make the folder) need not load.
    if (!existsSync(file)) {
      return { logins: {} };
    }
    const conf = await openConf(folder);
    try {
      const stored = conf().store;
      if (isStored(stored)) {
        return stored;
      }
    } catch (cause) {
      throw broken(file, cause);
    }
    throw broken(file, undefined);
  }

  async function change(edit: (stored: Stored) => Stored): Promise<void> {
    const stored = edit(await read());
    makeConfigFolder(folder);
    const conf = await openConf(folder);
    try {
      conf().store = stored;
    } catch (cause) {
      throw cannotWrite(file, cause);
    }
  }

  return {
    rememberedEnvFile: async () => {
      const { current, logins } = await read();
      return current === undefined ? undefined : ownLogin(logins, current)?.envFile;
    },
    find: async (database) => ownLogin((await read()).logins, database),
    save: (database, login) =>
      change(({ logins }) => ({ current: database, logins: { ...logins, [database]: login } })),
    forget: (database) =>
      change(({ current, logins }) => {
        const { [database]: _forgotten, ...others } = logins;
        return current === database ? { logins: others } : { current, logins: others };
      }),
    purge: () => {
      rmSync(file, { force: true });
      rmSync(join(folder, '.env'), { force: true });
      try {
        rmdirSync(folder);
      } catch {
        // Somebody else's files are in it, or it never was there.
      }
    },
    requireWritable: async () => {
      await read();
      makeConfigFolder(folder);
      try {
        accessSync(folder, constants.W_OK);
      } catch (cause) {
        throw cannotWrite(folder, cause);
      }
    },
  };
}

async function openConf(folder: string) {
  const { default: Conf } = await import('conf');
  return () =>
    new Conf<Stored>({
      cwd: folder,
      configName: 'sessions',
      configFileMode: 0o600,
      accessPropertiesByDotNotation: false,
      clearInvalidConfig: false,
    });
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
