import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ImportedRow, ImportedTask } from '../../src/domain/imported-task.ts';
import type { TaskRecord } from '../../src/domain/task-record.ts';
import { readTodoTxt } from '../../src/formats/todotxt/read.ts';
import { todoTxtWriter } from '../../src/formats/todotxt/write.ts';
import { toRecord } from '../support/any-task.ts';
import { begin, importedTask } from '../support/imported-task.ts';

const NOW = new Date('2026-11-26T10:00:00Z');

type Expected = readonly [line: number, fields: Partial<ImportedTask>, ...remarks: string[]];

function rows(expected: readonly Expected[]): unknown[] {
  return expected.map(([line, fields, ...remarks]) => ({ line, task: importedTask(fields), remarks }));
}

function sample(name: string): string {
  return readFileSync(new URL(`samples/${name}`, import.meta.url), 'utf8');
}

function write(task: Partial<TaskRecord>): string {
  return todoTxtWriter().write({ ...toRecord(importedTask({ title: 'Pay rent' }), NOW), ...task }, true).text;
}

describe('the samples', () => {
  it('of every kind of line are read as they are meant', () => {
    expect(readTodoTxt(sample('sleek-ToDoTxt_Test.txt'))).toEqual(
      rows([
        [1, { title: 'Thank Mom for the meatballs', priority: 'High', tags: ['phone'] }],
        [2, { title: 'Schedule Goodwill pickup', tags: ['project/GarageSale', 'phone'] }],
        [3, { title: 'Post signs around the neighborhood', tags: ['project/GarageSale'] }],
        [4, { title: 'Eskimo pies', tags: ['GroceryStore'] }],
        [5, { title: 'Really gotta call Mom \\this task has no priority\\ (A)', tags: ['phone', 'someday'] }],
        [6, { title: '(b) Get back to the boss \\this task has no priority\\' }],
        [7, { title: '->Submit TPS report \\this task has no priority\\' }],
        [8, { title: 'Call Mom 2011-03-02 \\this task has no creation date\\', priority: 'High' }],
        [
          9,
          {
            title: 'Call Mom  \\multiple projects and contexts\\',
            priority: 'High',
            tags: ['project/Family', 'project/PeaceLoveAndHappiness', 'iphone', 'phone'],
          },
        ],
        [10, { title: 'Email SoAndSo at soandso@example.com \\this task has no context\\' }],
        [11, { title: 'Learn how to add 2+2 \\this task has no project\\' }],
        [
          12,
          { title: 'Call Mom \\this task is complete\\', completed: true, completedAt: begin('2011-03-03') },
        ],
        [13, { title: 'xylophone lesson \\this task is incomplete\\' }],
        [
          14,
          {
            title: 'Make resolutions \\this task is incomplete\\',
            completed: true,
            completedAt: begin('2012-01-01'),
          },
        ],
        [15, { title: 'x Find ticket prices \\this task is incomplete\\', priority: 'High' }],
        [16, { title: 'This task has a due date in it', due: { on: '2021-07-01', at: null } }],
        [
          17,
          { title: 'This task has a threshold date in it', description: 'todotxt.t: 2021-12-15' },
          'what t: says is in the note',
        ],
        [
          18,
          { title: 'This task is a hidden task', description: 'todotxt.h: 1' },
          'what h: says is in the note',
        ],
        [
          19,
          {
            title: 'A task list with all possible task types \\comments\\',
            due: { on: '2021-03-30', at: null },
            priority: 'High',
            tags: ['project/todotxt', 'test'],
            createdAt: begin('2021-02-28'),
          },
        ],
        [
          20,
          {
            title: 'daily task revisions within Sleek \\Daily recurrence\\',
            recursionPattern: 'FREQ=DAILY;X-FROM=COMPLETION',
          },
        ],
        [
          21,
          {
            title: 'weekly task revisions within Sleek \\Weekly Recurrence\\',
            recursionPattern: 'FREQ=WEEKLY;X-FROM=COMPLETION',
          },
        ],
        [
          22,
          {
            title: 'monthly task revisions within Sleek \\Monthly recurrence\\',
            recursionPattern: 'FREQ=MONTHLY;X-FROM=COMPLETION',
          },
        ],
        [
          23,
          {
            title: 'annual task revisions within Sleek \\annual recurrence\\',
            recursionPattern: 'FREQ=YEARLY;X-FROM=COMPLETION',
          },
        ],
        [
          24,
          {
            title: 'This is a multi line taskcreated within Sleek',
            due: { on: '2021-05-01', at: null },
            tags: ['project/todotxt', 'test'],
            createdAt: begin('2021-03-22'),
          },
        ],
      ]),
    );
  });

  it('of what sleek has completed are read with the priority in front of the dates', () => {
    const test5 = {
      title: 'test5',
      tags: ['project/testProject', 'testContext'],
      completed: true,
      createdAt: begin('2023-12-12'),
    };
    expect(readTodoTxt(sample('sleek-sample.todo.txt'))).toEqual(
      rows([
        [
          2,
          {
            title: 'Another one with promodoro timer',
            priority: 'High',
            createdAt: begin('2023-06-24'),
            description: 'todotxt.pm: 322',
          },
          'what pm: says is in the note',
        ],
        [
          3,
          {
            ...test5,
            due: { on: '2023-06-05', at: null },
            priority: 'High',
            completedAt: begin('2023-06-28'),
            description: 'todotxt.h: 1',
          },
          'what h: says is in the note',
        ],
        [
          4,
          {
            ...test5,
            due: { on: '2023-06-01', at: null },
            completedAt: begin('2023-06-26'),
            description: 'todotxt.t: 2023-01-01',
          },
          'what t: says is in the note',
        ],
        [
          5,
          {
            title: 'This TestProject is the line TestContext you want to change',
            tags: ['project/TestProject', 'TestContext'],
            recursionPattern: 'FREQ=DAILY;INTERVAL=2;X-FROM=COMPLETION',
            createdAt: begin('2023-06-24'),
          },
        ],
        [
          6,
          {
            ...test5,
            due: { on: '2023-06-03', at: null },
            priority: 'Low',
            completedAt: begin('2023-06-27'),
            description: 'todotxt.t: 2023-01-02',
          },
          'what t: says is in the note',
        ],
        [
          7,
          {
            title: 'Here is a #new one with a tag',
            priority: 'High',
            completed: true,
            completedAt: begin('2023-06-28'),
            createdAt: begin('2023-06-24'),
          },
        ],
        [
          8,
          {
            ...test5,
            due: { on: '2023-06-04', at: null },
            priority: 'Low',
            completedAt: begin('2023-06-28'),
          },
        ],
      ]),
    );
  });
});

