import { accessSync, constants, existsSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
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
  rememberedEnvFile(): string | undefined;
  find(database: string): StoredLogin | undefined;
  /** The databases, `HOST/DB`, that there are logins to. */
  databases(): readonly string[];
  save(database: string, login: StoredLogin): Promise<void>;
  forget(database: string): Promise<void>;
  /** Deletes every file of ours, and the folder if nothing else is in it. */
  purge(): void;
  /** Throws NotConfiguredError if a login could not be saved; asked before one is made. */
  requireWritable(): void;
}

/** Every method throws NotConfiguredError if the file is broken or out of reach. The file is read when first needed. */
export function openSessionStore(folder: string): SessionStore {
  const file = join(folder, 'sessions.json');

  function read(): Stored {
    if (!existsSync(file)) {
      return { logins: {} };
    }
    // Every command reads it, and conf, which writes it, takes its time to load.
    try {
      const stored: unknown = JSON.parse(readFileSync(file, 'utf8'));
      if (isStored(stored)) {
        return stored;
      }
    } catch (cause) {
      throw broken(file, cause);
    }
    throw broken(file, undefined);
  }

  async function change(edit: (stored: Stored) => Stored): Promise<void> {
    const stored = edit(read());
    makeConfigFolder(folder);
    const { default: Conf } = await import('conf');
    try {
      const conf = new Conf<Stored>({
        cwd: folder,
        configName: 'sessions',
        configFileMode: 0o600,
        clearInvalidConfig: false,
      });
      conf.store = stored;
    } catch (cause) {
      throw cannotWrite(file, cause);
    }
  }

  return {
    rememberedEnvFile: () => {
      const { current, logins } = read();
      return current === undefined ? undefined : ownLogin(logins, current)?.envFile;
    },
    find: (database) => ownLogin(read().logins, database),
    databases: () => Object.keys(read().logins),
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
    requireWritable: () => {
      read();
      makeConfigFolder(folder);
      try {
        accessSync(folder, constants.W_OK);
      } catch (cause) {
        throw cannotWrite(folder, cause);
      }
    },
  };
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
