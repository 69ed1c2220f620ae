import { styleText } from 'node:util';
import { confirm, input, password, search, select } from '@inquirer/prompts';
import { CancelledError, TodoError } from '../domain/errors.ts';
import type { Terminal } from './terminal.ts';

/** Asks the person at the terminal. Every method throws CancelledError on Ctrl-C. */
export interface Prompter {
  /** One line of text; `parse` may refuse it with a TodoError, which is shown, and the question stays. */
  ask<T>(question: string, parse: (answer: string) => T): Promise<T>;
  /** The same without showing what is typed, which is typed anew after a refusal. */
  askHidden<T>(question: string, parse: (answer: string) => T): Promise<T>;
  /** The same with a line that starts as `text`, which must be safe to show, and may be emptied. */
  change<T>(question: string, text: string, parse: (answer: string) => T | Promise<T>): Promise<T>;
  /** One of a few, at first the present one. */
  choose<T extends string>(question: string, choices: readonly T[], present: T): Promise<T>;
  /** One of many; `find` returns those that are left of them by what is typed. */
  pick<T>(question: string, find: (typed: string) => readonly Choice<T>[]): Promise<T>;
  confirm(question: string, byDefault?: boolean): Promise<boolean>;
}

export interface Choice<T> {
  readonly value: T;
  /** What is shown of it in the list, in one line: safe to show, perhaps with colours. */
  readonly name: string;
  /** What is shown of it once it is chosen. */
  readonly short: string;
}

const LONGEST_PAGE = 10;
/** What a list has above and below it. */
const LINES_AROUND = 4;

/**
 * Asks on stderr, so that stdout holds results alone. Loading this file loads the prompts (about 30 ms); by name, so that the bundle
 * holds these five and no others.
 */
export function openPrompter(terminal: Terminal): Prompter {
  const theme = themeFor(terminal);
  const withoutDefault = { ...theme, style: { ...theme.style, defaultAnswer: () => '' } };
  return {
    ask: async (message, parse) =>
      parse(
        await answered(terminal, (io) =>
          input({ message, theme, required: true, validate: validator(parse) }, io),
        ),
      ),
    askHidden: async (message, parse) => {
      // The prompt's own validation would keep what was refused on the line, where nobody sees what the next keys are added to.
      for (;;) {
        const answer = await answered(terminal, (io) => password({ message, theme, toggleMask: false }, io));
        const verdict = await validator(parse)(answer);
        if (verdict === true) return parse(answer);
        terminal.stderr.write(`${theme.style.error(verdict)}\n`);
      }
    },
    change: async (message, text, parse) => {
      // To the prompt, an empty answer means its default. What is on the line is told by the transformer, which shows it.
      let line = text;
      let answer = text;
      const transformer = (shown: string, { isFinal }: { readonly isFinal: boolean }): string => {
        line = shown;
        return isFinal ? theme.style.answer(answer) : shown;
      };
      const validate = (): Promise<true | string> => {
        answer = line;
        return validator(parse)(answer);
      };
      await answered(terminal, (io) =>
        input(
          { message, theme: withoutDefault, default: text, prefill: 'editable', transformer, validate },
          io,
        ),
      );
      return parse(answer);
    },
    choose: (message, choices, present) =>
      answered(terminal, (io) =>
        select({ message, theme, choices: choices.map((value) => ({ value })), default: present }, io),
      ),
    pick: (message, find) => {
      const rows = terminal.stderr.rows ?? Infinity;
      const pageSize = Math.min(LONGEST_PAGE, Math.max(rows - LINES_AROUND, 1));
      const source = (typed?: string) => find(typed ?? '');
      return answered(terminal, (io) => search({ message, theme, pageSize, source }, io));
    },
    confirm: (message, byDefault = false) =>
      answered(terminal, (io) => confirm({ message, theme, default: byDefault }, io)),
  };
}

/** The prompts' own looks go by what stdout is, and know neither --no-color nor a locale without Unicode. */
function themeFor({ err }: Terminal) {
  const paint =
    (format: Parameters<typeof styleText>[0]) =>
    (text: string): string =>
      err.color ? styleText(format, text, { validateStream: false }) : text;
  const red = paint('red');
  const dim = paint('dim');
  return {
    prefix: { idle: paint('blue')('?'), done: paint('green')(err.unicode ? '✔' : '*') },
    icon: { cursor: err.unicode ? '❯' : '>' },
    style: {
      answer: paint('cyan'),
      message: paint('bold'),
      error: (text: string) => red(`> ${text}`),
      defaultAnswer: (text: string) => dim(`(${text})`),
      // Bold, as the colours within a line end every other colour.
      highlight: paint('bold'),
      searchTerm: paint('cyan'),
      keysHelpTip: () => dim('Type to search, arrows to move, Enter to choose, Ctrl-C to leave'),
    },
  };
}

function validator(parse: (answer: string) => unknown) {
  return async (answer: string): Promise<true | string> => {
    try {
      await parse(answer);
      return true;
    } catch (error) {
      if (error instanceof TodoError) {
        return error.hint === undefined ? error.message : `${error.message}. ${error.hint}`;
      }
      throw error;
    }
  };
}

interface Io {
  readonly input: Terminal['stdin'];
  readonly output: Terminal['stderr'];
  readonly signal: AbortSignal;
}

/** The answer to one question. Throws CancelledError if there is none. */
async function answered<T>({ stdin, stderr }: Terminal, ask: (io: Io) => Promise<T>): Promise<T> {
  // Ctrl-D or the end of the input end the reading of lines without a word to the prompt, which would wait for ever. Ctrl-Z only pauses
  // it: the terminal is still raw when the shell brings us back.
  const ended = new AbortController();
  const onPause = (): void => {
    setImmediate(() => (stdin.isRaw === true ? stdin.resume() : ended.abort()));
  };
  stdin.on('pause', onPause);
  try {
    return await ask({ input: stdin, output: stderr, signal: ended.signal });
  } catch (cause) {
    // Ctrl-C rejects with ExitPromptError, the end of the input with AbortPromptError.
    throw new CancelledError('Cancelled, nothing further was done', { cause });
  } finally {
    stdin.off('pause', onPause);
    // After a Ctrl-Z it is not, and would keep the program waiting.
    stdin.pause();
  }
}
