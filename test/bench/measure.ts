import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const OBSERVER = fileURLToPath(new URL('observe.py', import.meta.url));

/** What is measured, and what surrounds the run. */
export interface Program {
  /** What runs the words; Node where it is absent. */
  readonly command?: string;
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly stdin?: string | undefined;
  /** Run on a pseudo-terminal of 100 columns, in the place of pipes and a file. */
  readonly terminal?: boolean;
}

/** What one run took, seen from outside of the process. */
export interface Cost {
  /** From the start of the process to the end of its output. */
  readonly milliseconds: number;
  /** Of processor time, in the program and in the kernel for it. */
  readonly cpuMilliseconds: number;
  /** Of the largest process, where the program starts others. */
  readonly peakMebibytes: number;
}

/** Runs a program to its end. Throws, with what it said, if it fails. */
export async function measure(program: Program): Promise<Cost> {
  const { command = process.execPath, words, cwd, stdin = '', terminal = false } = program;
  // A terminal with colours, wherever the bench itself runs.
  const env = terminal ? { ...program.env, TERM: 'xterm-256color' } : program.env;
  const observer = spawn('python3', [OBSERVER], { stdio: ['pipe', 'pipe', 'inherit'] });
  const closed = once(observer, 'close').catch((cause: unknown) => {
    throw new Error('The bench watches programs with python3, which could not be started', { cause });
  });
  // Where it could not be started, that is said by the one above.
  observer.stdin.on('error', () => undefined);
  observer.stdin.end(JSON.stringify({ words: [command, ...words], env, cwd: cwd ?? null, stdin, terminal }));
  const [observed] = await Promise.all([text(observer.stdout), closed]);
  const { exitCode, said, ...cost }: Cost & { readonly exitCode: number; readonly said: string } =
    JSON.parse(observed);
  if (exitCode !== 0) {
    throw new Error(`${[command, ...words].join(' ')} ended with exit code ${exitCode}:\n${said}`);
  }
  return cost;
}
