import type { Option } from '@commander-js/extra-typings';
import { understands } from '../domain/did-you-mean.ts';
import { UsageError } from '../domain/errors.ts';
import { parsePriority } from '../domain/priority.ts';
import { quoted } from '../domain/quoted.ts';

/** The option of a command, or of all, that a flag such as `-q` or `--quiet` calls. */
type FindOption = (flag: string) => Option | undefined;

/**
 * Throws UsageError for a word such as `-json`, `-qr`, `-l5` or `-phigh`, which may be the tag of that name, to be left out, or options
 * without what separates them. `instead` is the option that says the same as such a word.
 */
export function refuseAmbiguousTag(word: string, find: FindOption, instead: string): void {
  const letters = word.slice(1);
  const option = readAsOption(letters, find);
  if (option !== undefined) {
    throw new UsageError(`${quoted(word)} may be a tag or an option`, {
      hint: `Write ${option} for the option, or ${instead} ${letters} for the tag.`,
    });
  }
}

/** How to write it as an option; undefined: nobody means one by it. */
function readAsOption(letters: string, find: FindOption): string | undefined {
  if (find(`--${letters}`)) return `--${letters}`;
  const flags = Array.from(letters, (letter) => `-${letter}`);
  if (flags.every((flag) => find(flag)?.required === false)) return flags.join(' ');
  const [flag = '', value] = [flags[0], letters.slice(1)];
  const isValue = /^\d+$/.test(value) || (flag === '-p' && understands(parsePriority, value));
  return isValue && find(flag)?.required === true ? `${flag} ${value}` : undefined;
}
