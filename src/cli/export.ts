import { Option } from '@commander-js/extra-typings';
import type { OpenContext } from '../context.ts';
import { FORMATS } from '../domain/file-format.ts';
import { withFilters } from './filter-options.ts';
import { withExamples } from './help.ts';
import type { Program } from './settings.ts';

export function declareExport(program: Program, open: OpenContext): void {
  withFilters(program.command('export'))
    .summary('write tasks for another program')
    .description(
      withExamples(
        'Write tasks, open and done, by number, in a form that other programs read. What the format has no place for is told on stderr.',
        [
          'todo export -o todo.txt',
          'todo export +work --open --format markdown',
          'todo export --format taskwarrior | task import -',
        ],
      ),
    )
    .addOption(new Option('--open', 'only tasks that are open').conflicts(['all', 'done']))
    .addOption(
      new Option(
        '-f, --format <format>',
        'what to write; otherwise the ending of the file tells: .txt, .json (Taskwarrior), .ics, .csv, .jsonl or .md; without any, jsonl',
      ).choices(FORMATS),
    )
    .option(
      '-o, --output <file>',
      'a file in the place of stdout; it appears, or is replaced, when all is written',
    )
    .action(async (words, options) => {
      const { writeExport } = await import('./write-export.ts');
      await writeExport(words, options, open);
    });
}
