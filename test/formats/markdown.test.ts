import { describe, expect, it } from 'vitest';
import type { ImportedTask } from '../../src/domain/imported-task.ts';
import type { TaskRecord } from '../../src/domain/task-record.ts';
import { readMarkdown } from '../../src/formats/markdown/read.ts';
import { markdownWriter } from '../../src/formats/markdown/write.ts';
import { toRecord } from '../support/any-task.ts';
import { begin, importedTask } from '../support/imported-task.ts';

const NOW = new Date('2026-11-26T10:00:00Z');

/** Each row in short: its line, and its title with a field that is not empty, or why it is none. */
function inShort(text: string, field: 'description' | 'tags' = 'description'): unknown[] {
  return readMarkdown(text).map((row) => {
    if (!('task' in row))
      return [row.line, 'skipped' in row ? { skipped: row.skipped } : { problem: row.problem }];
    const { title, [field]: value } = row.task;
    return value === null ? [row.line, title] : [row.line, title, value];
  });
}

function write(...tasks: Partial<TaskRecord>[]): string {
  const writer = markdownWriter();
  const task = toRecord(importedTask({ title: 'Pay rent' }), NOW);
  return tasks.map((fields, index) => writer.write({ ...task, ...fields }, index === 0).text).join('');
}

describe('a document', () => {
  it('is read with its headings, nested items and notes', () => {
    const text = `---
due: 2026-01-01
- [ ] no task
---
- [ ] First

# Home

Some text.

1. [X] Fix the sink
   needs a wrench

   and time
   - from the shop
     - [ ] Buy a wrench
       - [x] Ask Ann
   - which one?
2. [ ] Paint

## Shopping list ##
* [ ] Milk
* Bread
+ [-] Eggs
- [/] Butter

Work
----
- [ ] Call
##
- [ ] Last`;
    expect(readMarkdown(text)).toEqual([
      { line: 5, task: importedTask({ title: 'First' }), remarks: [] },
      {
        line: 11,
        task: importedTask({
          title: 'Fix the sink',
          completed: true,
          description: 'needs a wrench\n\nand time\n- from the shop\n- which one?',
          tags: ['project/Home'],
        }),
        remarks: [],
      },
      {
        line: 16,
        task: importedTask({
          title: 'Buy a wrench',
          description: 'markdown.under: Fix the sink',
          tags: ['project/Home'],
        }),
        remarks: ['the task that it is a part of is named in the note'],
      },
      {
        line: 17,
        task: importedTask({
          title: 'Ask Ann',
          completed: true,
          description: 'markdown.under: Buy a wrench',
          tags: ['project/Home'],
        }),
        remarks: ['the task that it is a part of is named in the note'],
      },
      { line: 19, task: importedTask({ title: 'Paint', tags: ['project/Home'] }), remarks: [] },
      {
        line: 22,
        task: importedTask({ title: 'Milk', description: 'markdown.heading: Shopping list' }),
        remarks: ['the heading is in the note'],
      },
      { line: 23, skipped: 'it has no box' },
      { line: 24, skipped: 'it is cancelled' },
      {
        line: 25,
        task: importedTask({
          title: 'Butter',
          description: 'markdown.heading: Shopping list\nmarkdown.status: /',
        }),
        remarks: ['the heading is in the note', 'what it says of status is in the note'],
      },
      { line: 29, task: importedTask({ title: 'Call', tags: ['project/Work'] }), remarks: [] },
      { line: 31, task: importedTask({ title: 'Last' }), remarks: [] },
    ]);
  });

  it.each<[what: string, text: string, expected: unknown[]]>([
    [
      'code between fences',
      '```\n- [ ] a\n~~~\n````\n- [ ] b',
      [
        [2, { skipped: 'it is in a code block' }],
        [5, 'b'],
      ],
    ],
    ['code to the end', '~~~ js\n- [ ] a', [[2, { skipped: 'it is in a code block' }]]],
    [
      'code by indentation',
      '\n    - [ ] a\n- [ ] b',
      [
        [2, { skipped: 'it is in a code block' }],
        [3, 'b'],
      ],
    ],
    [
      'a quotation',
      '> - [ ] a\n> > * [x] b\n> c',
      [1, 2].map((line) => [line, { skipped: 'it is in a quotation' }]),
    ],
    [
      'a comment',
      '<!-- \n- [ ] a\n-->\n- [ ] b',
      [
        [2, { skipped: 'it is in a comment' }],
        [4, 'b'],
      ],
    ],
    ['a comment in a line', '<!-- a -->\n- [ ] b', [[2, 'b']]],
    ['front matter that does not end', '---\n- [ ] a', [[2, 'a']]],
    ['lines across the page', '***\n- - -\n- [ ] a\n_ _ _', [[3, 'a']]],
    [
      'a list of links',
      '- [a](b)\n- [ ](c)\n- [x]d\n- [[e]]',
      [1, 2, 3, 4].map((line) => [line, { skipped: 'it has no box' }]),
    ],
    ['a table and text', '| a | - [ ] b |\n\nText - [ ] c', []],
    [
      'boxes in every form',
      '- [] a\n+\t[ ]\tb\n12) [x]  c\n-   [ ] d',
      [
        [1, 'a'],
        [2, 'b'],
        [3, 'c'],
        [4, 'd'],
      ],
    ],
    ['an empty box', '- [ ]\n- [x] \n', [1, 2].map((line) => [line, { problem: 'The title is empty' }])],
    ['text below without indentation', '- [ ] a\nb\n\nc', [[1, 'a', 'b']]],
    ['text that is indented as far as the box', '- [ ] a\n      b\n        c', [[1, 'a', 'b\n  c']]],
    [
      'code within an item',
      '- [ ] a\n  ```\n  - [ ] b\n- [ ] c',
      [
        [1, 'a', '```\n- [ ] b'],
        [4, 'c'],
      ],
    ],
    ['a quotation within an item', '- [ ] a\n  > - [ ] b', [[1, 'a', '> - [ ] b']]],
    [
      'code by indentation within an item',
      '- [ ] a\n\n      - [ ] b\n\n- [ ] c',
      [
        [1, 'a', '- [ ] b'],
        [5, 'c'],
      ],
    ],
    [
      'tabs',
      '- [ ] a\n\t- [ ] b\n\t\t- [ ] c\n\t\tnote\n\t- [ ] d',
      [
        [1, 'a'],
        [2, 'b', 'markdown.under: a'],
        [3, 'c', 'note\n\nmarkdown.under: b'],
        [5, 'd', 'markdown.under: a'],
      ],
    ],
    [
      'items below an item without a box',
      '- a\n  - [ ] b\n\n    c\n',
      [
        [1, { skipped: 'it has no box' }],
        [2, 'b', 'c'],
      ],
    ],
    [
      'items further and further to the left',
      '   - [ ] a\n  - [ ] b\n- [ ] c',
      [
        [1, 'a'],
        [2, 'b'],
        [3, 'c'],
      ],
    ],
  ])('may have %s', (_what, text, expected) => {
    expect(inShort(text)).toEqual(expected);
  });

  it('has headings that are too long to be kept', () => {
    expect(inShort(`# A b\n# ${'c '.repeat(300)}\n- [ ] d`)).toEqual([[3, 'd']]);
  });

  it('names a task that is cut by what is left of its title', () => {
    const [, child] = inShort(`- [ ] ${'a'.repeat(501)}\n  - [ ] b`);
    expect(child).toEqual([2, 'b', `markdown.under: ${'a'.repeat(499)}…`]);
    expect(inShort(`- [ ] ${'a'.repeat(10_001)}\n  - [ ] b`)[1]).toEqual([2, 'b']);
  });

  it('has projects in headings that can be tags', () => {
    const text =
      'a\n===\n- [ ] 1\n# b/c.d #\n- [ ] 2\n#e\n- [ ] 3\n# C#\n- [ ] 4\n#### ü\n- [ ] 5\n---\n- [ ] 6';
    expect(inShort(text, 'tags')).toEqual([
      [3, '1', ['project/a']],
      [5, '2', ['project/b/c.d']],
      [7, '3', ['project/b/c.d']],
      [9, '4', []],
      [11, '5', ['project/ü']],
      [13, '6', ['project/ü']],
    ]);
  });
});

