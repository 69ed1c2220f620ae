import type { Command, OptionValues } from '@commander-js/extra-typings';
import { collect } from './settings.ts';

/** The terms and options that say which tasks are meant, but for whether they are done; what they ask for is read in list-filter.ts. */
export function withConditions<
  Args extends unknown[],
  Opts extends OptionValues,
  Globals extends OptionValues,
>(command: Command<Args, Opts, Globals>) {
  return command
    .argument(
      '[terms...]',
      'only tasks that match: +tag, -tag, pri:high, due:week (until then), is:done or text; "or" stands between alternatives',
    )
    .option(
      '-t, --tag <tag>',
      'only tasks with this tag; repeat it for tasks with all of several',
      collect,
      [],
    )
    .option(
      '--without <tag>',
      'only tasks without this tag, as the word -tag; repeat it for several',
      collect,
      [],
    )
    .option(
      '-p, --priority <priority>',
      'only tasks of this priority; repeat it for one of several',
      collect,
      [],
    )
    .option(
      '-s, --search <text>',
      'only tasks with this text in title, note or tags; repeat it for all',
      collect,
      [],
    );
}
