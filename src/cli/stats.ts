import type { OpenContext } from '../context.ts';
import { withConditions } from './condition-options.ts';
import { withExamples } from './help.ts';
import { formatOf, present } from './present.ts';
import type { Program } from './settings.ts';

export function declareStatistics(program: Program, open: OpenContext): void {
  withConditions(program.command('stats'))
    .summary('show how it is going')
    .description(
      withExamples(
        'Show how many tasks are open and done, what was done on each of the last days and how many days in a row, and how many tasks were ' +
          'open after each of the last weeks. Days are those of your time zone; deleted tasks do not count.',
        ['todo stats', 'todo stats +work', 'todo stats --tag home --json | jq .streak.current'],
      ),
    )
    .action(async (words, options) => {
      const context = await open();
      const { readFilter } = await import('./list-filter.ts');
      const { readStatistics } = await import('../commands/read-statistics.ts');
      const filter = await readFilter(words, { ...options, all: true }, context.now());
      if (formatOf(context, {}) === 'human') context.whileWaiting(() => import('../render/statistics.ts'));
      const statistics = await readStatistics(filter, context);
      const isFiltered = words.length > 0 || Object.values(options).some((values) => values.length > 0);
      await present(context, {
        human: async (style) => {
          const { noStatistics, statisticsPage } = await import('../render/statistics.ts');
          return statistics.open + statistics.done === 0
            ? noStatistics(isFiltered, style)
            : statisticsPage(statistics, style);
        },
        plain: async () => {
          const { statisticsLines } = await import('../render/statistics-lines.ts');
          return statisticsLines(statistics).join('\n');
        },
        json: async () => (await import('../render/statistics-json.ts')).statisticsJson(statistics),
      });
    });
}
