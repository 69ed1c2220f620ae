import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import type { Program } from './settings.ts';

/** The commands whose words are a language of their own, with the option that says the same as a word `-tag`, where there is one. */
const WITH_WORDS: ReadonlyMap<string, string | undefined> = new Map([
  ['add', undefined],
  ['list', '--without'],
  ['stats', '--without'],
  ['export', '--without'],
  ['edit', '--remove-tag'],
  ['calendar', undefined],
]);

/** Of these, the one without markers, to which `--` means nothing: words are let begin with a minus for `-2`. */
const WITHOUT_MARKERS: ReadonlySet<string> = new Set(['calendar']);

const NEGATIVE_NUMBER = /^-\d/;

/**
 * The command line with options ahead of words and `--` between the two: commander would take a word `-work` for options, and keep to
 * itself the `--` behind which words are text. Of a command without such words, the line as it is. Throws UsageError for a word that
 * may as well be an option.
 */
export async function withOptionsFirst(argv: readonly string[], program: Program): Promise<string[]> {
  const options: string[] = [];
  const words: string[] = [];
  let command: CommandUnknownOpts | undefined;
  const find = (flag: string) =>
    [program, ...(command === undefined ? [] : [command])]
      .flatMap(({ options: known }) => known)
      .find(({ short, long }) => flag === short || flag === long);
  for (let index = 0; index < argv.length; index++) {
    const arg = argv[index] ?? '';
    if (arg === '--') {
      // Not as arguments of push, of which there can be some 100,000 at most.
      const isWordItself = command === undefined || !WITHOUT_MARKERS.has(command.name());
      for (const word of argv.slice(isWordItself ? index : index + 1)) words.push(word);
      break;
    }
    const option = find(arg);
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
  if (command === undefined) return [...argv];
  const instead = WITH_WORDS.get(command.name());
  const end = words.indexOf('--');
  const tags = (end === -1 ? words : words.slice(0, end)).filter((word) => isMinusTag(word));
  if (instead !== undefined && tags.length > 0) {
    const { refuseAmbiguousTag } = await import('./ambiguous-tag.ts');
    for (const tag of tags) refuseAmbiguousTag(tag, find, instead);
  }
  return [command.name(), ...options, '--', ...words];
}

function isWord(arg: string, command: CommandUnknownOpts): boolean {
  if (!arg.startsWith('-') || arg === '-' || NEGATIVE_NUMBER.test(arg)) return true;
  return WITH_WORDS.get(command.name()) !== undefined && isMinusTag(arg);
}

/** With a single letter it is an option, known or mistyped. */
function isMinusTag(word: string): boolean {
  return /^-\p{L}./u.test(word);
}
