import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { NotConfiguredError, NotSetUpError } from '../domain/errors.ts';
import { systemCode } from '../domain/system-code.ts';
import { type Environment, variable } from './environment.ts';

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
  readonly cwd: string;
  /** `--env-file` */
  readonly envFile: string | undefined;
  /** The file that the current login was made with; asked for only when it is its turn. */
  readonly rememberedEnvFile: () => string | undefined;
  readonly configFolder: string;
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
    return readNamedFile(resolve(places.cwd, named));
  }
  const fromEnvironment = variable(places.env, 'DATABASE_URL');
  if (fromEnvironment !== undefined) {
    return { url: fromEnvironment, source: 'the environment', envFile: undefined };
  }
  const files = [places.rememberedEnvFile(), join(places.cwd, '.env'), join(places.configFolder, '.env')];
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

function readNamedFile(path: string): DatabaseUrl {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
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

/** Undefined also for a file that is not there or may not be read: then the next place is looked in. */
export function databaseUrlInFile(path: string): string | undefined {
  try {
    return databaseUrlIn(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function databaseUrlIn(text: string): string | undefined {
  return variable(parseEnv(text), 'DATABASE_URL');
}
