import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import envPaths from 'env-paths';
import { NotConfiguredError } from '../domain/errors.ts';
import { systemCode } from '../domain/system-code.ts';
import { type Environment, variable } from './environment.ts';

/** Where the login and the `.env` of `todo init` are kept: `TODO_CONFIG_DIR`, or the platform's place (XDG on Linux). */
export function configFolder(env: Environment): string {
  const chosen = variable(env, 'TODO_CONFIG_DIR');
  return chosen === undefined ? envPaths('neon-todo', { suffix: '' }).config : resolve(chosen);
}

/** Makes the folder, readable by its owner alone. Throws NotConfiguredError where that cannot be. */
export function makeConfigFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw cannotWrite(folder, cause);
  }
}

export function cannotWrite(path: string, cause: unknown): NotConfiguredError {
  return new NotConfiguredError(`Cannot write to ${path} (${systemCode(cause)})`, {
    hint: 'Make it writable, or name another folder in TODO_CONFIG_DIR. In scripts, TODO_TOKEN needs no folder at all.',
    cause,
  });
}
