import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/domain/errors.ts';
import type { ImportedRow } from '../../src/domain/imported-task.ts';
import type { TaskRecord } from '../../src/domain/task-record.ts';
import { CSV_FIELDS, findColumns } from '../../src/formats/csv/columns.ts';
import { readCsv } from '../../src/formats/csv/read.ts';
import { csvWriter } from '../../src/formats/csv/write.ts';
import { usageErrorOf } from '../unit/usage-error.ts';
import { begin, importedTask } from '../support/imported-task.ts';

/** A Monday. */
const NOW = new Date('2026-11-23T09:00:00Z');

const read = (text: string, map?: Readonly<Record<string, string>>): readonly ImportedRow[] =>
  readCsv(text, { now: NOW, ...(map && { map: new Map(Object.entries(map)) }) });

/** What is told of each row: a title, or why there is none. */
const titles = (text: string): unknown[] =>
  read(text).map((row) => {
    if ('task' in row) return [row.line, row.task.title];
    return [row.line, 'problem' in row ? row.problem : row.skipped];
  });

/** The due date of each, or the row, and what is said of it. */
const dues = (separator: string, ...dates: string[]): unknown[] =>
  read(`title${separator}due\n${dates.map((date) => `x${separator}"${date}"`).join('\n')}`).map((row) => {
    if (!('task' in row) || row.task.due === null) return row;
    const { on, at } = row.task.due;
    return [at === null ? on : `${on} ${at}`].concat(row.remarks);
  });

const valueOf = (heading: string, text: string): unknown => {
  const [row] = read(`title,${heading}\nx,"${text}"`);
  return row !== undefined && 'task' in row ? row.task : row;
};

const priorities = (...numbers: number[]): unknown[] =>
  read(`title,priority\n${numbers.map((number) => `x,${number}`).join('\n')}`).map((row) =>
    'task' in row ? row.task.priority : row,
  );

const fileOf = (...tasks: TaskRecord[]): string => {
  const writer = csvWriter({ now: NOW });
  return writer.head + tasks.map((task) => writer.write(task, true).text).join('') + writer.foot;
};

const IN_NOTE = 'columns that are no field are in the note';

