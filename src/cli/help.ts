import { type CommandUnknownOpts, Help } from '@commander-js/extra-typings';
import type { OpenContext } from '../context.ts';
import { UsageError } from '../domain/errors.ts';
import { nearestWord } from '../domain/nearest-word.ts';
import { present } from './present.ts';
import type { Program } from './settings.ts';
import { commandNamed, visibleCommands } from './visible-commands.ts';

/** What can be read about besides commands; the texts are in help-topics.ts. */
const TOPIC_NAMES = ['words', 'dates', 'filters', 'formatting', 'environment', 'exit-codes'] as const;
export type TopicName = (typeof TOPIC_NAMES)[number];

const EXAMPLES = '\n\nExamples:\n';

/** A description with examples right below it, ahead of all options: most readers need nothing else. */
export function withExamples(description: string, examples: readonly string[]): string {
  return `${description}${EXAMPLES}${examples.map((example) => `  ${example}`).join('\n')}`;
}

/** The way back. */
export function examplesIn(description: string): { description: string; examples: string[] } {
  const [text = '', examples] = description.split(EXAMPLES);
  return { description: text, examples: examples?.split('\n').map((line) => line.trim()) ?? [] };
}

const OF_OPTIONS = /^(Global )?Options:/;

/** Commander's help with the commands ahead of the options, as they are what most readers look for. */
export function formatHelp(command: CommandUnknownOpts, help: Help): string {
  leaveOutOwnOptions(help);
  const sections = new Help().formatHelp.call(help, command, help).trimEnd().split('\n\n');
  const others = sections.filter((section) => !OF_OPTIONS.test(section));
  const options = sections.filter((section) => OF_OPTIONS.test(section));
  const topics =
    command.parent === null ? [`More to read, with todo help:\n  ${TOPIC_NAMES.join('  ')}`] : [];
  return `${[...others, ...topics, ...options].join('\n\n')}\n`;
}

/** A command above may have some of the options of the command itself: those are shown once, as its own. */
function leaveOutOwnOptions(help: Help): void {
  const globalOptions = help.visibleGlobalOptions.bind(help);
  help.visibleGlobalOptions = (command) => {
    const own = new Set(command.options.map(({ flags }) => flags));
    return globalOptions(command).filter(({ flags }) => !own.has(flags));
  };
}

/** `todo help db status` is `todo db status --help`, and `todo help dates` is about neither a command nor an option. */
export function declareHelp(program: Program, open: OpenContext): void {
  program
    .command('help')
    .summary('show help for a command or a topic')
    .description(
      withExamples(
        `Show help for a command, or about ${TOPIC_NAMES.slice(0, -1).join(', ')} and ${TOPIC_NAMES.at(-1)}. ` +
          'With --json: every command, argument and option as data.',
        [
          'todo help add',
          'todo help db status',
          'todo help dates',
          'todo help --json | jq -r ".commands[].name"',
        ],
      ),
    )
    .argument('[words...]', 'a command or a topic')
    .action(async (words) => {
      const { json } = program.opts();
      const topic = words.length === 1 ? TOPIC_NAMES.find((name) => name === words[0]) : undefined;
      if (topic !== undefined) {
        return showTopic(topic, open);
      }
      const command = findCommand(program, words);
      if (json !== true) {
        command.outputHelp();
        return;
      }
      const { commandData } = await import('./command-data.ts');
      const document = words.length === 0 ? await programData(program) : commandData(command);
      await present(await open(), { human: () => '', json: () => document });
    });
}

async function showTopic(name: TopicName, open: OpenContext): Promise<void> {
  const { TOPICS } = await import('./help-topics.ts');
  const { helpTopic } = await import('../render/help-topic.ts');
  await present(await open(), {
    human: () => helpTopic(TOPICS[name]).trimEnd(),
    json: () => TOPICS[name],
  });
}

/** All that `todo help --json` says. */
async function programData(program: CommandUnknownOpts) {
  const { commandData, globalOptions } = await import('./command-data.ts');
  const { TOPICS } = await import('./help-topics.ts');
  const { EXITS } = await import('./topics/exit-codes.ts');
  const { VARIABLES } = await import('./topics/environment.ts');
  const { name, usage, description, examples, subcommands } = commandData(program);
  return {
    name,
    version: program.version(),
    usage,
    description,
    examples,
    commands: subcommands,
    options: globalOptions(program),
    topics: TOPIC_NAMES.map((topic) => TOPICS[topic]),
    exitCodes: EXITS,
    environment: VARIABLES,
  };
}

/** The command that words name, by its names or aliases. Throws UsageError, with a guess that is never taken. */
function findCommand(program: CommandUnknownOpts, words: readonly string[]): CommandUnknownOpts {
  let command = program;
  for (const [index, word] of words.entries()) {
    const next = commandNamed(command, word);
    if (next === undefined) {
      const known = visibleCommands(command).flatMap((child) => [child.name(), child.aliases()].flat());
      const meant = nearestWord(word.toLowerCase(), index === 0 ? [...known, ...TOPIC_NAMES] : known);
      const topic = index === 0 ? ' or topic' : '';
      throw new UsageError(`There is no command${topic} "${words.slice(0, index + 1).join(' ')}"`, {
        hint:
          meant === undefined
            ? 'See all of them with: todo help'
            : `Did you mean ${['todo help', ...words.slice(0, index), meant].join(' ')}?`,
      });
    }
    command = next;
  }
  return command;
}
