import { stripVTControlCharacters } from 'node:util';
import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Task } from '../../src/domain/task.ts';
import { taskTable } from '../../src/render/task-table.ts';
import { sampleTask, TITLES } from './sample-task.ts';

/** A Monday. */
const NOW = new Date(2026, 10, 23, 10, 0);
const PLAIN = { color: false, unicode: true, width: 80, now: NOW };

const PLUMBER = sampleTask({
  number: 3,
  title: 'Call the plumber about the dripping kitchen tap before it floods the flat',
  due: { on: '2026-11-20', at: null },
  priority: 'High',
  tags: ['home', 'urgent'],
});
const SHOPPING = sampleTask({
  number: 12,
  title: '買い物：牛乳、卵、パン、それから味噌とわかめ',
  due: { on: '2026-11-23', at: '18:00' },
  tags: ['買い物'],
});
const PHOTOS = sampleTask({
  number: 7,
  title: '👨‍👩‍👧‍👦 Book a family photo session',
  due: { on: '2026-11-24', at: null },
  priority: 'Low',
  tags: ['family'],
});
const PASSPORT = sampleTask({
  number: 104,
  title: 'Renew passport',
  due: { on: '2027-01-06', at: null },
  tags: ['admin', 'travel/japan'],
});
const CAKE = sampleTask({ number: 9, title: 'Zoe\u0308’s cake', completed: true, completedAt: NOW });
const HOSTILE = sampleTask({ number: 10, title: 'Red \u001B[31malert\u001B[0m' });
const MANY = [PLUMBER, SHOPPING, PHOTOS, PASSPORT, CAKE, HOSTILE];

afterEach(() => vi.unstubAllEnvs());

