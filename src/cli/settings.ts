import { type Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import type { Settings } from '../context.ts';

const DEFAULT_TIMEOUT_SECONDS = 20;
const LONGEST_TIMEOUT_SECONDS = 3_600;
const MOST_ROWS = 1_000_000;

/** The options of every command; they may stand before or after its name. */
export function addGlobalOptions(program: Command) {
  return program
    .addOption(new Option('--json', 'print one JSON document and nothing else; errors are JSON too'))
    .addOption(new Option('--no-input', 'never ask a question'))
    .addOption(new Option('--no-color', 'no colours and no escape sequences'))
    .addOption(new Option('--env-file <path>', 'take DATABASE_URL from this file'))
    .addOption(
      new Option('--timeout <seconds>', 'give up after this long; a sleeping database needs a moment to wake')
        .argParser(parseTimeout)
        .default(DEFAULT_TIMEOUT_SECONDS),
    )
    .addOption(
      new Option('--debug', 'show timings and stack traces on stderr, never a secret or the text of a task'),
    );
}

export type Program = ReturnType<typeof addGlobalOptions>;

export function readSettings(program: Program): Settings {
  const { json, input, color, envFile, timeout, debug } = program.opts();
  return {
    json: json === true,
    input,
    color,
    envFile,
    timeoutMs: timeout * 1_000,
    debug: debug === true,
  };
}

function parseTimeout(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= LONGEST_TIMEOUT_SECONDS)) {
    throw new InvalidArgumentError(`Give a number of seconds, at most ${LONGEST_TIMEOUT_SECONDS}.`);
  }
  return seconds;
}

/** Gathers the values of an option that may be repeated. A variadic one would take the words of the title as well. */
export function collect(value: string, previous: string[] | undefined): string[] {
  // To the same list but for the first, which may be the default: copies of it would take time by the square of their number.
  if (previous === undefined || previous.length === 0) return [value];
  previous.push(value);
  return previous;
}

/** How many rows a `--limit` lets through. */
export function parseLimit(text: string): number {
  const count = /^\d+$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > MOST_ROWS) {
    throw new InvalidArgumentError('Give a whole number from 1.');
  }
  return count;
}
