import { today } from '../../src/domain/due-date.ts';

/** The file that the tour adds tasks from. */
export const GROCERIES = [
  'Oat milk',
  'Two loaves of rye bread 🍞',
  'Jalapeños, not the hot ones',
  'Coffee beans',
];

/** A file of another program. */
export const TODO_TXT = `(A) 2026-11-20 Cut the hedge @garden +house due:2027-03-01
x 2026-11-19 2026-11-12 Return the drill @garage
`;

/** `days` after the day of `now` where this process runs, as `--due` takes it: `2026-11-27`. */
export function dayFrom(now: Date, days: number): string {
  return today(new Date(now.getFullYear(), now.getMonth(), now.getDate() + days));
}

/** What somebody keeps in mind for home, work and journeys, with due dates around today: the arguments of one `todo add` each. */
export function sampleTasks(now: Date): readonly (readonly string[])[] {
  const due = (days: number, time = ''): string[] => ['--due', `${dayFrom(now, days)} ${time}`.trim()];
  return [
    ['Pay the electricity bill', ...due(-3), ...tag('home', 'money'), '--priority', 'high'],
    ['Call Großmutter, she turns 90 🎂', ...due(1, '18:30'), ...tag('family')],
    ['Take back the library books: Momo, Наше всё', ...due(-1), ...tag('home')],
    ['Review https://git.example.org/shop/pull/142 before the release', ...due(1), ...tag('work')],
    [
      'Draft the talk for the spring conference: an outline, two demos, and one story that people will retell at dinner',
      ...due(9),
      ...tag('work', 'talk'),
    ],
    ['東京のホテルを予約する', ...due(40), ...tag('travel')],
    ['Fix the dripping tap in the bathroom', ...tag('home'), '--priority', 'low'],
  ];
}

function tag(...names: readonly string[]): string[] {
  return names.flatMap((name) => ['--tag', name]);
}
