import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancelledError, UsageError } from '../domain/errors.ts';
import { type Environment, variable } from './environment.ts';
import type { Terminal } from './terminal.ts';

/** A text in a private file while a person edits it. One of `remove` and `keep` ends it. */
export interface Draft {
  /**
   * Opens the file in the person's editor, waits for its end and returns the text. Throws UsageError if the editor cannot be started or
   * leaves something that is no UTF-8, and CancelledError if it ends with an error.
   */
  edit(): Promise<string>;
  /** Whether the file holds anything else than it held at first. */
  isChanged(): boolean;
  remove(): void;
  /** Leaves the file where it is, and returns its path. */
  keep(): string;
}

interface Surroundings {
  readonly env: Environment;
  readonly platform: string;
  readonly terminal: Terminal;
}

/** What a shell answers if it cannot start a command. */
const NOT_STARTED: ReadonlySet<number | undefined> = new Set([126, 127]);
/** Of this process, whatever the terminal was replaced by: the editor takes file descriptors, not streams. */
const STDERR = 2;

/** Writes `text` into a new file of this name, which only its owner can read, in a folder of its own. */
export function openDraft(name: string, text: string, { env, platform, terminal }: Surroundings): Draft {
  const { path, folder } = writePrivately(name, text, env);
  const editor = findEditor(env, platform);
  let isOpen = false;

  const isChanged = (): boolean => {
    const now = readIfThere(path);
    return now !== undefined && !now.equals(Buffer.from(text));
  };
  // While the editor is open, Ctrl-C is its business; before and after, it must not leave a text behind that nobody knows of.
  const onInterrupt = (): void => {
    if (isOpen) return;
    if (isChanged()) {
      terminal.stderr.write(`\nYour text is kept in ${keep()}\n`);
    } else {
      remove();
    }
    process.kill(process.pid, 'SIGINT');
  };
  const remove = (): void => {
    process.off('SIGINT', onInterrupt);
    rmSync(folder, { recursive: true, force: true });
  };
  const keep = (): string => {
    process.off('SIGINT', onInterrupt);
    return path;
  };
  process.on('SIGINT', onInterrupt);

  return {
    edit: async () => {
      const hide = terminal.wait('Waiting for your editor to close the file ...');
      isOpen = true;
      try {
        await run(editor, path, env, platform);
      } finally {
        isOpen = false;
        hide();
      }
      return decode(readIfThere(path) ?? Buffer.alloc(0));
    },
    isChanged,
    remove,
    keep,
  };
}

function writePrivately(name: string, text: string, env: Environment): { path: string; folder: string } {
  const parent = variable(env, 'TMPDIR') ?? tmpdir();
  try {
    const folder = mkdtempSync(join(parent, 'neon-todo-'));
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return { path, folder };
  } catch (cause) {
    throw new UsageError(`Cannot write a file for the editor in ${parent}`, {
      hint: 'Set TMPDIR to a folder that you may write to.',
      cause,
    });
  }
}

interface Editor {
  readonly command: string;
  /** The variable that names it; undefined: none does. */
  readonly from: string | undefined;
}

function findEditor(env: Environment, platform: string): Editor {
  for (const from of ['VISUAL', 'EDITOR']) {
    const command = variable(env, from);
    if (command !== undefined) return { command, from };
  }
  return { command: platform === 'win32' ? 'notepad' : 'vi', from: undefined };
}

/** By way of the shell, as git does it: the command may have arguments, and quotes around a path with spaces. */
async function run(editor: Editor, path: string, env: Environment, platform: string): Promise<void> {
  const [program, args, shell] =
    platform === 'win32'
      ? [`${editor.command} "${path}"`, [], true]
      : // The trap keeps the shell waiting for an editor that goes on after Ctrl-C.
        ['/bin/sh', ['-c', `trap : INT QUIT; ${editor.command} "$@"`, editor.command, path], false];
  // Not our stdout, which may be a pipe that waits for the result.
  const child = spawn(program, args, { env, shell, stdio: ['inherit', STDERR, STDERR] });
  let code: number | undefined;
  try {
    const [status]: (number | null)[] = await once(child, 'close');
    code = status ?? undefined;
  } catch (cause) {
    throw notStarted(editor, cause);
  }
  if (NOT_STARTED.has(code)) {
    throw notStarted(editor);
  }
  if (code !== 0) {
    throw new CancelledError('The editor ended with an error, and nothing was changed');
  }
}

function notStarted({ command, from }: Editor, cause?: unknown): UsageError {
  return new UsageError(
    from === undefined
      ? `Neither VISUAL nor EDITOR is set, and ${command} could not be started`
      : `The editor that ${from} names could not be started`,
    {
      hint: 'Nothing was changed. Set VISUAL or EDITOR to the command of an editor that is installed, such as: export EDITOR=nano',
      cause,
    },
  );
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Without the mark that some editors put at the beginning. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UsageError('The text was not saved as UTF-8', {
      hint: 'Choose UTF-8 as the encoding in the editor.',
      cause,
    });
  }
}
