import type { CommandUnknownOpts } from '@commander-js/extra-typings';

/** The commands right below one that people are told of. */
export function visibleCommands(command: CommandUnknownOpts): CommandUnknownOpts[] {
  // Commander adds a `help` of its own to each command with others below it.
  return command
    .createHelp()
    .visibleCommands(command)
    .filter((child) => command.commands.includes(child));
}

/** One of these by its name or an alias. */
export function commandNamed(command: CommandUnknownOpts, word: string): CommandUnknownOpts | undefined {
  return visibleCommands(command).find((child) => child.name() === word || child.aliases().includes(word));
}