describe('taskTable', () => {
  it('aligns to the terminal cell and leaves room for tags', () => {
    expect(lines(MANY, PLAIN)).toEqual([
      '  #     Due             Pri   Title                                 Tags',
      '  3  !  3 days ago      High  Call the plumber about the dripping…  +home +urge…',
      ' 12     today 18:00           買い物：牛乳、卵、パン、それから味…   +買い物',
      '  7     tomorrow        Low   👨‍👩‍👧‍👦 Book a family photo session        +family',
      '104     Wed 6 Jan 2027        Renew passport                        +admin +tra…',
      '  9  ✓                        Zoe\u0308’s cake',
      String.raw` 10                           Red \x1b[31malert\x1b[0m`,
    ]);
  });

  it('leaves out tags first when it gets narrow', () => {
    expect(lines(MANY, { ...PLAIN, width: 60 })).toEqual([
      '  #     Due             Pri   Title',
      '  3  !  3 days ago      High  Call the plumber about the dr…',
      ' 12     today 18:00           買い物：牛乳、卵、パン、それ…',
      '  7     tomorrow        Low   👨‍👩‍👧‍👦 Book a family photo session',
      '104     Wed 6 Jan 2027        Renew passport',
      '  9  ✓                        Zoe\u0308’s cake',
      String.raw` 10                           Red \x1b[31malert\x1b[0m`,
    ]);
  });

  it('shortens due dates then, and leaves out priorities', () => {
    expect(lines(MANY, { ...PLAIN, width: 40 })).toEqual([
      '  #     Due          Title',
      '  3  !  3 days ago   Call the plumber a…',
      ' 12     today 18:00  買い物：牛乳、卵、…',
      '  7     tomorrow     👨‍👩‍👧‍👦 Book a family p…',
      '104     2027-01-06   Renew passport',
      '  9  ✓               Zoe\u0308’s cake',
      String.raw` 10                  Red \x1b[31malert\…`,
    ]);
  });

  it('keeps to the title at last, and to ASCII where there is nothing else', () => {
    expect(lines(MANY, { ...PLAIN, width: 24, unicode: false })).toEqual([
      '  #     Title',
      '  3  !  Call the plum...',
      ' 12     買い物：牛乳...',
      '  7     👨‍👩‍👧‍👦 Book a fam...',
      '104     Renew passport',
      '  9  x  Zoe\u0308’s cake',
      String.raw` 10     Red \x1b[31ma...`,
    ]);
  });

  it('has columns only for what there is', () => {
    expect(lines([sampleTask({ number: 1 })], PLAIN)).toEqual(['#  Title', '1  Pay rent']);
    expect(lines([sampleTask({ number: 1, tags: ['home'] }), sampleTask({ number: 2 })], PLAIN)).toEqual([
      '#  Title     Tags',
      '1  Pay rent  +home',
      '2  Pay rent',
    ]);
    expect(lines([sampleTask({ number: 1, priority: 'High' })], PLAIN)).toEqual([
      '#  Pri   Title',
      '1  High  Pay rent',
    ]);
  });

  it.each([
    ['2026-11-23', '09:59', 'today 09:59', 'today 09:59'],
    ['2026-11-22', null, 'yesterday', 'yesterday'],
    ['2026-11-22', '17:00', 'yesterday 17:00', 'yesterday'],
    ['2026-11-21', null, '2 days ago', '2 days ago'],
    ['2026-11-21', '17:00', '2 days ago', '2 days ago'],
    ['2026-11-10', null, '13 days ago', '13 days ago'],
    ['2026-11-09', null, 'Mon 9 Nov', '9 Nov'],
    ['2026-11-06', '17:00', 'Fri 6 Nov 17:00', '6 Nov'],
    ['2025-11-23', null, 'Sun 23 Nov 2025', '2025-11-23'],
  ])('says of what was due on %s at %s: %s, or %s where it is narrow', (on, at, words, short) => {
    const task = sampleTask({ number: 1, title: 'x'.repeat(30), due: { on, at } });
    expect(dueCell(task, { ...PLAIN, width: 80 })).toBe(`! ${words}`);
    expect(dueCell(task, { ...PLAIN, width: 36 })).toBe(`! ${short}`);
    const done = { ...task, completed: true, completedAt: NOW };
    expect(dueCell(done, { ...PLAIN, width: 80 })).not.toContain('ago');
  });

  it.each([
    ['2026-11-23', '10:00', 'today 10:00'],
    ['2026-11-23', null, 'today'],
    ['2026-11-24', '09:00', 'tomorrow 09:00'],
    ['2026-11-25', null, 'Wed 25 Nov'],
  ])('and of what is due on %s at %s: %s', (on, at, words) => {
    expect(dueCell(sampleTask({ number: 1, due: { on, at } }), PLAIN)).toBe(words);
  });

  it.each([
    // It is one minute to midnight, or midnight, where the owner is: the date in UTC is another.
    ['America/Los_Angeles', '2026-11-24T07:59:59Z', '2026-11-23', null, 'today'],
    ['America/Los_Angeles', '2026-11-24T07:59:59Z', '2026-11-21', null, '! 2 days ago'],
    ['America/Los_Angeles', '2026-11-24T08:00:00Z', '2026-11-23', null, '! yesterday'],
    ['America/Los_Angeles', '2026-11-24T08:00:00Z', '2026-11-21', null, '! 3 days ago'],
    ['Europe/Berlin', '2026-11-23T22:59:59Z', '2026-11-23', '23:58', '! today 23:58'],
    ['Europe/Berlin', '2026-11-23T22:59:59Z', '2026-11-23', '23:59', 'today 23:59'],
    ['Europe/Berlin', '2026-11-23T23:00:00Z', '2026-11-23', '23:59', '! yesterday 23:59'],
    // The night in which the clock is put forward has 23 hours.
    ['Europe/Berlin', '2027-03-28T21:59:59Z', '2027-03-26', null, '! 2 days ago'],
    ['Europe/Berlin', '2027-03-28T22:00:00Z', '2027-03-26', null, '! 3 days ago'],
    ['Pacific/Auckland', '2026-11-23T10:59:59Z', '2026-11-10', null, '! 13 days ago'],
    ['Pacific/Auckland', '2026-11-23T11:00:00Z', '2026-11-10', null, '! Tue 10 Nov'],
    ['Pacific/Auckland', '2026-11-23T11:00:00Z', '2026-11-24', null, 'today'],
  ])('goes by the clock in %s: at %s, %s %s is "%s"', (zone, instant, on, at, shown) => {
    vi.stubEnv('TZ', zone);
    const style = { ...PLAIN, now: new Date(instant) };
    expect(dueCell(sampleTask({ number: 1, due: { on, at } }), style)).toBe(shown);
  });

  it('does not call overdue what is done', () => {
    const task = sampleTask({
      number: 1,
      due: { on: '2026-11-20', at: null },
      completed: true,
      completedAt: NOW,
    });
    expect(lines([task], PLAIN)).toEqual(['#     Due         Title', '1  ✓  Fri 20 Nov  Pay rent']);
  });

  it('is nothing without tasks', () => {
    expect(taskTable([], PLAIN)).toBe('');
  });

  it('gives short titles and long tags the room they need', () => {
    const tags = ['household', 'apartment/kitchen', 'shopping'];
    expect(lines([sampleTask({ number: 1, tags })], { ...PLAIN, width: 60 })).toEqual([
      '#  Title     Tags',
      '1  Pay rent  +household +apartment/kitchen +shopping',
    ]);
  });

  it('shows nothing of soft hyphens and blank fillers, whose width is a matter of opinion', () => {
    const title = 'A\u00ADuto\u00ADmo\u00ADbile\u3164 insurance';
    expect(lines([sampleTask({ number: 1, title })], PLAIN)).toEqual(['#  Title', '1  Automobile insurance']);
  });

  it('colours what is urgent, and dims what is done', () => {
    const tap = { ...PLUMBER, title: 'Fix the tap' };
    const cake = { ...CAKE, due: PLUMBER.due, tags: ['family'] };
    expect(lines([tap, cake], { ...PLAIN, color: true })).toEqual([
      '\u001B[1m#\u001B[22m     \u001B[1mDue\u001B[22m         \u001B[1mPri\u001B[22m   \u001B[1mTitle\u001B[22m        \u001B[1mTags\u001B[22m',
      '3  \u001B[31m!\u001B[39m  \u001B[31m3 days ago\u001B[39m  \u001B[33mHigh\u001B[39m  Fix the tap  \u001B[36m+home +urgent\u001B[39m',
      '9  \u001B[32m✓\u001B[39m  \u001B[2mFri 20 Nov\u001B[22m        \u001B[2mZoe\u0308’s cake\u001B[22m   \u001B[2m+family\u001B[22m',
    ]);
  });

  it('is never wider than the terminal, and sends it nothing but text', () => {
    fc.assert(
      fc.property(
        fc.array(anyTask, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 20, max: 200 }),
        (tasks, width) => {
          for (const line of lines(tasks, { ...PLAIN, width })) {
            expect(stringWidth(line)).toBeLessThanOrEqual(width);
            expect(line).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028\u2029\p{Surrogate}]| $/u);
          }
        },
      ),
    );
  });

  it('looks the same with colours, but for the colours', () => {
    fc.assert(
      fc.property(
        fc.array(anyTask, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 20, max: 200 }),
        (tasks, width) => {
          const colored = taskTable(tasks, { ...PLAIN, width, color: true });
          expect(stripVTControlCharacters(colored)).toBe(taskTable(tasks, { ...PLAIN, width }));
        },
      ),
    );
  });

  it('is as narrow as it can be in a terminal narrower than that', () => {
    expect(taskTable(MANY, { ...PLAIN, width: 5 })).toBe(taskTable(MANY, { ...PLAIN, width: 20 }));
  });

  it('cuts nothing where there is no width', () => {
    const long = sampleTask({ number: 1, title: 'x'.repeat(500), tags: ['home'] });
    expect(lines([long], { ...PLAIN, width: Infinity })[1]).toBe(`1  ${'x'.repeat(500)}  +home`);
  });

  it('takes a thousand tasks', () => {
    const tasks = Array.from({ length: 1000 }, (_, index) => sampleTask({ number: index + 1 }));
    const table = lines(tasks, PLAIN);
    expect(table).toHaveLength(1001);
    expect(table.at(-1)).toBe('1000  Pay rent');
  });
});

const anyTask: fc.Arbitrary<Task> = fc
  .record({
    number: fc.oneof(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: 2_147_483_647 })),
    title: fc.oneof(fc.constantFrom(...TITLES), fc.string({ minLength: 1 })),
    due: fc.constantFrom(
      null,
      ...['2026-11-20', '2026-11-23', '2027-01-06'].flatMap((on) => [
        { on, at: null },
        { on, at: '17:00' },
      ]),
    ),
    priority: fc.constantFrom('High', 'Medium', 'Low'),
    tags: fc.subarray(['home', 'travel/japan', '買い物', 'صحة', 'x'.repeat(50)]),
    completed: fc.boolean(),
  })
  .map((fields) => sampleTask(fields));

function lines(tasks: readonly Task[], style: Parameters<typeof taskTable>[1]): string[] {
  return taskTable(tasks, style).split('\n');
}

/** What the row of a task shows between its number and its title, such as `! yesterday`. */
function dueCell(task: Task, style: Parameters<typeof taskTable>[1]): string {
  const [, row = ''] = lines([task], style);
  const [, shown = ''] = /^\d+ +(.*?)  (?:x|Pay)/.exec(row) ?? [];
  return shown.replace(/ {2,}/g, ' ');
}
