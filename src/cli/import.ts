import { Option } from '@commander-js/extra-typings';
import type { OpenContext } from '../context.ts';
import { FORMATS } from '../domain/file-format.ts';
import { withExamples } from './help.ts';
import { jsonlOption, quietOption } from './present.ts';
import { dryRunOption } from './selection-options.ts';
import { collect, type Program } from './settings.ts';

export function declareImport(program: Program, open: OpenContext): void {
  program
    .command('import')
    .summary('bring in tasks of another program')
    .description(
      withExamples(
        'Bring in tasks from a file of todo.txt, Taskwarrior, iCalendar, CSV, JSON lines or Markdown. What is there already is neither changed ' +
          'nor added again, and what a task has no field for goes into its note. Lines that cannot be read are named, and the others ' +
          'brought in. One undo takes all of it back.',
        [
          'todo import todo.txt --dry-run',
          'task export | todo import -',
          'todo import tasks.csv --map title=Name,due=Deadline --tag work',
        ],
      ),
    )
    .argument('<file>', 'the file; or - for stdin')
    .addOption(
      new Option(
        '-f, --format <format>',
        'what the file is in; otherwise its content tells, or its name',
      ).choices(FORMATS),
    )
    .option(
      '--map <columns>',
      'which column of CSV holds what: title=Name,due=Deadline; repeat it for more',
      collect,
    )
    .option('-t, --tag <tag>', 'a tag for all that comes in; repeat it for several', collect)
    .option('--strict', 'add nothing if there is a line that cannot be read')
    .addOption(dryRunOption())
    .addOption(jsonlOption())
    .addOption(quietOption())
    .action(async (file, options) => {
      const { importFile } = await import('./import-file.ts');
      await importFile(file, options, open);
    });
}
