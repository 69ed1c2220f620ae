import { confirm, input, password } from '@inquirer/prompts';
import { CancelledError, TodoError } from '../domain/errors.ts';
import type { Terminal } from './terminal.ts';

/** Asks the person at the terminal. Every method throws CancelledError on Ctrl-C. */
export interface Prompter {
  /** One line of text; `parse` may refuse it with a TodoError, which is shown, and the question stays. */
  ask<T>(question: string, parse: (answer: string) => T): Promise<T>;
  /** The same, without showing what is typed. */
  askHidden<T>(question: string, parse: (answer: string) => T): Promise<T>;
  confirm(question: string): Promise<boolean>;
}

/**
 * Asks on stderr, so that stdout holds results alone. Loading this file loads the prompts (about 30 ms); by name, so that the bundle
 * holds these three and no others.
 */
export function openPrompter(terminal: Terminal): Prompter {
  const streams = { input: terminal.stdin, output: terminal.stderr };
  return {
    ask: async (message, parse) =>
      parse(await cancellable(input({ message, required: true, validate: validator(parse) }, streams))),
    askHidden: async (message, parse) =>
      parse(await cancellable(password({ message, validate: validator(parse) }, streams))),
    confirm: (message) => cancellable(confirm({ message, default: false }, streams)),
  };
}

function validator(parse: (answer: string) => unknown) {
  return (answer: string): true | string => {
    try {
      parse(answer);
      return true;
    } catch (error) {
      if (error instanceof TodoError) {
        return error.hint === undefined ? error.message : `${error.message}. ${error.hint}`;
      }
      throw error;
    }
  };
}

async function cancellable<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    // Ctrl-C rejects with ExitPromptError, an input that ends with AbortPromptError or the like: nobody answered.
    throw new CancelledError('Cancelled, nothing further was done', { cause });
  }
}
