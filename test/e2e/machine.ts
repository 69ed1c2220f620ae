import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, inject } from 'vitest';
import { PASSWORD } from '../support/sign-up-user.ts';
import { installation } from './installation.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** What a process left behind. */
export interface Outcome {
  /** Null if a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A machine that somebody uses the installed program on: a home, a current folder, and an environment of its own. */
export interface Machine {
  /** Holds all folders of the machine, also the one for temporary files. */
  readonly root: string;
  /** The current folder. */
  readonly folder: string;
  /** The path of the installed command. */
  readonly program: string;
  readonly env: Variables;
  /** Runs `todo` with nothing on stdin. */
  todo(...words: readonly string[]): Promise<Outcome>;
  /** Runs `todo` with this text on stdin. */
  pipe(stdin: string, ...words: readonly string[]): Promise<Outcome>;
  /** Runs `todo … --json`, which must succeed without a word on stderr, and returns what it printed. */
  json(...words: readonly string[]): Promise<unknown>;
  signUp(username: string): Promise<void>;
  logIn(username: string): Promise<void>;
  /** The same machine with other environment variables; undefined takes one away. */
  with(env: Variables): Machine;
  /** The same machine where the program is called by another of its names. */
  under(name: string): Machine;
  /** The same machine in another folder, which is made below `root`. */
  in(folder: string): Machine;
  /** Writes a file in the current folder and returns its path. */
  write(name: string, content: string): string;
}

/** A machine that has never seen the program. `env` typically holds DATABASE_URL. */
export function createMachine(env: Variables = {}): Machine {
  const root = mkdtempSync(join(inject('temporaryFolder'), 'machine-'));
  for (const folder of ['home', 'tmp', 'work']) {
    mkdirSync(join(root, folder));
  }
  return machineAt(root, join(root, 'work'), 'todo', {
    PATH: [dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
    HOME: join(root, 'home'),
    TMPDIR: join(root, 'tmp'),
    LANG: 'C.UTF-8',
    TZ: 'Europe/Berlin',
    ...env,
  });
}

/** Runs a program until its end, with a text or bytes on stdin. */
export async function runProcess(
  folder: string,
  env: Variables,
  [program = '', ...words]: readonly string[],
  stdin: string | Uint8Array,
): Promise<Outcome> {
  const child = spawn(program, words, { cwd: folder, env });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('close', resolve);
    child.once('error', reject);
  });
  // A command that ends without reading closes the pipe.
  child.stdin.on('error', () => undefined);
  child.stdin.end(stdin);
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr };
}

function machineAt(root: string, folder: string, command: string, env: Variables): Machine {
  const program = join(installation().bin, command);

  function pipe(stdin: string, ...words: readonly string[]): Promise<Outcome> {
    return runProcess(folder, env, [program, ...words], stdin);
  }

  return {
    root,
    folder,
    program,
    env,
    pipe,
    todo: (...words) => pipe('', ...words),
    json: async (...words) => {
      const { stdout, ...outcome } = await pipe('', ...words, '--json');
      expect({ words, ...outcome }).toEqual({ words, code: 0, stderr: '' });
      return JSON.parse(stdout);
    },
    signUp: async (username) => {
      const flags = ['--username', username, '--email', `${username}@example.org`, '--password-stdin'];
      expect(await pipe(PASSWORD, 'signup', ...flags)).toMatchObject({ code: 0 });
    },
    logIn: async (username) => {
      const outcome = await pipe(PASSWORD, 'login', username, '--password-stdin');
      expect(outcome).toMatchObject({ code: 0, stderr: '' });
    },
    with: (others) => machineAt(root, folder, command, { ...env, ...others }),
    under: (name) => machineAt(root, folder, name, env),
    in: (name) => {
      const other = join(root, name);
      mkdirSync(other, { recursive: true });
      return machineAt(root, other, command, env);
    },
    write: (name, content) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
  };
}
