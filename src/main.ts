import manifest from '../package.json' with { type: 'json' };
import { withOptionsFirst } from './cli/argument-order.ts';
import { EXIT_CODES, formatFailure, isShown, toFailure } from './cli/failure.ts';
import { createProgram } from './cli/program.ts';
import { type Program, readSettings } from './cli/settings.ts';
import { createContext, type Host } from './context.ts';
import { InternalError, NotLoggedInError, NotSetUpError, type TodoError } from './domain/errors.ts';
import { systemCode } from './domain/system-code.ts';

/**
 * Runs one command line (without `node` and the script) and returns its exit code. Never throws and never ends the process.
 */
export async function main(argv: readonly string[], host: Host): Promise<number> {
  let unwritten: unknown;
  onWriteError(host.stdout, (error) => (unwritten = error));
  // There is nowhere else to tell what cannot be told there.
  onWriteError(host.stderr, () => {});
  const failure = await run(argv, host);
  // Streams report what went wrong a moment later.
  await new Promise((resolve) => setImmediate(resolve));
  const told = failure ?? (unwritten === undefined ? undefined : outputLost(unwritten));
  if (told === undefined) {
    return 0;
  }
  // As typed, since a command line that could not be parsed has no options yet.
  const report = { json: isGiven('--json', argv), debug: isGiven('--debug', argv) };
  host.stderr.write(formatFailure(told, report));
  return EXIT_CODES[told.code];
}

/** Undefined if nothing failed. */
async function run(argv: readonly string[], host: Host): Promise<TodoError | undefined> {
  try {
    const program = createProgram(
      host,
      manifest.version,
      (parsed) => () => createContext(host, readSettings(parsed)),
      argv[0],
    );
    const ordered = await withOptionsFirst(argv, program);
    await program.parseAsync(await withDefaultCommand(ordered, host, program), { from: 'user' });
    return undefined;
  } catch (thrown) {
    return isShown(thrown) ? undefined : toFailure(thrown);
  }
}

/** `todo` alone lists the tasks of who is logged in, and shows the help to everybody else. */
async function withDefaultCommand(argv: readonly string[], host: Host, program: Program): Promise<string[]> {
  const { operands, unknown } = program.parseOptions([...argv]);
  if (operands.length > 0 || unknown.length > 0) {
    return [...argv];
  }
  try {
    const context = await createContext(host, readSettings(program));
    await context.login();
    await context.connection();
    return [...argv, 'list'];
  } catch (error) {
    const isNew =
      error instanceof NotSetUpError || (error instanceof NotLoggedInError && !host.env['TODO_TOKEN']);
    if (isNew && !readSettings(program).json) {
      return [...argv, '--help'];
    }
    throw error;
  }
}

function isGiven(option: string, argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end === -1 ? argv : argv.slice(0, end)).includes(option);
}

/** A pipe that is closed early, as by `| head -1`, is no failure; all else is. */
function onWriteError(stream: NodeJS.WritableStream, tell: (error: unknown) => void): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') tell(error);
  });
}

function outputLost(cause: unknown): TodoError {
  return new InternalError(`The output could not be written (${systemCode(cause)})`, {
    hint: 'The command itself has done its work: do not repeat a change.',
    cause,
  });
}
