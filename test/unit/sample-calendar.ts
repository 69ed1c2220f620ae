import type { CalendarDay, CalendarMonth, CalendarTask } from '../../src/domain/calendar-month.ts';

/** A Monday. */
const NOW = new Date(2026, 10, 23, 10, 0);

export const PLAIN = { color: false, unicode: true, width: 80, now: NOW };

export function calendarTask(fields: Partial<CalendarTask> = {}): CalendarTask {
  return { number: 1, title: 'Pay rent', dueTime: null, priority: 'Medium', completed: false, ...fields };
}

/** Its counts from its tasks, all of which are there. */
function day(date: string, ...tasks: readonly CalendarTask[]): CalendarDay {
  const open = tasks.filter(({ completed }) => !completed);
  const late = open.filter(
    ({ dueTime }) => date < '2026-11-23' || (date === '2026-11-23' && dueTime !== null && dueTime < '10:00'),
  );
  return { date, open: open.length, done: tasks.length - open.length, overdue: late.length, tasks };
}

/** A month with all that a day can have, and days of its neighbours. */
export const NOVEMBER: CalendarMonth = {
  month: { year: 2026, month: 11 },
  today: '2026-11-23',
  firstWeekday: 0,
  overdueBefore: 2,
  days: [
    day('2026-10-30', calendarTask({ title: 'Return the library books' })),
    day(
      '2026-11-03',
      calendarTask({ completed: true, priority: 'High' }),
      calendarTask({ completed: true, title: 'Water the plants', dueTime: '08:00' }),
    ),
    {
      ...day('2026-11-12', ...[1, 2, 3, 4].map((n) => calendarTask({ title: `Box ${n}` }))),
      open: 12,
      overdue: 12,
      done: 10,
    },
    day('2026-11-20', calendarTask({ title: 'Call the plumber about the tap' })),
    day(
      '2026-11-23',
      calendarTask({ title: 'Stand-up', dueTime: '09:30' }),
      calendarTask({ title: 'Dentist', dueTime: '17:00' }),
      calendarTask({ title: '買い物：牛乳、卵、パン、それから味噌', priority: 'High' }),
      calendarTask({ title: 'Sort photos' }),
      calendarTask({ title: 'Pack', completed: true }),
    ),
    day(
      '2026-11-27',
      calendarTask({ title: 'Fly to Lisbon', dueTime: '06:05', priority: 'High' }),
      calendarTask({ title: '👨‍👩‍👧‍👦 Book a family photo session' }),
      calendarTask({ title: 'Red \u001B[31malert\u001B[0m' }),
    ),
    {
      ...day('2026-11-29', ...[1, 2, 3, 4].map((n) => calendarTask({ title: `Crate ${n}` }))),
      open: 50_000,
      done: 999,
    },
    day('2026-12-01', calendarTask(), calendarTask({ title: 'Zoe\u0308’s cake', completed: true })),
  ],
};