describe('an item', () => {
  const due = { on: '2026-01-31', at: null };

  it.each<[text: string, fields: Partial<ImportedTask>, ...remarks: string[]]>([
    ['Pay 📅 2026-01-31', { title: 'Pay', due }],
    ['Pay 📆2026-01-31 now', { title: 'Pay now', due }],
    ['Pay 📅\uFE0F 2026-01-31 at:17:00', { title: 'Pay', due: { ...due, at: '17:00' } }],
    ['Pay due:2026-01-31 at:1700', { title: 'Pay', due: { ...due, at: '17:00' } }],
    ['Pay due:friday 📅 friday', { title: 'Pay due:friday 📅 friday' }],
    [
      'Pay 📅 2026-02-30',
      { title: 'Pay', description: 'markdown.due: 2026-02-30' },
      'a date (due) that does not exist is in the note',
    ],
    ['Pay 🔺', { title: 'Pay', priority: 'High' }],
    [
      'Pay ⏫ pri:low',
      { title: 'Pay', priority: 'High', description: 'markdown.pri: low' },
      'what it says of pri is in the note',
    ],
    ['Pay 🔼', { title: 'Pay' }],
    ['Pay pri:Low', { title: 'Pay', priority: 'Low' }],
    ['Pay pri:z', { title: 'Pay pri:z' }],
    ['Pay 🔁 every 2 weeks 📅 2026-01-31', { title: 'Pay', due, recursionPattern: 'FREQ=WEEKLY;INTERVAL=2' }],
    [
      'Pay 🔁 every month when done #a',
      { title: 'Pay', tags: ['a'], recursionPattern: 'FREQ=MONTHLY;X-FROM=COMPLETION' },
    ],
    [
      'Pay 🔁 every blue moon',
      { title: 'Pay', description: 'markdown.repeat: every blue moon' },
      'what it says of repeat is in the note',
    ],
    ['Pay rrule:FREQ=YEARLY', { title: 'Pay', recursionPattern: 'FREQ=YEARLY' }],
    ['Pay ➕ 2026-01-31', { title: 'Pay', createdAt: begin('2026-01-31') }],
    [
      'Pay ✅ 2026-01-31',
      { title: 'Pay', description: 'markdown.done: 2026-01-31' },
      'what it says of done is in the note',
    ],
    [
      'Pay 🛫 2026-01-31 ⏳ 2026-01-30 🆔 abc ⛔ d,e 🏁 delete',
      {
        title: 'Pay',
        description:
          'markdown.start: 2026-01-31\nmarkdown.scheduled: 2026-01-30\nmarkdown.id: abc\nmarkdown.dependsOn: d,e\nmarkdown.onCompletion: delete',
      },
      ...['start', 'scheduled', 'id', 'dependsOn', 'onCompletion'].map(
        (name) => `what it says of ${name} is in the note`,
      ),
    ],
    ['Pay #home +work #project/Flat', { title: 'Pay', tags: ['home', 'work', 'project/Flat'] }],
    ['Call #Mom, about #Trip today', { title: 'Call Mom, about Trip today', tags: ['Mom', 'Trip'] }],
    ['Fix #12 and C# for @Mom', { title: 'Fix #12 and C# for @Mom' }],
    ['Read [**this**](http://a.b) `x`', { title: 'Read [**this**](http://a.b) `x`' }],
    ['Pay note:two%0Alines', { title: 'Pay', description: 'two\nlines' }],
    ['🎉 Party', { title: '🎉 Party' }],
  ])('%s', (text, fields, ...remarks) => {
    expect(readMarkdown(`- [ ] ${text}`)).toEqual([{ line: 1, task: importedTask(fields), remarks }]);
  });

  it('that is done says when', () => {
    expect(readMarkdown('- [x] Pay ✅ 2026-01-31\n- [X] Pay')).toMatchObject([
      { task: { completed: true, completedAt: begin('2026-01-31') } },
      { task: { completed: true, completedAt: null } },
    ]);
  });
});

