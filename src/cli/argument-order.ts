import type { CommandUnknownOpts, Option } from '@commander-js/extra-typings';
import { understands } from '../domain/did-you-mean.ts';
import { UsageError } from '../domain/errors.ts';
import { parsePriority } from '../domain/priority.ts';
import { quoted } from '../domain/quoted.ts';
import type { Program } from './settings.ts';

/** The commands whose words are a language of their own, with the option that says the same as a word `-tag`, where there is one. */
const WITH_WORDS: ReadonlyMap<string, string | undefined> = new Map([
  ['add', undefined],
  ['list', '--without'],
  ['edit', '--remove-tag'],
]);

/** With a single letter it is an option, known or mistyped. */
const MINUS_TAG = /^-\p{L}./u;
const NEGATIVE_NUMBER = /^-\d/;

/**
 * The command line with options ahead of words and `--` between the two: commander would take a word `-work` for options, and keep to
 * itself the `--` behind which words are text. Of a command without such words, the line as it is. Throws UsageError for a word that
 * may as well be an option.
 */
export function withOptionsFirst(argv: readonly string[], program: Program): string[] {
  const options: string[] = [];
  const words: string[] = [];
  let command: CommandUnknownOpts | undefined;
  for (let index = 0; index < argv.length; index++) {
    const arg = argv[index] ?? '';
    if (arg === '--') {
      words.push(...argv.slice(index));
      break;
    }
    const option = findOption(arg, program) ?? (command && findOption(arg, command));
    if (option?.required === true) {
      // Without a value commander must see it as it is, or it would take ours for it.
      if (index === argv.length - 1) return [...argv];
      options.push(arg, argv[++index] ?? '');
    } else if (option !== undefined) {
      options.push(arg);
    } else if (command === undefined && !arg.startsWith('-')) {
      command = program.commands.find((known) => known.name() === arg || known.alias() === arg);
      if (command === undefined || !WITH_WORDS.has(command.name())) return [...argv];
    } else if (command !== undefined && isWord(arg, command)) {
      words.push(arg);
    } else {
      options.push(arg);
    }
  }
  return command === undefined ? [...argv] : [command.name(), ...options, '--', ...words];
}

function isWord(arg: string, command: CommandUnknownOpts): boolean {
  if (!arg.startsWith('-') || arg === '-' || NEGATIVE_NUMBER.test(arg)) return true;
  const instead = WITH_WORDS.get(command.name());
  if (instead === undefined || !MINUS_TAG.test(arg)) return false;
  const option = readAsOption(arg.slice(1), command);
  if (option === undefined) return true;
  throw new UsageError(`${quoted(arg)} may be a tag or an option`, {
    hint: `Write ${option} for the option, or ${instead} ${arg.slice(1)} for the tag.`,
  });
}

/** How to write it with all that is left out, if somebody may have meant an option: `json`, `qr`, `l5`, `phigh`. */
function readAsOption(letters: string, command: CommandUnknownOpts): string | undefined {
  const find = (flag: string) =>
    findOption(flag, command) ?? (command.parent && findOption(flag, command.parent));
  if (find(`--${letters}`)) return `--${letters}`;
  const flags = Array.from(letters, (letter) => `-${letter}`);
  if (flags.every((flag) => find(flag)?.required === false)) return flags.join(' ');
  const [flag = '', value] = [flags[0], letters.slice(1)];
  const isValue = /^\d+$/.test(value) || (flag === '-p' && understands(parsePriority, value));
  return isValue && find(flag)?.required === true ? `${flag} ${value}` : undefined;
}

function findOption(flag: string, { options }: CommandUnknownOpts): Option | undefined {
  return options.find(({ short, long }) => flag === short || flag === long);
}
