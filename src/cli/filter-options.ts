import { type Command, Option, type OptionValues } from '@commander-js/extra-typings';
import { withConditions } from './condition-options.ts';

/** The terms and options that say which tasks a list holds, whether they are done among them; they are read in list-filter.ts. */
export function withFilters<Args extends unknown[], Opts extends OptionValues, Globals extends OptionValues>(
  command: Command<Args, Opts, Globals>,
) {
  const filtered = command
    .addOption(new Option('--all', 'tasks that are done as well').conflicts('done'))
    .addOption(new Option('--done', 'only tasks that are done').conflicts('overdue'))
    .option('--overdue', 'only tasks whose time has passed')
    .option('--today', 'only tasks that are due today; with --overdue, those as well');
  return withConditions(filtered);
}
