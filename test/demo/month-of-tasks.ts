import { dayFrom } from './sample-tasks.ts';

type Row = readonly [title: string, tag: string, ...days: readonly number[]];

/** What was done on which day before today. */
const DONE: readonly Row[] = [
  ['Plants', 'home', 0, 3, 6, 9, 12, 15, 18, 21, 24, 27],
  ['Run', 'health', 1, 2, 4, 8, 11, 13, 16, 20, 22, 25],
  ['Stand-up', 'work', 0, 3, 4, 5, 6, 7, 10, 11, 13, 14],
  ['Invoice', 'work', 5, 19, 40],
  ['Groceries', 'home', 1, 9, 16, 23, 30, 37],
  ['Swim', 'health', 5, 12, 19, 33],
];
const OPEN: readonly Row[] = [
  ['The bill', 'home', -3],
  ['Library', 'home', -1],
  ['Stand-up', 'work', 1],
  ['Review', 'work', 1],
  ['Call Omi 🎂', 'family', 2],
  ['Pay rent', 'home', 4],
  ['Swim', 'health', 5],
  ['Slides', 'work', 9],
  ['Cards', 'family', 12],
];
const URGENT: ReadonlySet<string> = new Set(['The bill', 'Pay rent']);
const DAYS_AHEAD = 4;

/** A month of somebody's life around `now`, as JSON lines that `todo import` takes. */
export function monthOfTasks(now: Date): string {
  const task = (title: string, tag: string, day: number, completed: boolean): object => ({
    title,
    tags: [tag],
    dueDate: dayFrom(now, day),
    priority: URGENT.has(title) ? 'High' : 'Medium',
    completed,
    completedAt: completed ? `${dayFrom(now, day)}T07:30:00Z` : null,
    createdAt: `${dayFrom(now, completed ? day - DAYS_AHEAD : -(day % 5) - 5)}T07:00:00Z`,
  });
  const done = DONE.flatMap(([title, tag, ...days]) => days.map((day) => task(title, tag, -day, true)));
  const open = OPEN.flatMap(([title, tag, ...days]) => days.map((day) => task(title, tag, day, false)));
  return [...done, ...open].map((value) => `${JSON.stringify(value)}\n`).join('');
}
