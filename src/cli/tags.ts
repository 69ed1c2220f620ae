import type { OpenContext } from '../context.ts';
import { escapeUnsafe } from '../domain/unsafe-characters.ts';
import { jsonlOption, present, quietOption } from './present.ts';
import { withExamples } from './help.ts';
import type { Program } from './settings.ts';

export function declareTags(program: Program, open: OpenContext): void {
  program
    .command('tags')
    .summary('list tags with counts')
    .description(
      withExamples(
        'List the tags of the open tasks, the most frequent first. Tags that differ only in case are one.',
        ['todo tags', 'todo tags --all', 'todo tags -q'],
      ),
    )
    .option('--all', 'tags that only done tasks have as well')
    .addOption(jsonlOption())
    .addOption(quietOption('print the tags only'))
    .action(async (options) => {
      const all = options.all === true;
      const context = await open();
      const { listTags } = await import('../commands/list-tags.ts');
      const counts = await listTags({ all }, context);
      await present(
        context,
        {
          human: async (style) => {
            const { noTags, tagTable } = await import('../render/tag-table.ts');
            return counts.length === 0 ? noTags(all, style) : tagTable(counts, style);
          },
          plain: async () => {
            const { tagLine } = await import('../render/tag-line.ts');
            return counts.map(tagLine).join('\n');
          },
          json: () => counts,
          jsonl: () => counts,
          quiet: () => counts.map(({ tag }) => escapeUnsafe(tag)),
        },
        options,
      );
    });
}
