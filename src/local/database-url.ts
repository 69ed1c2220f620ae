import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { NotConfiguredError, NotSetUpError } from '../domain/errors.ts';
import { systemCode } from '../domain/system-code.ts';
import { type Environment, variable } from './environment.ts';
import { readRegularFile, withoutMark } from './regular-file.ts';

export interface DatabaseUrl {
  /** As written; holds a password and is never shown. */
  readonly url: string;
  /** Where it was found, in words for people. */
  readonly source: string;
  /** Absolute path of the file it was found in; undefined when it came from the environment. */
  readonly envFile: string | undefined;
}

interface Places {
  readonly env: Environment;
  /** The current folder; undefined if it was deleted. */
  readonly cwd: string | undefined;
  /** `--env-file` */
  readonly envFile: string | undefined;
  /** The file that the current login was made with; asked for only when it is its turn. */
  readonly rememberedEnvFile: () => string | undefined;
  /** Undefined: there is none. */
  readonly configFolder: string | undefined;
}

/**
 * The DATABASE_URL that applies. The first place that has one wins: a file named on purpose, the environment, the file of
 * the current login, `./.env`, the file of `todo init`. The login's file comes before `./.env`, so that the `.env` of some
 * other project cannot take over just because its folder is the current one.
 *
 * Throws NotConfiguredError when there is none, or when a file named on purpose has none.
 */
export function findDatabaseUrl(places: Places): DatabaseUrl {
  const named = places.envFile ?? variable(places.env, 'TODO_ENV_FILE');
  if (named !== undefined) {
    return readNamedFile(places.cwd === undefined ? named : resolve(places.cwd, named));
  }
  const fromEnvironment = variable(places.env, 'DATABASE_URL');
  if (fromEnvironment !== undefined) {
    return { url: fromEnvironment, source: 'the environment', envFile: undefined };
  }
  const folders = [places.cwd, places.configFolder].filter((folder) => folder !== undefined);
  const files = [places.rememberedEnvFile(), ...folders.map((folder) => join(folder, '.env'))];
  for (const file of files) {
    const url = file === undefined ? undefined : databaseUrlInFile(file);
    if (file !== undefined && url !== undefined) {
      return { url, source: file, envFile: file };
    }
  }
  throw new NotSetUpError('No DATABASE_URL is set', {
    hint: 'Run `todo init`, or set DATABASE_URL to the connection string that the Neon console shows (in the environment or in ./.env).',
  });
}

/** May be a pipe, in which another program puts what it should not leave on a disk. */
function readNamedFile(path: string): DatabaseUrl {
  let text: string;
  try {
    text = withoutMark(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new NotConfiguredError(`Cannot read the env file ${path} (${systemCode(cause)})`, {
      hint: 'Check the path given with --env-file or TODO_ENV_FILE.',
      cause,
    });
  }
  const url = databaseUrlIn(text);
  if (url === undefined) {
    throw new NotConfiguredError(`${path} holds no DATABASE_URL`, {
      hint: 'Add a line DATABASE_URL="postgresql://..." with the connection string that the Neon console shows.',
    });
  }
  return { url, source: path, envFile: path };
}

/** Undefined also for what is no file, is not there or may not be read: then the next place is looked in. */
export function databaseUrlInFile(path: string): string | undefined {
  try {
    return databaseUrlIn(readRegularFile(path) ?? '');
  } catch {
    return undefined;
  }
}

function databaseUrlIn(text: string): string | undefined {
  return variable(parseEnv(text), 'DATABASE_URL');
}
