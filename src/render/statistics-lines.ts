import type { Statistics } from '../domain/statistics.ts';
import { escapeControl } from './escape.ts';

/** A line for each number, for `grep` and `cut`: what it is, of what if there are several, and the number; tabs between. */
export function statisticsLines(statistics: Statistics): string[] {
  const { open, done, overdue, doneToday, doneThisWeek, streak } = statistics;
  const { doneByDay, openByWeek, priorities, tags } = statistics;
  const lines: readonly (readonly (string | number)[])[] = [
    ['open', open],
    ['done', done],
    ['overdue', overdue],
    ['done-today', doneToday],
    ['done-this-week', doneThisWeek],
    ['streak', streak.current],
    ['longest-streak', streak.longest],
    ...doneByDay.map((day) => ['done-on', day.date, day.done]),
    ...openByWeek.map((week) => ['open-on', week.date, week.open]),
    ...priorities.map((of) => ['priority', of.priority, of.open, of.done]),
    ...tags.map((of) => ['tag', escapeControl(of.tag), of.open, of.done]),
  ];
  return lines.map((fields) => fields.join('\t'));
}
