import { hostname } from 'node:os';
import { type Environment, variable } from './environment.ts';

/** What the program needs of a standard input: `process.stdin`, or a stream that a test feeds. */
export interface Input extends NodeJS.ReadableStream {
  readonly isTTY?: boolean;
  readonly isRaw?: boolean;
}

/** What the program needs of a standard output: `process.stdout`, or a stream that a test reads. */
export interface Output extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** What can be shown on one output stream. */
export interface Appearance {
  readonly isTerminal: boolean;
  readonly color: boolean;
  /** Whether the locale is UTF-8, so that `…` and `·` will arrive. */
  readonly unicode: boolean;
  /** In cells. */
  readonly width: number;
}

export interface Terminal {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly out: Appearance;
  readonly err: Appearance;
  /** A person is there to be asked: stdin and stderr are terminals. */
  readonly canAsk: boolean;
  /** The name of this machine, for the list of sessions. */
  readonly device: string;
  /** Shows `text` on stderr until the returned function is called; nothing where stderr is no terminal. */
  wait(text: string): () => void;
}

interface Streams {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Environment;
  readonly platform: string;
}

const DEFAULT_WIDTH = 80;
/** As many characters as the database keeps. */
const LONGEST_DEVICE = 100;

export function openTerminal(streams: Streams, allowColor: boolean): Terminal {
  const { stdout, stderr, env, platform } = streams;
  const appearance = (stream: Output): Appearance => ({
    isTerminal: stream.isTTY === true,
    color: allowColor && wantsColor(stream, env),
    unicode: platform === 'win32' || isUtf8(env),
    width: chosenWidth(env) ?? (stream.columns || DEFAULT_WIDTH),
  });
  const err = appearance(stderr);
  return {
    // Node opens it when it is first touched, which takes 1 to 3 ms.
    get stdin() {
      return streams.stdin;
    },
    stdout,
    stderr,
    out: appearance(stdout),
    err,
    get canAsk() {
      return streams.stdin.isTTY === true && err.isTerminal && variable(env, 'CI') === undefined;
    },
    get device() {
      return hostname().slice(0, LONGEST_DEVICE);
    },
    wait: (text) => {
      if (!err.isTerminal) {
        return () => {};
      }
      // Erasing takes an escape sequence, which those who want no colour want no more than colour.
      stderr.write(err.color ? text : `${text}\n`);
      return () => err.color && stderr.write('\r\x1b[K');
    },
  };
}

/** https://no-color.org and https://force-color.org; each stream is decided by itself. */
function wantsColor(stream: Output, env: Environment): boolean {
  if (variable(env, 'NO_COLOR') !== undefined) {
    return false;
  }
  const forced = variable(env, 'FORCE_COLOR');
  if (forced !== undefined) {
    return forced !== '0' && forced !== 'false';
  }
  return stream.isTTY === true && variable(env, 'TERM') !== 'dumb';
}

/** Undefined for what is no width. */
function chosenWidth(env: Environment): number | undefined {
  const columns = variable(env, 'COLUMNS') ?? '';
  return /^[1-9]\d{0,4}$/.test(columns) ? Number(columns) : undefined;
}

/** The first of the three that is set decides, as in POSIX; none set is the "C" locale. */
function isUtf8(env: Environment): boolean {
  const locale = variable(env, 'LC_ALL') ?? variable(env, 'LC_CTYPE') ?? variable(env, 'LANG');
  return locale !== undefined && /utf-?8/i.test(locale);
}
