import type { CommandUnknownOpts, Option } from '@commander-js/extra-typings';
import { commandNamed } from './visible-commands.ts';

/** A command line that somebody is still typing, as far as it can be told. */
export interface TypedLine {
  readonly command: CommandUnknownOpts;
  /** The words before the last that are neither commands nor options. */
  readonly operands: readonly string[];
  /** The option whose value the last word is, or ends with. */
  readonly option: Option | undefined;
  /** What stands ahead of that value in the last word: `--due=`. */
  readonly head: string;
  /** The last word, without `head`. */
  readonly current: string;
  /** Behind `--`, where nothing is an option or a marker. */
  readonly literal: boolean;
  /** The last value of `--env-file`. */
  readonly envFile: string | undefined;
}

/**
 * Reads the words behind the name of the program. What commander refuses, such as an option without its value, is what lines are like
 * while they are typed, so the commands are walked here.
 */
export function readTypedLine(program: CommandUnknownOpts, words: readonly string[]): TypedLine {
  let command = program;
  let option: Option | undefined;
  let literal = false;
  let envFile: string | undefined;
  const operands: string[] = [];
  for (const word of words.slice(0, -1)) {
    if (option !== undefined) {
      if (option.long === '--env-file') envFile = word;
      option = undefined;
    } else if (literal) {
      operands.push(word);
    } else if (word === '--') {
      literal = true;
    } else if (word.startsWith('-') && word !== '-') {
      const [name = '', value] = splitOnce(word);
      const found = findOption(command, name);
      if (value === undefined) option = found !== undefined && takesValue(found) ? found : undefined;
      else if (found?.long === '--env-file') envFile = value;
      // A word `-work` is for the command to read.
      if (found === undefined) operands.push(word);
    } else {
      const child = operands.length === 0 ? commandNamed(command, word) : undefined;
      if (child === undefined) operands.push(word);
      else command = child;
    }
  }
  const typed = words.at(-1) ?? '';
  const rest = { command, operands, literal, envFile };
  if (option !== undefined) return { ...rest, option, head: '', current: typed };
  const [name = '', value] = splitOnce(typed);
  const attached = literal || value === undefined ? undefined : findOption(command, name);
  return attached !== undefined && value !== undefined && takesValue(attached)
    ? { ...rest, option: attached, head: `${name}=`, current: value }
    : { ...rest, option: undefined, head: '', current: typed };
}

/** Those of the command and those that every command has. */
export function visibleOptions(command: CommandUnknownOpts): Option[] {
  const own = command.createHelp().visibleOptions(command);
  const above = command.parent === null ? [] : visibleOptions(command.parent);
  return [...own, ...above.filter(({ long }) => own.every((known) => known.long !== long))];
}

function findOption(command: CommandUnknownOpts, name: string): Option | undefined {
  return visibleOptions(command).find(({ short, long }) => name === short || name === long);
}

function takesValue({ required, optional }: Option): boolean {
  return required || optional;
}

/** `--due=fri` at its first equals sign; options of one letter have none. */
function splitOnce(word: string): (string | undefined)[] {
  const [, name, value] = /^(--[^=]+)=([^]*)$/.exec(word) ?? [];
  return name === undefined ? [word, undefined] : [name, value];
}
