import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The program as it is shipped; `npm run build` makes what it loads. */
export const PROGRAM = fileURLToPath(new URL('../../bin/todo.cjs', import.meta.url));

type Environment = Readonly<Record<string, string | undefined>>;

/** A temporary folder that stands for somebody's machine: what commands leave on disk goes there. */
export interface Sandbox {
  readonly folder: string;
  /** The folder with `todo` in it; the first one in the PATH. */
  readonly programs: string;
  /** This process's environment, with the demo's database and configuration folder, and `todo` in the PATH. */
  readonly env: Environment;
  /** Deletes the folder. Safe to repeat. */
  remove(): void;
}

/** @param files by name, what lies in the folder from the beginning */
export function createSandbox(databaseUrl: string, files: Readonly<Record<string, string>>): Sandbox {
  const folder = mkdtempSync(join(tmpdir(), 'neon-todo-demo-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const programs = makeProgramFolder(folder);
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  // Also when something of the demo itself breaks.
  process.once('exit', remove);
  return {
    folder,
    programs,
    env: {
      ...inherited(),
      PATH: [programs, process.env['PATH']].join(delimiter),
      DATABASE_URL: databaseUrl,
      TODO_CONFIG_DIR: join(folder, 'config'),
      // Node 22 keeps compiled programs in the system's temporary folder otherwise.
      NODE_COMPILE_CACHE: join(folder, 'compile-cache'),
    },
    remove,
  };
}

/** A folder for the PATH in which `todo` starts this checkout's program. */
function makeProgramFolder(folder: string): string {
  const programs = join(folder, 'bin');
  mkdirSync(programs);
  const shim = join(programs, 'todo');
  writeFileSync(shim, `#!/bin/sh\nexec ${shellQuoted(process.execPath)} ${shellQuoted(PROGRAM)} "$@"\n`);
  chmodSync(shim, 0o755);
  writeFileSync(`${shim}.cmd`, `@"${process.execPath}" "${PROGRAM}" %*\r\n`);
  return programs;
}

export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Without what would lead `todo` to another database, and without npm's and tsx's own variables. PATH is `Path` on Windows. */
function inherited(): Environment {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(TODO_|npm_|TSX_|INIT_CWD$|PATH$)/i.test(name)),
  );
}