describe('tables of other programs', () => {
  it('reads what Todoist writes', () => {
    const file =
      `\uFEFFTYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE,DURATION,DURATION_UNIT,DEADLINE,DEADLINE_LANG
task,Buy milk @shop @fri,"two litres, ""fresh""",1,1,Jo (1),,every monday,en,Europe/Berlin,,,,
note,The blue one,,,,Jo (1),,,,,,,,
task,Find the list,,3,2,,,27 Nov 2027,en,Europe/Berlin,,,2027-12-01,en
,,,,,,,,,,,,,
section,Later,,,,,,,,,,,,
task,@someday,,4,1,,,whenever,en,Europe/Berlin,,,,
task,Cut
`.replaceAll('\n', '\r\n');

    expect(read(file.slice(1))).toEqual([
      {
        line: 2,
        task: importedTask({
          title: 'Buy milk',
          description:
            'two litres, "fresh"\n\nThe blue one\n\ncsv.AUTHOR: Jo (1)\ncsv.DATE_LANG: en\ncsv.TIMEZONE: Europe/Berlin',
          due: { on: '2026-11-23', at: null },
          priority: 'High',
          tags: ['shop', 'fri'],
          recursionPattern: 'FREQ=WEEKLY;BYDAY=MO',
        }),
        remarks: ['the series is due as of today', IN_NOTE],
      },
      { line: 3, skipped: 'it is a comment: it is in the note of its task' },
      {
        line: 4,
        task: importedTask({
          title: 'Find the list',
          description:
            'csv.PRIORITY: 3\ncsv.INDENT: 2\ncsv.DATE_LANG: en\ncsv.TIMEZONE: Europe/Berlin\ncsv.DEADLINE: 2027-12-01\ncsv.DEADLINE_LANG: en',
          due: { on: '2027-11-27', at: null },
        }),
        remarks: ['what priority says is in the note', IN_NOTE],
      },
      { line: 6, skipped: 'it is a section: its name is in the notes of its tasks' },
      {
        line: 7,
        task: importedTask({
          title: '@someday',
          description:
            'csv.DATE: whenever\ncsv.DATE_LANG: en\ncsv.TIMEZONE: Europe/Berlin\ncsv.section: Later',
        }),
        remarks: ['a date of due that cannot be read is in the note', IN_NOTE],
      },
      {
        line: 8,
        task: importedTask({ title: 'Cut', description: 'csv.section: Later' }),
        remarks: ['the row has fewer fields than there are headings'],
      },
    ]);
  });

  it('reads what Outlook writes', () => {
    const file = `"Subject","Start Date","Due Date","Reminder On/Off","Date Completed","% Complete","Categories","Notes","Priority","Status"
"Taxes","","11/27/2026","False","","0","Home;Money","line 1
line 2","High","Not Started"
"Call","12/1/2026","12/1/2026","False","12/2/2026","1","","","Normal","Completed"
"Paint","","","False","","0.5","","","Low","In Progress"
`;

    expect(read(file)).toEqual([
      {
        line: 2,
        task: importedTask({
          title: 'Taxes',
          description: 'line 1\nline 2\n\ncsv.Reminder-On/Off: False\ncsv.%-Complete: 0',
          due: { on: '2026-11-27', at: null },
          priority: 'High',
          tags: ['Home', 'Money'],
        }),
        remarks: [IN_NOTE],
      },
      {
        line: 4,
        task: importedTask({
          title: 'Call',
          description: 'csv.Start-Date: 12/1/2026\ncsv.Reminder-On/Off: False\ncsv.%-Complete: 1',
          due: { on: '2026-12-01', at: null },
          completed: true,
          completedAt: begin('2026-12-02'),
        }),
        remarks: [IN_NOTE],
      },
      {
        line: 5,
        task: importedTask({
          title: 'Paint',
          description: 'csv.Reminder-On/Off: False\ncsv.%-Complete: 0.5\ncsv.Status: In Progress',
          priority: 'Low',
        }),
        remarks: [IN_NOTE, 'what done says is in the note'],
      },
    ]);
  });

  it('reads what a German Excel writes', () => {
    const file = [
      'sep=;',
      'Name;Due Date;Due Time;Prio;Project;Created At',
      '"Miete; warm";27.11.2026;17:30;1;Haus.Küche;1.10.2026 08:15',
      'Fenster putzen;3.4.2027;;3;Mein Haus;',
      'Schnee;30.2.2027;;2;;',
      '',
    ].join('\r\n');

    expect(read(file)).toEqual([
      {
        line: 3,
        task: importedTask({
          title: 'Miete; warm',
          due: { on: '2026-11-27', at: '17:30' },
          priority: 'High',
          tags: ['project/Haus.Küche'],
          createdAt: new Date('2026-10-01T06:15:00Z'),
        }),
        remarks: [],
      },
      {
        line: 4,
        task: importedTask({
          title: 'Fenster putzen',
          description: 'csv.Project: Mein Haus',
          due: { on: '2027-04-03', at: null },
          priority: 'Low',
        }),
        remarks: ['what project says is in the note'],
      },
      {
        line: 5,
        task: importedTask({ title: 'Schnee', description: 'csv.Due-Date: 30.2.2027' }),
        remarks: ['a date of due that cannot be read is in the note'],
      },
    ]);
  });

  it('reads what Asana writes', () => {
    const file = `Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Due Date,Tags,Notes,Projects
1201,2026-11-01,2026-11-20,2026-11-20,Send the offer,Doing,Jo,2026-11-19,"a,b",As agreed,Sales
`;

    expect(read(file)).toEqual([
      {
        line: 2,
        task: importedTask({
          title: 'Send the offer',
          description: 'As agreed\n\ncsv.Task-ID: 1201\ncsv.Section/Column: Doing\ncsv.Assignee: Jo',
          due: { on: '2026-11-19', at: null },
          tags: ['a', 'b', 'project/Sales'],
          completed: true,
          completedAt: begin('2026-11-20'),
          createdAt: begin('2026-11-01'),
          updatedAt: begin('2026-11-20'),
        }),
        remarks: ['what id says is in the note', IN_NOTE],
      },
    ]);
  });
});