describe('a task', () => {
  const done = { completed: true, completedAt: '2026-11-27T12:00:00.000Z' };

  it.each<[task: Partial<TaskRecord>, text: string]>([
    [{}, '- [ ] Pay rent ➕ 2026-11-26'],
    [{ ...done, priority: 'High' }, '- [x] Pay rent ⏫ ➕ 2026-11-26 ✅ 2026-11-27'],
    [
      { dueDate: '2026-11-30', dueTime: '17:00', recursionPattern: 'FREQ=WEEKLY;BYDAY=MO', priority: 'Low' },
      '- [ ] Pay rent at:1700 🔁 every Mon 🔽 ➕ 2026-11-26 📅 2026-11-30',
    ],
    [
      { recursionPattern: 'FREQ=MONTHLY;X-FROM=COMPLETION' },
      '- [ ] Pay rent 🔁 every month when done ➕ 2026-11-26',
    ],
    [
      { recursionPattern: 'FREQ=MONTHLY;BYMONTHDAY=-1', dueDate: '2026-01-31' },
      '- [ ] Pay rent 🔁 every month ➕ 2026-11-26 📅 2026-01-31',
    ],
    [
      { recursionPattern: 'FREQ=MONTHLY;BYMONTHDAY=-1', dueDate: '2026-01-30' },
      '- [ ] Pay rent 🔁 every month on the last day ➕ 2026-11-26 📅 2026-01-30',
    ],
    [
      { recursionPattern: 'FREQ=DAILY;UNTIL=20300101' },
      '- [ ] Pay rent rrule:FREQ=DAILY;UNTIL=20300101 ➕ 2026-11-26',
    ],
    [
      { tags: ['home', 'project/Home.Kitchen', '2026'] },
      '- [ ] Pay rent #home #project/Home.Kitchen tag:2026 ➕ 2026-11-26',
    ],
    [{ description: 'Two\n\n  lines: **b**' }, '- [ ] Pay rent ➕ 2026-11-26\n\n  Two\n\n    lines: **b**'],
    [{ description: '- plain\n- items' }, '- [ ] Pay rent ➕ 2026-11-26\n\n  - plain\n  - items'],
    [{ description: '- [ ] b' }, '- [ ] Pay rent note:-%20[%20]%20b ➕ 2026-11-26'],
    [{ description: '  indented' }, '- [ ] Pay rent note:%20%20indented ➕ 2026-11-26'],
    [{ description: 'red \u001B[31m' }, '- [ ] Pay rent note:red%20%1B[31m ➕ 2026-11-26'],
    [
      { description: 'a\n\nmarkdown.heading: A \u001B[31mb' },
      '- [ ] Pay rent note:a%0A%0Amarkdown.heading%3A%20A%20%1B[31mb ➕ 2026-11-26',
    ],
    [{ title: 'Buy +word' }, '- [ ] Buy +word title:Buy%20+word ➕ 2026-11-26'],
    [{ title: '\u001B[31mred' }, '- [ ] [31mred title:%1B[31mred ➕ 2026-11-26'],
    [{ title: '⏫ up' }, '- [ ] ⏫ up title:⏫%20up ➕ 2026-11-26'],
    [{ title: '- [x] 2 * 3' }, '- [ ] - [x] 2 * 3 ➕ 2026-11-26'],
    [{ title: 'many   spaces' }, '- [ ] many   spaces ➕ 2026-11-26'],
    [
      { description: 'a\n\nmarkdown.status: /\nmarkdown.start: 2026-01-01\nmarkdown.id: b' },
      '- [/] Pay rent 🛫 2026-01-01 🆔 b ➕ 2026-11-26\n\n  a',
    ],
    [
      { description: 'markdown.status: /', ...done },
      '- [x] Pay rent ➕ 2026-11-26 ✅ 2026-11-27\n\n  markdown.status: /',
    ],
    [{ description: 'todotxt.t: 2026-01-01' }, '- [ ] Pay rent ➕ 2026-11-26\n\n  todotxt.t: 2026-01-01'],
    [{ description: 'markdown.under: a' }, '- [ ] Pay rent ➕ 2026-11-26\n\n  markdown.under: a'],
    [{ description: 'markdown.heading: A b' }, '## A b\n\n- [ ] Pay rent ➕ 2026-11-26'],
    [{ description: 'markdown.heading: Home' }, '- [ ] Pay rent ➕ 2026-11-26\n\n  markdown.heading: Home'],
  ])('%j', (task, text) => {
    expect(write(task)).toBe(`${text}\n`);
  });

  it('stands under its heading again, and below the task that it is a part of', () => {
    const [one, two] = ['markdown.heading: One day', 'markdown.heading: Day 2'];
    expect(
      write(
        { title: 'a' },
        { title: 'b', description: one },
        { title: 'c', description: `note\n\n${one}\nmarkdown.under: b` },
        { title: 'd', description: `${one}\nmarkdown.under: c` },
        { title: 'e', description: `${one}\nmarkdown.under: b` },
        { title: 'f', description: two },
        { title: 'g', description: `${one}\nmarkdown.under: b` },
        { title: 'h' },
      ),
    ).toBe(`\
- [ ] a ➕ 2026-11-26

## One day

- [ ] b ➕ 2026-11-26
  - [ ] c ➕ 2026-11-26

    note
    - [ ] d ➕ 2026-11-26
  - [ ] e ➕ 2026-11-26

## Day 2

- [ ] f ➕ 2026-11-26

##

- [ ] g ➕ 2026-11-26

  markdown.heading: One day
  markdown.under: b
- [ ] h ➕ 2026-11-26
`);
  });

  it('goes without a parent that is too deep', () => {
    const tasks = Array.from({ length: 30 }, (_, index) => ({
      title: String(index),
      description: index === 0 ? null : `markdown.under: ${index - 1}`,
    }));
    const rows = inShort(write(...tasks));
    expect(rows.map((row) => Array.isArray(row) && row.slice(1))).toEqual(
      tasks.map(({ title, description }) => [title, description].filter((text) => text !== null)),
    );
  });

  it('does not stand in code that the note above it has left open', () => {
    const text = write({ title: 'a', description: '```' }, { title: 'b', description: 'markdown.under: a' });
    expect(inShort(text)).toEqual([
      [1, 'a', '```'],
      [4, 'b', 'markdown.under: a'],
    ]);
  });
});