describe('a line', () => {
  const due = { on: '2026-01-31', at: null };

  it.each<[line: string, fields: Partial<ImportedTask>, ...remarks: string[]]>([
    ['x Milk', { title: 'Milk', completed: true }],
    ['X Milk', { title: 'X Milk' }],
    [' x Milk', { title: 'x Milk' }],
    ['x', { title: 'x' }],
    ['x ', { title: 'x' }],
    ['(A)', { title: '(A)' }],
    ['(A)Milk', { title: '(A)Milk' }],
    [
      'x 2018-03-27 (A) 2018-01-01 Milk',
      {
        title: 'Milk',
        priority: 'High',
        completed: true,
        completedAt: begin('2018-03-27'),
        createdAt: begin('2018-01-01'),
      },
    ],
    ['x (C) Milk', { title: 'Milk', priority: 'Low', completed: true }],
    ['2018-01-01 2018-01-02 Milk', { title: '2018-01-02 Milk', createdAt: begin('2018-01-01') }],
    ['2023-02-30 Milk', { title: '2023-02-30 Milk' }, 'a date that does not exist is in the title'],
    [
      'Milk due:2023-02-30',
      { title: 'Milk', description: 'todotxt.due: 2023-02-30' },
      'a date of due: that does not exist is in the note',
    ],
    [
      'Milk due:friday',
      { title: 'Milk', description: 'todotxt.due: friday' },
      'what due: says is in the note',
    ],
    [
      'Milk due:2026-01-31 due:2026-02-01',
      { title: 'Milk', due, description: 'todotxt.due: 2026-02-01' },
      'what due: says is in the note',
    ],
    ['Milk due:2026-01-31 at:1700', { title: 'Milk', due: { ...due, at: '17:00' } }],
    ['Milk at:17:00 due:2026-01-31', { title: 'Milk', due: { ...due, at: '17:00' } }],
    ['Meet at:noon due:2026-01-31', { title: 'Meet at:noon', due }],
    ['Meet due: tomorrow', { title: 'Meet due: tomorrow' }],
    ['(D) Milk', { title: 'Milk', description: 'todotxt.pri: D' }, 'what pri: says is in the note'],
    [
      'x 2018-03-27 Milk pri:A',
      { title: 'Milk', priority: 'High', completed: true, completedAt: begin('2018-03-27') },
    ],
    ['Milk pri:high', { title: 'Milk pri:high' }],
    ['Milk rec:+2w', { title: 'Milk', recursionPattern: 'FREQ=WEEKLY;INTERVAL=2' }],
    ['Milk rec:b', { title: 'Milk', recursionPattern: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;X-FROM=COMPLETION' }],
    ['Milk rec:3b', { title: 'Milk', description: 'todotxt.rec: 3b' }, 'what rec: says is in the note'],
    ['Milk rec:0d', { title: 'Milk', description: 'todotxt.rec: 0d' }, 'what rec: says is in the note'],
    ['Milk rec:+1m due:2026-01-31', { title: 'Milk', due, recursionPattern: 'FREQ=MONTHLY;BYMONTHDAY=-1' }],
    ['Milk rrule:FREQ=YEARLY', { title: 'Milk', recursionPattern: 'FREQ=YEARLY' }],
    [
      'Milk rrule:FREQ=HOURLY',
      { title: 'Milk', description: 'todotxt.rule: FREQ=HOURLY' },
      'a recurrence that is none of days is in the note',
    ],
    ['Call @Mom about +Trip today', { title: 'Call Mom about Trip today', tags: ['Mom', 'project/Trip'] }],
    ['Call @Mom, then write', { title: 'Call Mom, then write', tags: ['Mom'] }],
    ['@phone Call', { title: 'phone Call', tags: ['phone'] }],
    ['@phone +Trip', { title: 'phone Trip', tags: ['phone', 'project/Trip'] }],
    ['Call @phone due:2026-01-31 +Trip', { title: 'Call', due, tags: ['phone', 'project/Trip'] }],
    ['Call +49 30 1234 @ 5', { title: 'Call +49 30 1234 @ 5' }],
    ['Add +a&b and 2+2 for a@b.c', { title: 'Add +a&b and 2+2 for a@b.c' }],
    ['See http://a.b/c url:https://a.b', { title: 'See http://a.b/c url:https://a.b' }],
    ['Milk note:two%0Alines note:100%', { title: 'Milk', description: 'two\nlines\n100%' }],
    [
      'Milk id:1 p:2 p:3',
      { title: 'Milk', description: 'todotxt.id: 1\ntodotxt.p: 2\ntodotxt.p: 3' },
      'what id: says is in the note',
      'what p: says is in the note',
      'what p: says is in the note',
    ],
    ['Milk star:1', { title: 'Milk', description: 'todotxt.star: 1' }, 'what star: says is in the note'],
    ['\tMilk \t and\tbread\t+Shop\t', { title: 'Milk \t and\tbread', tags: ['project/Shop'] }],
  ])('%j', (line, fields, ...remarks) => {
    expect(readTodoTxt(line)).toEqual([{ line: 1, task: importedTask(fields), remarks }]);
  });
});

describe('a task', () => {
  const done = { completed: true, completedAt: '2026-11-27T12:00:00.000Z' };

  it.each<[task: Partial<TaskRecord>, line: string]>([
    [{}, '2026-11-26 Pay rent'],
    [{ priority: 'High' }, '(A) 2026-11-26 Pay rent'],
    [{ priority: 'Low', ...done }, 'x 2026-11-27 2026-11-26 Pay rent pri:C'],
    // The day where the tests run.
    [{ createdAt: '2026-11-25T23:30:00.000Z' }, '2026-11-26 Pay rent'],
    [{ createdAt: '0999-01-01T00:00:00.000Z' }, '1000-01-01 Pay rent'],
    [{ createdAt: '9999-12-31T23:59:00.000Z' }, '9999-12-31 Pay rent'],
    [{ dueDate: '2026-11-30', dueTime: '17:00' }, '2026-11-26 Pay rent due:2026-11-30 at:1700'],
    [{ recursionPattern: 'FREQ=WEEKLY;INTERVAL=2' }, '2026-11-26 Pay rent rec:+2w'],
    [{ recursionPattern: 'FREQ=MONTHLY;X-FROM=COMPLETION' }, '2026-11-26 Pay rent rec:1m'],
    [{ recursionPattern: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR' }, '2026-11-26 Pay rent rec:+1b'],
    [
      { recursionPattern: 'FREQ=MONTHLY;BYMONTHDAY=-1', dueDate: '2026-01-31' },
      '2026-11-26 Pay rent due:2026-01-31 rec:+1m',
    ],
    // The due date was changed later, which leaves the rule as it is; so does the end of a series.
    [
      { recursionPattern: 'FREQ=MONTHLY', dueDate: '2026-01-31' },
      '2026-11-26 Pay rent due:2026-01-31 rec:+1m',
    ],
    [
      { recursionPattern: 'FREQ=DAILY;UNTIL=20260101', dueDate: '2026-01-31' },
      '2026-11-26 Pay rent due:2026-01-31 rrule:FREQ=DAILY;UNTIL=20260101',
    ],
    [
      { recursionPattern: 'FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20300101' },
      '2026-11-26 Pay rent rrule:FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20300101',
    ],
    [
      { tags: ['home', 'project/Home.Kitchen', '2026', 'project/5', 'project/', 'Project/x'] },
      '2026-11-26 Pay rent @home +Home.Kitchen tag:2026 tag:project/5 tag:project/ @Project/x',
    ],
    [
      { description: 'Two lines,\n100 % äöü: x' },
      '2026-11-26 Pay rent note:Two%20lines,%0A100%20%25%20äöü%3A%20x',
    ],
    [
      { description: 'a\n\ntodotxt.t: 2027-01-01\ntodotxt.p: 3' },
      '2026-11-26 Pay rent t:2027-01-01 p:3 note:a',
    ],
    [{ description: 'todotxt.pri: D' }, '(D) 2026-11-26 Pay rent'],
    [{ description: 'todotxt.pri: D', priority: 'High' }, '(A) 2026-11-26 Pay rent pri:D'],
    [{ description: 'todotxt.pri: D', ...done }, 'x 2026-11-27 2026-11-26 Pay rent pri:D'],
    [{ description: 'todotxt.rule: FREQ=HOURLY' }, '2026-11-26 Pay rent rrule:FREQ=HOURLY'],
    [
      { description: 'taskwarrior.wait: 20261201T090000Z' },
      '2026-11-26 Pay rent note:taskwarrior.wait%3A%2020261201T090000Z',
    ],
    [{ description: 'todotxt.nobody: a' }, '2026-11-26 Pay rent note:todotxt.nobody%3A%20a'],
    [{ title: 'x marks' }, '2026-11-26 x marks'],
    [{ title: '(A) first' }, '2026-11-26 (A) first'],
    [{ title: '2024-01-01 first' }, '2026-11-26 2024-01-01 first'],
    [{ title: '2024-01-01 first', ...done }, 'x 2026-11-27 2026-11-26 2024-01-01 first'],
    [{ title: 'Buy +word now', tags: ['word'] }, '2026-11-26 Buy +word now title:Buy%20+word%20now @word'],
    [{ title: 'due:x' }, '2026-11-26 due:x title:due%3Ax'],
    [{ title: 'title:x' }, '2026-11-26 title:x'],
    [{ title: 'many   spaces' }, '2026-11-26 many   spaces'],
    [{ title: 'no\u00A0break' }, '2026-11-26 no\u00A0break'],
    [{ title: 'a\u001B[31m red\u0007' }, '2026-11-26 a [31m red title:a%1B[31m%20red%07'],
  ])('%j', (task, line) => {
    expect(write(task)).toBe(`${line}\n`);
  });

  it('keeps a title that is not the one of the text any more, as it may say what was lost', () => {
    expect(readTodoTxt('2026-11-26 Buy milk title:Buy%20+word%20now')).toMatchObject([
      { task: { title: 'Buy milk title:Buy%20+word%20now' } },
    ]);
    expect(readTodoTxt('2026-11-26 Buy +word now today title:Buy%20+word%20now')).toMatchObject([
      { task: { title: 'Buy word now today title:Buy%20+word%20now', tags: ['project/word'] } },
    ]);
  });

  it('gets back the whole of a title that was cut', () => {
    const line = `2026-11-26 ${'word '.repeat(150)}end`;
    const [row] = readTodoTxt(line);
    expect(row).toMatchObject({ task: { title: `${'word '.repeat(99)}word…` } });
    const task = tasksOf([row])[0] ?? importedTask({});
    expect(write(toRecord(task, NOW))).toBe(`${line}\n`);
    expect(write({ ...toRecord(task, NOW), title: 'New' })).toMatch(
      /^2026-11-26 New note:todotxt\.title%3A%20word/,
    );
  });
});

describe('a file that is broken', () => {
  it.each<[what: string, text: string, expected: unknown[]]>([
    ['is empty', '', []],
    ['has blank lines only', '\n \n\t\r\n\u00A0\n', []],
    [
      'is cut within a line',
      'Milk\nBre',
      [
        [1, 'Milk'],
        [2, 'Bre'],
      ],
    ],
    ['is cut within a date', 'Milk due:2026-11-2', [[1, 'Milk']]],
    [
      'has line breaks of Windows',
      'Milk\r\n\r\nBread\r\n',
      [
        [1, 'Milk'],
        [3, 'Bread'],
      ],
    ],
    [
      'has line breaks of old Macs',
      'Milk\rBread\r',
      [
        [1, 'Milk'],
        [2, 'Bread'],
      ],
    ],
    [
      'has all of them',
      'a\rb\r\nc\nd\n\re',
      [
        [1, 'a'],
        [2, 'b'],
        [3, 'c'],
        [4, 'd'],
        [6, 'e'],
      ],
    ],
    [
      'was joined of two, with the mark of the second',
      'Milk\n\uFEFFBread',
      [
        [1, 'Milk'],
        [2, 'Bread'],
      ],
    ],
    [
      'has the same line twice',
      'Milk\nMilk',
      [
        [1, 'Milk'],
        [2, 'Milk'],
      ],
    ],
    ['was read in another encoding', 'K\uFFFDse', [[1, 'K\uFFFDse']]],
    ['holds escape sequences', '\u001B[2J\u001B]0;x\u0007 Milk', [[1, '\u001B[2J\u001B]0;x\u0007 Milk']]],
    ['has lines of Unicode', 'a\u2028b\u0085c', [[1, 'a b c']]],
    ['holds NUL', 'Milk\0\nBread', [{ line: 1, problem: 'The title holds a NUL character' }, [2, 'Bread']]],
    ['holds an encoded NUL', 'Milk note:%00', [{ line: 1, problem: 'The note holds a NUL character' }]],
    [
      'holds half a character',
      'Milk \uD83D',
      [{ line: 1, problem: 'The title is not valid Unicode: half of a character is missing' }],
    ],
    ['has no title', 'due:2026-11-27', [{ line: 1, problem: 'The title is empty' }]],
    [
      'has a note that is too long',
      `Milk note:${'a'.repeat(10_001)}\nBread`,
      [{ line: 1, problem: 'The note has 10001 characters, 10000 are possible' }, [2, 'Bread']],
    ],
    [
      'has a title that no note has room for',
      'a'.repeat(10_001),
      [{ line: 1, problem: 'The title has 10001 characters, 500 are possible' }],
    ],
  ])('%s', (_what, text, expected) => {
    expect(titles(text)).toEqual(expected);
  });

  it.each('a|a |+a |@a,|,|a:b |h:1 |tag:a |title:|note:%20 |%|(A) |x |\t'.split('|'))(
    'takes no time for a long line of %j',
    (part) => {
      const line = `2026-11-26 Milk ${part.repeat(200_000 / part.length)}`;
      expect(readTodoTxt(`${line.slice(0, 200_000)}\nBread`)).toHaveLength(2);
    },
  );

  it.each(['a', 'a ', '+a ', ' '])('takes no time for a line of 10 MB of %j', (part) => {
    const line = `2026-11-26 Milk ${part.repeat(10_000_000 / part.length)}`;
    expect(readTodoTxt(`${line}|\nBread`)).toMatchObject([
      { line: 1, problem: 'The line is longer than a task can be' },
      { line: 2, task: { title: 'Bread' } },
    ]);
  });
});

function titles(text: string): unknown[] {
  return readTodoTxt(text).map((row) => ('task' in row ? [row.line, row.task.title] : row));
}

function tasksOf(found: readonly (ImportedRow | undefined)[]): ImportedTask[] {
  return found.flatMap((row) => (row !== undefined && 'task' in row ? [row.task] : []));
}