describe('columns', () => {
  it.each([
    ['Task\tDeadline\nPay rent\t2026-11-27', '2026-11-27'],
    ['TASK_NAME|due_date\nPay rent|2026-11-27', '2026-11-27'],
    ['description,date\nPay rent,2026-11-27', '2026-11-27'],
    [' "To Do" ,"Due-On"\nPay rent,2026-11-27', '2026-11-27'],
  ])('are known in %j', (text, on) => {
    expect(read(text)).toMatchObject([
      { task: { title: 'Pay rent', due: { on, at: null }, description: null } },
    ]);
  });

  it('are known by all the headings that docs/formats.md names', () => {
    const page = readFileSync(new URL('../../docs/formats.md', import.meta.url), 'utf8');
    const fields = Array.from(
      page.matchAll(/^\| `(\w+)` +\| ([a-z, ]+) \|$/gm),
      ([, field = '', headings = '']) => ({
        field,
        headings: headings.trim().split(', '),
      }),
    );
    expect(fields.map(({ field }) => field)).toEqual(CSV_FIELDS);
    for (const { field, headings } of fields) {
      for (const heading of headings) {
        const columns = findColumns([heading, '-'], new Map(field === 'title' ? [] : [['title', '-']]));
        expect([heading, Object.fromEntries(columns)]).toEqual([
          heading,
          expect.objectContaining({ [field]: 0 }),
        ]);
      }
    }
  });

  it('are what the map says, ahead of what their headings say', () => {
    const text = 'Title,What,When,Due Date\na,Pay rent,2026-11-27,2026-11-28\n';
    expect(read(text, { title: 'what', due: 'When' })).toEqual([
      {
        line: 2,
        task: importedTask({
          title: 'Pay rent',
          due: { on: '2026-11-27', at: null },
          description: 'csv.Title: a\ncsv.Due-Date: 2026-11-28',
        }),
        remarks: [IN_NOTE],
      },
    ]);
  });

  it('with the same heading are told apart by their order', () => {
    expect(read('title,title,Note,Note,,\nPay rent,again,a,b,c,d\n')).toEqual([
      {
        line: 2,
        task: importedTask({
          title: 'Pay rent',
          description: 'a\n\ncsv.title: again\ncsv.Note: b\ncsv.column-5: c\ncsv.column-6: d',
        }),
        remarks: [IN_NOTE],
      },
    ]);
  });

  it('are named where the map names others, or none is known', () => {
    const fields =
      'The fields are title, note, due, time, priority, tags, project, done, completed, created, updated, repeat, id.';
    const text = 'Wer,"Was, genau"\na,b\n';
    expect(usageErrorOf(() => read(text, { titel: 'Wer' }))).toMatchObject({
      message: 'There is no field "titel" to map a column to',
      hint: fields,
    });
    expect(usageErrorOf(() => read(text, { title: 'Was' }))).toMatchObject({
      message: 'The table has no column "Was"',
      hint: 'Its headings are "Wer", "Was, genau".',
    });
    expect(usageErrorOf(() => read(text))).toMatchObject({
      message: 'No column of the table is known as that of titles',
      hint: 'Name it, as in --map title=HEADING. Its headings are "Wer", "Was, genau".',
    });
  });
});

