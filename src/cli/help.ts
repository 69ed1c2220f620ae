import { type CommandUnknownOpts, Help } from '@commander-js/extra-typings';
import { UsageError } from '../domain/errors.ts';
import type { Program } from './settings.ts';

/** A description with examples right below it, ahead of all options: most readers need nothing else. */
export function withExamples(description: string, examples: readonly string[]): string {
  return `${description}\n\nExamples:\n${examples.map((example) => `  ${example}`).join('\n')}`;
}

const OF_OPTIONS = /^(Global )?Options:/;

/** Commander's help with the commands ahead of the options, as they are what most readers look for. */
export function formatHelp(command: CommandUnknownOpts, help: Help): string {
  const sections = new Help().formatHelp.call(help, command, help).trimEnd().split('\n\n');
  const others = sections.filter((section) => !OF_OPTIONS.test(section));
  const options = sections.filter((section) => OF_OPTIONS.test(section));
  return `${[...others, ...options].join('\n\n')}\n`;
}

/** `todo help db status` is `todo db status --help`. */
export function declareHelp(program: Program): void {
  program
    .command('help')
    .summary('show help for a command')
    .description(withExamples('Show help for a command.', ['todo help add', 'todo help db status']))
    .argument('[command...]', 'its name')
    .action((words) => {
      let command: CommandUnknownOpts = program;
      for (const word of words) {
        const next = command.commands.find(
          (candidate) => candidate.name() === word || candidate.aliases().includes(word),
        );
        if (next === undefined) {
          throw new UsageError(`There is no command "${words.join(' ')}"`, {
            hint: 'See all of them with: todo help',
          });
        }
        command = next;
      }
      command.outputHelp();
    });
}
