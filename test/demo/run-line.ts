import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { PROGRAM, type Sandbox } from './sandbox.ts';
import type { TypedLine } from './typed-line.ts';

/** A program of a line ended with another exit code than 0. What it printed has been shown. */
export class ProgramFailed extends Error {}

export interface Surroundings {
  readonly sandbox: Sandbox;
  /** Kills what runs; the line then throws the signal's reason. */
  readonly signal: AbortSignal;
}

interface Streams {
  readonly input: Buffer | undefined;
  /** `shown`: goes where this process's output goes, as at a terminal; `taken`: is returned, as through a pipe. */
  readonly output: 'shown' | 'taken';
}

/** Runs `todo`, `node` and `cat` in the sandbox's folder and shows what the last of them prints. */
export async function runLine({ programs, file }: TypedLine, surroundings: Surroundings): Promise<void> {
  const read = (name: string): Buffer => readFileSync(join(surroundings.sandbox.folder, name));
  let text = file === undefined ? undefined : read(file);
  for (const [index, [name = '', ...words]] of programs.entries()) {
    const last = index === programs.length - 1;
    if (name === 'cat') {
      if (words[0] !== undefined) text = read(words[0]);
      if (last) await show(text);
    } else {
      const script = name === 'todo' ? [PROGRAM] : [];
      text = await run(
        [...script, ...words],
        { input: text, output: last ? 'shown' : 'taken' },
        surroundings,
      );
    }
  }
}

/** Runs `todo` with these arguments and shows nothing but what goes wrong. */
export async function runQuietly(words: readonly string[], surroundings: Surroundings): Promise<void> {
  await run([PROGRAM, ...words], { input: undefined, output: 'taken' }, surroundings);
}

/** Waits until the text has left, so that what a child prints next comes after it. */
export function show(text: string | Buffer | undefined): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text ?? '', () => resolve()));
}

async function run(
  words: readonly string[],
  { input, output }: Streams,
  { sandbox, signal }: Surroundings,
): Promise<Buffer> {
  const shown = output === 'shown';
  const child = spawn(process.execPath, [...(shown ? asIfAtTerminal() : []), ...words], {
    stdio: ['pipe', shown ? 'inherit' : 'pipe', 'inherit'],
    cwd: sandbox.folder,
    env: shown ? forReader(sandbox.env) : sandbox.env,
  });
  const kill = (): boolean => child.kill('SIGKILL');
  signal.addEventListener('abort', kill);
  // A program that does not read its input to the end is no failure.
  child.stdin?.on('error', () => undefined).end(input);
  const [printed] = await Promise.all([
    child.stdout === null ? Buffer.of() : buffer(child.stdout),
    once(child, 'close'),
  ]);
  signal.removeEventListener('abort', kill);
  signal.throwIfAborted();
  if (child.exitCode !== 0)
    throw new ProgramFailed(`The last command ended with exit code ${child.exitCode}.`);
  return printed;
}

/** What is meant for a person is shown to the reader of a log as well, in the width that terminals begin with. */
function asIfAtTerminal(): string[] {
  if (process.stdout.isTTY) return [];
  return ['--import=data:text/javascript,Object.assign(process.stdout,{isTTY:true,columns:80})'];
}

/** A log has no colours, unless they are asked for. */
function forReader(env: Sandbox['env']): Sandbox['env'] {
  return process.stdout.isTTY || env['FORCE_COLOR'] !== undefined ? env : { ...env, NO_COLOR: '1' };
}
