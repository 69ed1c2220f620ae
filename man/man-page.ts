import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { type CommandData, commandData, globalOptions, type OptionData } from '../src/cli/command-data.ts';
import { TOPICS } from '../src/cli/help-topics.ts';
import type { HelpTopic } from '../src/render/help-topic.ts';

/** The headings that manual pages have for some of the topics. */
const HEADINGS: ReadonlyMap<string, string> = new Map([
  ['words', 'QUICK WORDS'],
  ['formatting', 'OUTPUT'],
  ['exit-codes', 'EXIT STATUS'],
]);

/** The manual page of the program in roff, made from its commands and from the topics of its help. */
export function manPage(program: CommandUnknownOpts): string {
  const { description, examples, subcommands } = commandData(program);
  const sections = [
    ['NAME', `todo, neon\\-todo \\- ${text(lowerFirst(description)).replace(/\.$/, '')}`],
    [
      'SYNOPSIS',
      [
        `${bold('todo')} [${italic('options')}] [${italic('command')}]`,
        '.br',
        `${bold('todo help')} [${italic('command')} | ${italic('topic')}] [${bold('--json')}]`,
      ].join('\n'),
    ],
    [
      'DESCRIPTION',
      paragraphs(
        text(description),
        `Alone, ${bold('todo')} lists the open tasks of who is logged in, and shows a short help to everybody else. ` +
          'Tasks go by their number, which is counted from 1 and never given again.',
        code(examples),
      ),
    ],
    ['COMMANDS', subcommands.flatMap((command) => commandSections(command, 'todo')).join('\n')],
    ['OPTIONS OF EVERY COMMAND', globalOptions(program).map(optionItem).join('\n')],
    ...Object.values(TOPICS).map((topic) => [heading(topic), topicBody(topic)]),
    ['SEE ALSO', `${bold('todo help --json')} has all of this as data.`],
  ];
  return [
    '.\\" Made by "npm run man" from the commands and the topics of the help. Change those.',
    `.TH TODO 1 "" "neon\\-todo ${program.version() ?? ''}"`,
    '.nh',
    '.ad l',
    ...sections.map(([title = '', body = '']) => `.SH ${title}\n${body}`),
    '',
  ].join('\n');
}

/** A command and those below it. One that only holds others, which has no examples, is left to them. */
function commandSections(command: CommandData, above: string): string[] {
  const words = `${above} ${command.name}`;
  const below = command.subcommands.flatMap((child) => commandSections(child, words));
  return below.length > 0 && command.examples.length === 0 ? below : [commandSection(command), ...below];
}

function commandSection(command: CommandData): string {
  const { usage, description, examples, options } = command;
  const operands = command.arguments.flatMap(({ name, description: meaning }) =>
    meaning === '' ? [] : [item(italic(name), text(meaning))],
  );
  return [
    `.SS ${text(usage.replace(/^(.*?)(?: \[options\])(.*)$/, '$1$2 [options]'))}`,
    paragraphs(text(description), code(examples)),
    ...operands,
    ...options.map(optionItem),
  ].join('\n');
}

function optionItem({ flags, description, choices, default: preset, required }: OptionData): string {
  const more = [
    ...(choices === null ? [] : [`one of ${choices.join(', ')}`]),
    ...(preset === null ? [] : [`${String(preset)} if not said`]),
    ...(required ? ['required'] : []),
  ];
  return item(bold(flags), text(more.length === 0 ? description : `${description} (${more.join('; ')})`));
}

function heading({ name }: HelpTopic): string {
  return HEADINGS.get(name) ?? name.toUpperCase();
}

function topicBody({ sections }: HelpTopic): string {
  return sections
    .map(({ title, text: about, rows = [] }) =>
      [
        `.SS ${text(title)}`,
        ...(about === undefined ? [] : [text(about)]),
        ...rows.map(({ terms, meaning }) => item(terms.map(bold).join(', '), text(meaning))),
      ].join('\n'),
    )
    .join('\n');
}

function paragraphs(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n.PP\n');
}

function code(lines: readonly string[]): string {
  return lines.length === 0 ? '' : ['.nf', '.RS', ...lines.map(text), '.RE', '.fi'].join('\n');
}

function item(term: string, meaning: string): string {
  return `.TP\n${term}\n${meaning}`;
}

function bold(words: string): string {
  return `\\fB${text(words)}\\fP`;
}

function italic(words: string): string {
  return `\\fI${text(words)}\\fP`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\e',
  '-': '\\-',
  "'": '\\(aq',
  '`': '\\(ga',
  '^': '\\(ha',
  '~': '\\(ti',
  '"': '\\(dq',
};

/** Characters that roff would take for its own, or turn into others that cannot be copied into a shell. */
function text(words: string): string {
  return words
    .replaceAll(/[\\\-'`^~"]/g, (character) => ESCAPES[character] ?? character)
    .replaceAll(/[^ -~]/gu, (character) => `\\[u${hex(character)}]`)
    .replace(/^\./, '\\&.');
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
