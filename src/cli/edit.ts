import { InvalidArgumentError, Option } from '@commander-js/extra-typings';
import type { OpenContext } from '../context.ts';
import { CLEARABLE, type Clearable } from '../domain/task-change.ts';
import { withExamples } from './help.ts';
import { jsonlOption, quietOption } from './present.ts';
import { dryRunOption, whereOption, yesOption } from './selection-options.ts';
import { collect, type Program } from './settings.ts';

export function declareEdit(program: Program, open: OpenContext): void {
  program
    .command('edit')
    .summary('change tasks')
    .description(
      withExamples(
        'Change the fields of tasks that are named, and no other. At a terminal, one task without any change opens a form.',
        [
          'todo edit 3 due:tomorrow +urgent -home',
          'todo edit 3 5 8-11 pri:high',
          'todo edit 3 --title "Pay the rent" --clear due,note',
          `todo edit --where 'due:overdue' due:today`,
          'todo edit 3 --editor',
        ],
      ),
    )
    .argument(
      '[words...]',
      'numbers and ranges (3 5 8-11 4,6) or beginnings of ids, and what changes: +tag, -tag, due:, pri:, every:, note:',
    )
    .option('--title <text>', 'a new title')
    .option(
      '-d, --due <date>',
      'today, fri, next-friday, in-3-days, 27-nov or YYYY-MM-DD, with a time or without',
    )
    .option('-p, --priority <priority>', 'high, medium or low')
    .option('-n, --note <text>', 'a new note')
    .option(
      '-r, --repeat <rule>',
      'daily, weekdays, 2w, mon,thu, "every month on the last friday" or an RRULE',
    )
    .option('-t, --tag <tag>', 'this tag in place of all others; repeat it for several', collect)
    .option('--add-tag <tag>', 'one more tag; repeat it for several', collect)
    .option('--remove-tag <tag>', 'without this tag; repeat it for several', collect)
    .option('--clear <fields>', `empty these, separated by commas: ${CLEARABLE.join(', ')}`, collectFields)
    .addOption(new Option('--editor', 'open the task and its note in $VISUAL or $EDITOR'))
    .addOption(whereOption())
    .addOption(yesOption())
    .addOption(dryRunOption())
    .addOption(jsonlOption())
    .addOption(quietOption())
    .action(async (words, options) => {
      const { edit } = await import('./edit-tasks.ts');
      await edit(words, options, open);
    });
}

function collectFields(value: string, previous: readonly Clearable[] | undefined): readonly Clearable[] {
  const fields = value
    .split(',')
    .map((name) => CLEARABLE.find((field) => field === name.trim().toLowerCase()));
  if (fields.some((field) => field === undefined)) {
    throw new InvalidArgumentError(`Possible are ${CLEARABLE.join(', ')}.`);
  }
  return [...new Set([...(previous ?? []), ...fields.filter((field) => field !== undefined)])];
}
