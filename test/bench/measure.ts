import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { buffer, text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const REPORT_USAGE = fileURLToPath(new URL('report-usage.cjs', import.meta.url));

/** What is measured: arguments for Node, and what surrounds the run. */
export interface Program {
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin?: string | undefined;
}

/** What one run took. */
export interface Cost {
  /** From the start of the process to the end of its output. */
  readonly milliseconds: number;
  /** Of processor time, in the program and in the kernel for it. */
  readonly cpuMilliseconds: number;
  readonly peakMebibytes: number;
}

/** Runs a program to its end, its output in pipes. Throws, with what it said, if it fails. */
export async function measure({ words, env, stdin = '' }: Program): Promise<Cost> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--require', REPORT_USAGE, ...words], {
    env,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  const reported = child.stdio[3];
  if (!(reported instanceof Readable)) throw new Error('The pipe for the report is missing');
  child.stdin.end(stdin);
  const [, errors, usage] = await Promise.all([
    buffer(child.stdout),
    text(child.stderr),
    text(reported),
    once(child, 'close'),
  ]);
  const milliseconds = performance.now() - startedAt;
  if (child.exitCode !== 0) {
    throw new Error(`node ${words.join(' ')} ended with exit code ${child.exitCode}:\n${errors}`);
  }
  const { cpuMicroseconds, peakKibibytes }: { cpuMicroseconds: number; peakKibibytes: number } =
    JSON.parse(usage);
  return {
    milliseconds,
    cpuMilliseconds: cpuMicroseconds / 1_000,
    peakMebibytes: peakKibibytes / 1_024,
  };
}

/** Field by field, the cost that half of the runs stay below. */
export function medianCost(costs: readonly Cost[]): Cost {
  const of = (field: keyof Cost): number => median(costs.map((cost) => cost[field]));
  return {
    milliseconds: of('milliseconds'),
    cpuMilliseconds: of('cpuMilliseconds'),
    peakMebibytes: of('peakMebibytes'),
  };
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
