import { CommanderError } from '@commander-js/extra-typings';
import { type ErrorCode, InternalError, TodoError, UsageError } from '../domain/errors.ts';
import { escapeUnsafe } from '../domain/unsafe-characters.ts';

/** What scripts go by. Documented in the README; a test compares the two. */
export const EXIT_CODES: Readonly<Record<ErrorCode, number>> = {
  internal: 1,
  database: 1,
  usage: 2,
  not_found: 3,
  not_logged_in: 4,
  wrong_credentials: 4,
  locked: 4,
  forbidden: 4,
  already_exists: 5,
  conflict: 5,
  not_configured: 6,
  unavailable: 6,
  cancelled: 130,
};

/** Beyond any message of ours, with the path of a file in it. */
const LONGEST = 2_000;

/** Whatever was thrown, as a failure that can be told to a person. */
export function toFailure(thrown: unknown): TodoError {
  if (thrown instanceof TodoError) {
    return thrown;
  }
  if (thrown instanceof CommanderError) {
    return fromCommander(thrown);
  }
  // The message may hold anything that the program worked with, so that only --debug shows where it happened.
  return new InternalError('This is a bug in neon-todo, not something you did', {
    hint: 'Please report it, with what `--debug` adds to this command: it shows no secret and no task.',
    cause: thrown,
  });
}

/** Ends with a line break. With `json`, one JSON document on one line. */
export function formatFailure(
  failure: TodoError,
  { json, debug }: { json: boolean; debug: boolean },
): string {
  const { code, retryable } = failure;
  const message = shown(failure.message);
  const hint = failure.hint === undefined ? undefined : shown(failure.hint);
  if (json) {
    return `${JSON.stringify({ error: { code, message, hint: hint ?? null, retryable } })}\n`;
  }
  const lines = [
    `Error: ${message}.`,
    ...(hint === undefined ? [] : [hint]),
    ...(debug ? trace(failure) : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** Messages and hints may repeat what was typed, or the name of a file: of a very long one, the beginning and the end. */
function shown(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST / 2)} … ${text.slice(-LONGEST / 2)}` : text;
  return escapeUnsafe(cut);
}

/** Names and places alone: the messages of other people's errors may hold parameters and connection strings. */
function trace(failure: TodoError): string[] {
  const lines: string[] = [];
  for (let error: unknown = failure; error instanceof Error; error = error.cause) {
    // A line of the message may look like a place.
    const frames = (error.stack ?? '')
      .replace(error.message, '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .map((line) => escapeUnsafe(line));
    lines.push(
      `debug: ${error instanceof TodoError ? error.code : error.name}`,
      ...frames.map((frame) => `debug: ${frame}`),
    );
  }
  return lines;
}

/** Commander's own sentences, such as "unknown option '--foo' (Did you mean --for?)", in the form of ours. */
function fromCommander({ code, message }: CommanderError): UsageError {
  if (code === 'commander.help') {
    return new UsageError('This command needs the name of a subcommand', { hint: 'See them with --help.' });
  }
  const [, sentence = '', suggestion] =
    /^(?:error: )?([^]*?)(?:\n\((Did you mean .*)\))?$/.exec(message) ?? [];
  return new UsageError(sentence.charAt(0).toUpperCase() + sentence.slice(1).replace(/\.$/, ''), {
    hint: suggestion ?? 'Run the command with --help to see what it takes.',
  });
}

/** Help and version end the parsing of a command line by an error as well. */
export function isShown(thrown: unknown): boolean {
  return thrown instanceof CommanderError && thrown.exitCode === 0;
}