describe('dates', () => {
  const GUESS = 'as the file does not say it';

  it.each([
    ['2026-11-27', '2026-11-27'],
    ['2026-11-27 17:00', '2026-11-27 17:00'],
    ['2026-11-27T17:00:00Z', '2026-11-27 18:00'],
    ['2026-11-27T17:00:00.000+0000', '2026-11-27 18:00'],
    ['2026-11-27T00:00:00+01:00', '2026-11-27'],
    ['2026/11/27', '2026-11-27'],
    ['27.11.2026', '2026-11-27'],
    ['3.4.26', '2026-04-03'],
    ['27.11.2026, 5:00 PM', '2026-11-27 17:00'],
    ['11/27/2026 12:30 a.m.', '2026-11-27 00:30'],
    ['27-11-2026 23:59:59', '2026-11-27'],
    ['Nov 27 2026', '2026-11-27'],
    ['27 November 2026 17:00', '2026-11-27 17:00'],
  ])('%s', (text, due) => {
    expect(dues(',', text)).toEqual([[due]]);
  });

  it('are read in the one order that all of them allow', () => {
    expect(dues(',', '3/4/2026', '27/11/2026')).toEqual([['2026-04-03'], ['2026-11-27']]);
    expect(dues(';', '3/4/2026', '11/27/2026')).toEqual([['2026-03-04'], ['2026-11-27']]);
    expect(read('title,due,created\nx,3/4/2026,13/4/2026')).toMatchObject([
      { task: { due: { on: '2026-04-03' } } },
    ]);
  });

  it('are read in one order with a remark where nothing says which', () => {
    expect(dues(',', '3/4/2026', '5/5/2026')).toEqual([
      ['2026-03-04', `its due date is read month first, ${GUESS}`],
      ['2026-05-05'],
    ]);
    expect(dues(';', '3/4/2026')).toEqual([['2026-04-03', `its due date is read day first, ${GUESS}`]]);
    expect(dues(',', '3/4/2026', '27/11/2026', '11/27/2026')).toEqual([
      ['2026-03-04', `its due date is read month first, ${GUESS}`],
      ['2026-11-27'],
      ['2026-11-27'],
    ]);
  });

  it('are read from words as of today, with a remark', () => {
    const remark = 'words for its due date are read as of today';
    expect(dues(',', 'tomorrow', 'Fri 17:00')).toEqual([
      ['2026-11-24', remark],
      ['2026-11-27 17:00', remark],
    ]);
  });

  it.each([
    '2026-02-30',
    '31.4.2026',
    '13/13/2026',
    '2026-11-27 25:00',
    '0999-01-01',
    '1/1/1',
    'soon',
    '2026-11-31T10:00:00Z',
  ])('are kept if they are none: %s', (text) => {
    expect(read(`title,due\nx,${text}`)).toEqual([
      {
        line: 2,
        task: importedTask({ title: 'x', description: `csv.due: ${text}` }),
        remarks: ['a date of due that cannot be read is in the note'],
      },
    ]);
  });
});

describe('values', () => {
  it.each([
    ['Priority', 'high', 'High'],
    ['importance', 'Urgent', 'High'],
    ['prio', 'A', 'High'],
    ['priority', '1', 'High'],
    ['priority', '2', 'Medium'],
    ['priority', '3', 'Low'],
    ['priority', '4', 'Medium'],
    ['priority', '5', 'Medium'],
    ['priority', '9', 'Low'],
    ['priority', 'none', 'Medium'],
    ['priority', '0', 'Medium'],
    ['priority', 'Lowest', 'Low'],
  ])('%s %s', (heading, text, priority) => {
    expect(valueOf(heading, text)).toMatchObject({ priority, description: null });
  });

  it('takes numbers for priorities by the greatest of them', () => {
    expect(priorities(1, 2, 3)).toEqual(['High', 'Medium', 'Low']);
    expect(priorities(1, 2, 4)).toEqual(['High', 'Medium', 'Medium']);
    expect(priorities(1, 3, 5, 7)).toEqual(['High', 'High', 'Medium', 'Low']);
  });

  it.each([
    ['Status', 'Completed', true, null, null],
    ['Done', 'x', true, null, null],
    ['Done', '✓', true, null, null],
    ['Done', 'FALSE', false, null, null],
    ['Status', 'needs-action', false, null, null],
    ['Status', 'In Progress', false, null, 'csv.Status: In Progress'],
    ['Status', 'Cancelled', true, null, 'csv.Status: Cancelled'],
    ['Completed', '2026-11-20', true, begin('2026-11-20'), null],
    ['Completed At', '2026-11-20T10:00:00Z', true, new Date('2026-11-20T10:00:00Z'), null],
    ['Completed At', 'last week', false, null, 'csv.Completed-At: last week'],
  ])('%s %s', (heading, text, completed, completedAt, description) => {
    expect(valueOf(heading, text)).toMatchObject({ completed, completedAt, description });
  });

  it('believes what is said of whether it is done more than when it was', () => {
    expect(read('title,done,completed at\nx,no,2026-11-20')).toMatchObject([
      { task: { completed: false, completedAt: null, description: 'csv.completed-at: 2026-11-20' } },
    ]);
  });

  it('leaves out what is deleted', () => {
    expect(read('title,status\nx,deleted\n')).toEqual([
      { line: 2, skipped: 'the file says that it is deleted' },
    ]);
  });

  it.each([
    ['home, work', ['home', 'work'], null],
    ['#home #work', ['home', 'work'], null],
    ['home;two words|work', ['home', 'work'], 'csv.tag: two words'],
  ])('tags %s', (text, tags, description) => {
    expect(valueOf('labels', text)).toMatchObject({ tags, description });
  });

  it.each([
    ['every 2 weeks', 'FREQ=WEEKLY;INTERVAL=2', null],
    ['RRULE:FREQ=DAILY', 'FREQ=DAILY', null],
    ['None', null, null],
    ['now and then', null, 'csv.rule: now and then'],
  ])('repeats %s', (text, recursionPattern, description) => {
    expect(valueOf('Recurrence', text)).toMatchObject({ recursionPattern, description });
  });

  it('knows a task by a UUID alone', () => {
    expect(valueOf('id', '019AB12C-3def-7abc-8def-0123456789ab')).toMatchObject({
      id: '019ab12c-3def-7abc-8def-0123456789ab',
      description: null,
    });
    expect(valueOf('id', '17')).toMatchObject({ id: null, description: 'csv.id: 17' });
  });
});