describe('a file that is broken', () => {
  it.each<[what: string, text: string, expected: unknown[]]>([
    ['is empty', '', []],
    ['has blank lines only', '\n \n\t\r\n', []],
    [
      'is cut within a box',
      '- [ ] a\n- [',
      [
        [1, 'a'],
        [2, { skipped: 'it has no box' }],
      ],
    ],
    ['is cut within a date', '- [ ] a 📅 2026-11-2', [[1, 'a 📅 2026-11-2']]],
    ['is cut behind a sign', '- [ ] a 📅', [[1, 'a 📅']]],
    ['has line breaks of Windows', '# H\r\n\r\n- [ ] a\r\n\r\n  b\r\n  c\r\n', [[3, 'a', 'b\nc']]],
    [
      'has line breaks of old Macs',
      '- [ ] a\r- [ ] b\r',
      [
        [1, 'a'],
        [2, 'b'],
      ],
    ],
    ['was joined of two, with the mark of the second', '- [ ] a\n\uFEFF- [ ] b', [[1, 'a', '\uFEFF- [ ] b']]],
    [
      'has the same item twice',
      '- [ ] a\n- [ ] a',
      [
        [1, 'a'],
        [2, 'a'],
      ],
    ],
    ['was read in another encoding', '- [ ] K\uFFFDse', [[1, 'K\uFFFDse']]],
    [
      'holds escape sequences',
      '- [ ] \u001B[2J a\n  \u001B]0;x\u0007',
      [[1, '\u001B[2J a', '\u001B]0;x\u0007']],
    ],
    [
      'holds NUL',
      '- [ ] a\0\n- [ ] b',
      [
        [1, { problem: 'The title holds a NUL character' }],
        [2, 'b'],
      ],
    ],
    [
      'holds half a character',
      '- [ ] a\n  \uD83D',
      [[1, { problem: 'The note is not valid Unicode: half of a character is missing' }]],
    ],
    [
      'has half a character in a box',
      '- [\uD83D] a',
      [[1, { problem: 'The note is not valid Unicode: half of a character is missing' }]],
    ],
    [
      'has a note that is too long',
      `- [ ] a\n  ${'b'.repeat(10_001)}\n- [ ] c`,
      [
        [1, { problem: 'The note has 10001 characters, 10000 are possible' }],
        [3, 'c'],
      ],
    ],
  ])('%s', (_what, text, expected) => {
    expect(inShort(text)).toEqual(expected);
  });

  const IN_LINES =
    'a|a |*a|_a|[|`|#a |+a, |🔁 a |🔁 |📅 |📅 2026-02-30 |🆔 |- |> |# |~|\t| |- [ ] |title:|note:%20 |at:1700 '.split(
      '|',
    );
  const LINES =
    '- [ ] a\n|- a\n|  - [ ] a\n|\n|  a\n|a\n---\n|```\n|~~~\n|# a\n|> a\n|<!--\n|---\n|1. [x] a\n\n|  ```\n|\t\n'.split(
      '|',
    );

  it.each(IN_LINES)('takes no time for a long line of %j', (part) => {
    for (const head of ['- [ ] ', '']) {
      const line = head + part.repeat(200_000 / part.length);
      expect(readMarkdown(`${line.slice(0, 200_000)}\n- [ ] b`).at(-1)).toMatchObject({ line: 2 });
    }
  });

  it.each(['a', '- ', '> ', '- [ ] ', ' ', '\t'])('takes no time for a line of 10 MB of %j', (part) => {
    for (const head of ['- [ ] ', '']) {
      const line = head + part.repeat(10_000_000 / part.length);
      expect(readMarkdown(`${line}|\n- [ ] b`).at(-1)).toMatchObject({ line: 2 });
    }
  });

  it.each(LINES)('takes no time for thousands of lines %j', (part) => {
    for (const head of ['- [ ] a\n', '']) {
      const rows = readMarkdown(head + part.repeat(100_000 / part.length));
      expect(rows.every(({ line }) => line > 0)).toBe(true);
    }
  });

  it('takes no time for items in items', () => {
    const items = Array.from({ length: 2_000 }, (_, depth) => `${'  '.repeat(depth)}- [ ] a`);
    expect(readMarkdown(items.join('\n'))).toHaveLength(2_000);
  });
});
