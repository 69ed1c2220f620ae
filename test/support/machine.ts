import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { type Outcome, runTodo, type Surroundings } from './run-todo.ts';

/** A computer of somebody's: folders of its own and an environment with nothing in it that the tests did not put there. */
export interface Machine {
  /** Holds everything below. */
  readonly folder: string;
  /** TODO_CONFIG_DIR. The program makes it when it is needed. */
  readonly configDir: string;
  /** The current folder, which is empty. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Runs a command line here; `env` is added to that of the machine. */
  todo(words: string | readonly string[], surroundings?: Surroundings): Promise<Outcome>;
}

/** @param databaseUrl what the environment says; undefined: nothing */
export function newMachine(databaseUrl: string | undefined): Machine {
  const folder = mkdtempSync(join(inject('temporaryFolder'), 'machine-'));
  const configDir = join(folder, 'config');
  const cwd = join(folder, 'work');
  mkdirSync(cwd);
  const env = {
    HOME: folder,
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
    TODO_CONFIG_DIR: configDir,
    DATABASE_URL: databaseUrl,
  };
  return {
    folder,
    configDir,
    cwd,
    env,
    todo: (words, surroundings = {}) =>
      runTodo(words, { cwd, ...surroundings, env: { ...env, ...surroundings.env } }),
  };
}
