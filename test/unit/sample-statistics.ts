import type { Statistics } from '../../src/domain/statistics.ts';

const WEEKS = [
  ['2026-10-11', 64],
  ['2026-10-18', 58],
  ['2026-10-25', 55],
  ['2026-11-01', 49],
  ['2026-11-08', 47],
  ['2026-11-15', 40],
  ['2026-11-22', 41],
  ['2026-11-23', 42],
] as const;

/** Somebody's, on a Monday. */
export const STATISTICS: Statistics = {
  today: '2026-11-23',
  firstWeekday: 0,
  open: 42,
  done: 345,
  overdue: 3,
  doneToday: 2,
  doneThisWeek: 2,
  streak: { current: 3, longest: 11 },
  doneByDay: [3, 0, 1, 5, 8, 12, 0, 0, 2, 4, 0, 1, 7, 2].map((done, index) => ({
    date: `2026-11-${10 + index}`,
    done,
  })),
  openByWeek: WEEKS.map(([date, open]) => ({ date, open })),
  priorities: [
    { priority: 'High', open: 4, done: 20 },
    { priority: 'Medium', open: 37, done: 300 },
    { priority: 'Low', open: 1, done: 25 },
  ],
  tags: [
    { tag: 'home', open: 12, done: 80 },
    { tag: 'work', open: 9, done: 120 },
    { tag: '買い物', open: 1, done: 3 },
  ],
};