describe('broken tables', () => {
  it('reads lines that are ended by CRLF, LF and CR', () => {
    for (const end of ['\r\n', '\n', '\r']) {
      expect(titles(['title,note', 'a,b', '', '"c', 'c",d', 'e,f', ''].join(end))).toEqual([
        [2, 'a'],
        [4, 'c c'],
        [6, 'e'],
      ]);
    }
  });

  it('loses only the row in which a quote is not closed', () => {
    const rows = ['title,note', 'a,"b', 'c,"d"', 'e,"f', 'g"', 'h,"i', ''];
    expect(titles(rows.join('\n'))).toEqual([
      [2, 'A quote is not closed'],
      [3, 'c'],
      [4, 'e'],
      [6, 'A quote is not closed'],
    ]);
  });

  it('reads quotes in the midst of a field', () => {
    expect(read('title,note\n"5" screen","a "b" c" \nx "y" z,"""q"""\n')).toMatchObject([
      { line: 2, task: { title: '5" screen', description: 'a "b" c' } },
      { line: 3, task: { title: 'x "y" z', description: '"q"' } },
    ]);
  });

  it('tells of rows with too few and too many fields', () => {
    expect(read('title,note,due\na\nb,c,2026-11-27,,\nd,e,2026-11-27,f\n,,\n')).toEqual([
      {
        line: 2,
        task: importedTask({ title: 'a' }),
        remarks: ['the row has fewer fields than there are headings'],
      },
      {
        line: 3,
        task: importedTask({ title: 'b', description: 'c', due: { on: '2026-11-27', at: null } }),
        remarks: [],
      },
      { line: 4, problem: 'The row has 4 fields, and the table 3 headings' },
    ]);
  });

  it('reads a table that is cut in the middle up to there', () => {
    const file = 'title,due,note\na,2026-11-27,"b"\nc,2026-11-28,"d"\n';
    expect(titles(file.slice(0, -3))).toEqual([
      [2, 'a'],
      [3, 'A quote is not closed'],
    ]);
    expect(read(file.slice(0, -9))).toMatchObject([
      { task: { title: 'a' } },
      { task: { title: 'c', due: null, description: 'csv.due: 2026-1' } },
    ]);
  });

  it('reads a byte order mark where two were joined', () => {
    expect(titles('title,note\na,b\n\uFEFF"c",d\n')).toEqual([
      [2, 'a'],
      [3, 'c'],
    ]);
  });

  it('names a NUL, half a character and an empty title, and reads the others', () => {
    expect(titles('title,note\na\0,b\nc,\uD83D\n,d\ne,f\n')).toEqual([
      [2, 'The title holds a NUL character'],
      [3, 'The note is not valid Unicode: half of a character is missing'],
      [4, 'The title is empty'],
      [5, 'e'],
    ]);
  });

  it('keeps hostile sequences as the text that they are', () => {
    const hostile = '\u001B]0;owned\u0007\u202E';
    expect(read(`title,note,${hostile}\n${hostile},x,y\n`)).toMatchObject([
      { task: { title: hostile, description: `x\n\ncsv.${hostile}: y` } },
    ]);
  });

  it('takes a table without headings for none, and an empty one for one without rows', () => {
    expect(() => read('Pay rent,2026-11-27\nCall,2026-11-28\n')).toThrow(UsageError);
    expect(() => read('"title,note\na,b\n')).toThrow(UsageError);
    expect(read('')).toEqual([]);
    expect(read('\n \n')).toEqual([]);
    expect(read('title,note\n')).toEqual([]);
  });

  it('reads 10 MB in a line, 10,000 columns, and quotes that are all wrong', () => {
    const long = 10_000_000;
    expect(titles(`title\n${'x'.repeat(long)}\n`)).toEqual([
      [2, 'The title has 10000000 characters, 500 are possible'],
    ]);
    expect(titles(`title\n"${'x'.repeat(long)}\ny\n`)).toEqual([
      [2, 'A quote is not closed'],
      [3, 'y'],
    ]);
    expect(read(`title,note\n"${'a"'.repeat(100_000)}${' '.repeat(long / 2)}\n`)).toHaveLength(1);
    expect(read(`title,note\n${'a,"b\n'.repeat(100_000)}`)).toHaveLength(100_000);
    expect(read(`title,note\n${'a,""b\n'.repeat(100_000)}`)).toHaveLength(100_000);
    const headings = Array.from({ length: 10_000 }, (_, index) => `c${index}`);
    expect(read(`title,${headings.join(',')}\nx,${headings.join(',')}\n`)).toMatchObject([
      { task: { title: 'x' }, remarks: [IN_NOTE, 'a column is too long to keep'] },
    ]);
  });
});

