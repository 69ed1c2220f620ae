import type { Host } from '../../src/context.ts';
import { main } from '../../src/main.ts';
import { FakeInput, RecordedOutput } from './streams.ts';

/** What a program leaves behind for whoever called it. */
export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const ENDS_WITH_CONTROL = /\p{Cc}$/u;

/** Keys that a terminal sends. */
export const CTRL_C = '\u0003';
const ENTER = '\r';

/** A Monday, ten o'clock in Berlin. */
const NOW = new Date('2026-11-23T09:00:00Z');

/** Everything around one run of the program that a test may choose. */
export interface Surroundings {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly now?: Date;
  /**
   * The text in a pipe, which then ends; `open`: a pipe that nobody writes to or closes; `typed`: keys that are pressed at a terminal ahead
   * of every question, and then it is closed. By default an empty pipe.
   */
  readonly stdin?: string | { readonly open: true } | { readonly typed: string };
  /** The streams that are terminals; `true`: all three, 80 columns wide. By default none; for answers, stdin and stderr are in any case. */
  readonly terminal?: true | Terminals;
  /**
   * What a person types at the terminal: for each question, a part of its text to wait for, and the answer, which Enter
   * completes unless it ends with a control character.
   */
  readonly answers?: readonly (readonly [question: string, answer: string])[];
  /** In the place of the stream that records. */
  readonly stdout?: Host['stdout'];
}

/** Results go to a terminal whose owner wants no colours, for tests about words and columns. */
export const PLAIN_TERMINAL: Surroundings = { terminal: { stdout: true }, env: { NO_COLOR: '1' } };

export interface Terminals {
  readonly stdin?: boolean;
  readonly stdout?: boolean;
  readonly stderr?: boolean;
  readonly columns?: number;
}

const WHERE_QUESTIONS_ARE: Terminals = { stdin: true, stderr: true };
const ALL_TERMINALS: Terminals = { ...WHERE_QUESTIONS_ARE, stdout: true };

/**
 * Runs a command line in this process, as bin/todo.cjs would in its own. A text is cut into words at its spaces. Throws if the
 * program ends before it has asked all the questions that there are answers for.
 */
export async function runTodo(
  words: string | readonly string[],
  { env = {}, cwd = '/', now = NOW, stdin = '', terminal = {}, answers = [], stdout }: Surroundings = {},
): Promise<Outcome> {
  const chosen = terminal === true ? ALL_TERMINALS : terminal;
  const terminals = answers.length > 0 ? { ...ALL_TERMINALS, ...chosen, ...WHERE_QUESTIONS_ARE } : chosen;
  const { columns = 80 } = terminals;
  const output = new RecordedOutput(terminals.stdout === true ? columns : undefined);
  const errors = new RecordedOutput(terminals.stderr === true ? columns : undefined);
  const input = new FakeInput(terminals.stdin === true);
  if (typeof stdin === 'object') {
    if ('typed' in stdin) input.end(stdin.typed);
  } else if (terminals.stdin !== true) {
    input.end(stdin);
  }
  const host: Host = {
    env,
    platform: 'linux',
    stdin: input,
    stdout: stdout ?? output,
    stderr: errors,
    cwd: () => cwd,
    now: () => now,
  };
  const argv = typeof words === 'string' ? words.split(' ').filter((word) => word !== '') : words;
  const typed = { count: 0 };
  const ended = main(argv, host);
  const exitCode = await Promise.race([ended, typeAnswers(answers, input, errors, typed).then(() => ended)]);
  const unasked = answers[typed.count];
  if (unasked !== undefined) {
    throw new Error(`todo ${argv.join(' ')} ended without asking "${unasked[0]}":\n${errors.text}`);
  }
  return { exitCode, stdout: output.text, stderr: errors.text };
}

async function typeAnswers(
  answers: readonly (readonly [string, string])[],
  input: FakeInput,
  errors: RecordedOutput,
  typed: { count: number },
): Promise<void> {
  let place = 0;
  for (const [question, answer] of answers) {
    place = await errors.shows(question, place);
    // A person is slower than the program, which listens by then.
    await new Promise((resolve) => setImmediate(resolve));
    typed.count += 1;
    input.write(ENDS_WITH_CONTROL.test(answer) ? answer : answer + ENTER);
  }
}
