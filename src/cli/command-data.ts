import type { Argument, CommandUnknownOpts, Option } from '@commander-js/extra-typings';
import { examplesIn } from './help.ts';
import { visibleCommands } from './visible-commands.ts';

/** A command as `todo help --json` prints it. Keys may be added, never taken away. */
export interface CommandData {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly usage: string;
  readonly summary: string;
  readonly description: string;
  readonly examples: readonly string[];
  readonly arguments: readonly ArgumentData[];
  /** Without those that every command has. */
  readonly options: readonly OptionData[];
  readonly subcommands: readonly CommandData[];
}

/** What counts if nothing is said. */
type Preset = string | number | boolean | null;

export interface ArgumentData {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  readonly variadic: boolean;
  readonly choices: readonly string[] | null;
  readonly default: Preset;
}

export interface OptionData {
  /** `-d, --due <date>` */
  readonly flags: string;
  readonly short: string | null;
  readonly long: string | null;
  /** The name of its value; null: it takes none. */
  readonly value: string | null;
  readonly description: string;
  readonly choices: readonly string[] | null;
  readonly default: Preset;
  /** Whether the command refuses to run without it. */
  readonly required: boolean;
}

/** The command and those below it, without what is hidden. */
export function commandData(command: CommandUnknownOpts): CommandData {
  const help = command.createHelp();
  return {
    name: command.name(),
    aliases: command.aliases(),
    usage: help.commandUsage(command),
    summary: command.summary(),
    ...examplesIn(command.description()),
    arguments: command.registeredArguments.map(argumentData),
    options: command.parent === null ? [] : ownOptions(command).map(optionData),
    subcommands: visibleCommands(command).map(commandData),
  };
}

/** The options that every command has, `--help` and `--version` included. */
export function globalOptions(program: CommandUnknownOpts): OptionData[] {
  return program.createHelp().visibleOptions(program).map(optionData);
}

/** Commander counts `--help` among the options of every command. */
function ownOptions(command: CommandUnknownOpts): Option[] {
  const help = command.createHelp();
  return help.visibleOptions(command).filter(({ long }) => long !== '--help');
}

function argumentData(argument: Argument): ArgumentData {
  return {
    name: argument.name(),
    description: argument.description,
    required: argument.required,
    variadic: argument.variadic,
    choices: argument.argChoices ?? null,
    default: preset(argument.defaultValue),
  };
}

function optionData(option: Option): OptionData {
  const [, value] = /[<[]([^>\]]+)[>\]]/.exec(option.flags) ?? [];
  return {
    flags: option.flags,
    short: option.short ?? null,
    long: option.long ?? null,
    value: value ?? null,
    description: option.description,
    choices: option.argChoices ?? null,
    default: preset(option.defaultValue),
    required: option.mandatory,
  };
}

/** An empty list, with which options begin that may be repeated, is none. */
function preset(value: unknown): Preset {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
