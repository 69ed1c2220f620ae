import type { OpenContext } from '../context.ts';
import { withExamples } from './help.ts';
import { formatOf, present } from './present.ts';
import type { Program } from './settings.ts';

/** What `--json` has of each day; the counts are of all. */
const TASKS_OF_DAY = 10;

export function declareCalendar(program: Program, open: OpenContext): void {
  program
    .command('calendar')
    .summary('show what is due in a month')
    .description(
      withExamples(
        'Show what is due on each day of a month: titles on a wide terminal, otherwise how many tasks are open and done. ' +
          'A dot (or *) is for open tasks, ! for overdue ones, a tick (or x) for done ones. Weeks begin as in your locale.',
        ['todo calendar', 'todo calendar dec', 'todo calendar next', 'todo calendar -1 --json'],
      ),
    )
    .argument('[month...]', '2026-12, dec, dec-2027, next, last, +1, -2; this month if not said')
    .action(async (words) => {
      const context = await open();
      const { parseMonth } = await import('../domain/month-language.ts');
      const { readCalendar } = await import('../commands/read-calendar.ts');
      const month = parseMonth(words.length === 0 ? 'this' : words.join(' '), context.now());
      const format = formatOf(context, {});
      const forPerson = format === 'human';
      const { calendarLayout } = await import('../render/calendar-layout.ts');
      const { titles } = calendarLayout(context.terminal.out.width);
      if (forPerson) context.whileWaiting(() => import('../render/calendar.ts'));
      const calendar = await readCalendar(
        {
          month,
          wholeWeeks: forPerson,
          tasksOfDay: forPerson ? titles : format === 'json' ? TASKS_OF_DAY : 0,
        },
        context,
      );
      await present(context, {
        human: async (style) => (await import('../render/calendar.ts')).calendarPicture(calendar, style),
        plain: async () => {
          const { calendarLine } = await import('../render/calendar-line.ts');
          return calendar.days.map(calendarLine).join('\n');
        },
        json: async () => (await import('../render/calendar-json.ts')).calendarJson(calendar),
      });
    });
}