describe('our own table', () => {
  const RECORD: TaskRecord = {
    number: 42,
    id: '019ab12c-3def-7abc-8def-0123456789ab',
    title: '=HYPERLINK("https://example.com")',
    description: '- a\n"b", c',
    dueDate: '2026-11-27',
    dueTime: '17:00',
    priority: 'High',
    tags: ['home', 'project/Home.Kitchen'],
    recursionPattern: 'FREQ=WEEKLY;BYDAY=MO,TH',
    completed: false,
    completedAt: null,
    createdAt: '2026-11-20T08:00:00.123Z',
    updatedAt: '2026-11-22T21:30:00.456Z',
  };

  it('is one of RFC 4180, in which no text is a formula', () => {
    const file = fileOf(RECORD, {
      ...RECORD,
      title: "'=1",
      description: '\ttab',
      dueDate: null,
      dueTime: null,
      priority: 'Medium',
      tags: ['-x', 'y'],
      recursionPattern: null,
      completed: true,
      completedAt: '2026-11-22T21:29:59.999Z',
    });

    expect(file.split('\r\n')).toEqual([
      'id,title,description,dueDate,dueTime,priority,tags,recursionPattern,completed,completedAt,createdAt,updatedAt',
      `019ab12c-3def-7abc-8def-0123456789ab,"'=HYPERLINK(""https://example.com"")","'- a\n""b"", c",2026-11-27,17:00,High,"home,project/Home.Kitchen","FREQ=WEEKLY;BYDAY=MO,TH",false,,2026-11-20T08:00:00.123Z,2026-11-22T21:30:00.456Z`,
      `019ab12c-3def-7abc-8def-0123456789ab,''=1,'\ttab,,,Medium,"'-x,y",,true,2026-11-22T21:29:59.999Z,2026-11-20T08:00:00.123Z,2026-11-22T21:30:00.456Z`,
      '',
    ]);
  });

  it('is read back exactly, also with another column in another order', () => {
    const rows = fileOf(RECORD)
      .replace('id,title', 'title,id,Colour')
      .replace(/^(0[^,]*),("'=[^\r]*?\)"),/m, '$2,$1,blue,');
    expect(read(rows)).toMatchObject([
      {
        task: {
          id: RECORD.id,
          title: RECORD.title,
          description: '- a\n"b", c\n\ncsv.Colour: blue',
          due: { on: '2026-11-27', at: '17:00' },
        },
      },
    ]);
  });

  it('leaves the apostrophes of others where they are', () => {
    expect(read("title\n'=1\n")).toMatchObject([{ task: { title: "'=1" } }]);
  });

  it('has the midnight of a task that is due then', () => {
    const task = { ...RECORD, dueTime: '00:00' };
    expect(read(fileOf(task))).toMatchObject([{ task: { due: { on: '2026-11-27', at: '00:00' } } }]);
  });
});
