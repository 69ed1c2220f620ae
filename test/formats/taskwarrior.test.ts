import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ImportedRow } from '../../src/domain/imported-task.ts';
import { readTaskwarrior } from '../../src/formats/taskwarrior/read.ts';
import { importedTask } from '../support/imported-task.ts';
import { usageErrorOf } from '../unit/usage-error.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const A = 'aaaaaaaa-1111-4111-8111-111111111111';
const B = 'bbbbbbbb-1111-4111-8111-111111111111';
const C = 'cccccccc-1111-4111-8111-111111111111';

const NOTHING = importedTask({ title: 'x' });

const X = { line: 2, task: NOTHING, remarks: [] };

describe('readTaskwarrior', () => {
  it('reads an export of Taskwarrior 3.5 with copies that synchronising made twice', () => {
    const text = readFileSync(new URL('samples/tw350-own-recurrence-export.json', import.meta.url), 'utf8');
    expect(read(text)).toEqual([
      {
        line: 2,
        task: {
          ...NOTHING,
          id: '7dbdfcfb-8adc-4b23-8b8f-5b9a75208fe1',
          title: 'water plants',
          due: { on: '2026-11-23', at: '01:00' },
          recursionPattern: 'FREQ=DAILY',
          createdAt: new Date('2026-11-23T03:36:42Z'),
          updatedAt: new Date('2026-11-23T03:36:42Z'),
        },
        remarks: [],
      },
      { line: 3, skipped: 'it is an occurrence of the recurring task of line 2' },
      { line: 4, skipped: 'it is an occurrence of the recurring task of line 2' },
      { line: 5, skipped: 'the file has this occurrence twice' },
      { line: 6, skipped: 'the file has this occurrence twice' },
      {
        line: 7,
        task: {
          ...NOTHING,
          id: '059e166a-1fc3-413b-bb1c-7fd45559b216',
          title: 'shared B',
          priority: 'High',
          tags: ['project/FromA'],
          createdAt: new Date('2026-11-23T03:36:43Z'),
          updatedAt: new Date('2026-11-23T03:36:44Z'),
        },
        remarks: [],
      },
    ]);
  });

  it('reads all that a task has', () => {
    const row = readOne({
      id: 4,
      uuid: A.toUpperCase(),
      status: 'waiting',
      entry: '20260102T030405Z',
      description: 'Call the landlord',
      modified: '2026-01-03T00:00:00Z',
      start: '20260104T000000Z',
      due: '20261126T160000Z',
      scheduled: '20261120T000000Z',
      wait: '20271201T000000Z',
      until: '20280101T000000Z',
      project: 'Home.Kitchen',
      priority: 'L',
      tags: ['phone', 'a.b'],
      annotations: [
        { entry: '20260102T030405Z', description: 'Two\nlines' },
        { entry: '20260201T120000Z', description: 'He was out' },
      ],
      depends: [B, C],
      estimate: 'PT1H',
      points: 5,
      code: '5',
      reviewed: '20260101T000000Z',
      urgency: 8.2,
    });
    expect(row).toEqual({
      line: 1,
      task: {
        ...NOTHING,
        id: A,
        title: 'Call the landlord',
        due: { on: '2026-11-26', at: '17:00' },
        priority: 'Low',
        tags: ['project/Home.Kitchen', 'phone', 'a.b'],
        createdAt: new Date('2026-01-02T03:04:05Z'),
        updatedAt: new Date('2026-01-03T00:00:00Z'),
        description: [
          'Two',
          'lines',
          '2026-02-01T12:00:00Z He was out',
          '',
          'taskwarrior.start: 20260104T000000Z',
          'taskwarrior.scheduled: 20261120T000000Z',
          'taskwarrior.wait: 20271201T000000Z',
          'taskwarrior.until: 20280101T000000Z',
          `taskwarrior.depends: ["${B}","${C}"]`,
          'taskwarrior.estimate: PT1H',
          'taskwarrior.points: 5',
          'taskwarrior.code: "5"',
          'taskwarrior.reviewed: 20260101T000000Z',
        ].join('\n'),
      },
      remarks: ['kept in the note: start, scheduled, wait, until, depends and 4 other fields'],
    });
  });

  it('reads one object, or one a line, as 2.x has them', () => {
    const done = `{"uuid":"${A}","status":"completed","description":"a\\/b","end":"20260105T000000Z","depends":"${B},${C}","imask":13.000000}`;
    const open = `{"description":"waits","status":"pending","wait":"20990101T000000Z"}`;
    const expected = [
      {
        line: 1,
        task: {
          ...NOTHING,
          id: A,
          title: 'a/b',
          completed: true,
          completedAt: new Date('2026-01-05T00:00:00Z'),
          description: `taskwarrior.depends: ${B},${C}\ntaskwarrior.imask: 13`,
        },
        remarks: ['kept in the note: depends and imask'],
      },
      {
        line: 2,
        task: { ...NOTHING, title: 'waits', description: 'taskwarrior.wait: 20990101T000000Z' },
        remarks: ['kept in the note: wait'],
      },
    ];
    expect(read(`${done}\r\n${open}\r\n`)).toEqual(expected);
    expect(read(`[${done},\n${open}]`)).toEqual(expected);
    expect(read(done)).toEqual(expected.slice(0, 1));
    expect(read(JSON.stringify(JSON.parse(open), null, 2))).toEqual([{ ...expected[1], line: 1 }]);
  });

  it.each([
    ['at midnight here', '20261126T230000Z', { on: '2026-11-27', at: null }],
    ['at midnight here in summer', '20260626T220000Z', { on: '2026-06-27', at: null }],
    ['in the last second of a day', '20261127T225959Z', { on: '2026-11-27', at: null }],
    ['at midnight elsewhere', '20261127T000000Z', { on: '2026-11-27', at: '01:00' }],
    ['with dashes', '2026-11-27T10:30:00Z', { on: '2026-11-27', at: '11:30' }],
    ['with another zone', '2026-11-27T10:30:00-05:00', { on: '2026-11-27', at: '16:30' }],
    ['as a date', '2026-11-27', { on: '2026-11-27', at: null }],
    ['as seconds', '1795993200', { on: '2026-11-30', at: null }],
    ['as a number', 1_795_993_200, { on: '2026-11-30', at: null }],
  ])('takes a due date %s for what it is here', (_name, due, expected) => {
    expect(readOne({ description: 'x', due })).toEqual({
      line: 1,
      task: { ...NOTHING, due: expected },
      remarks: [],
    });
  });

  it('leaves out the seconds of a due time, and says so', () => {
    expect(readOne({ description: 'x', due: '20261127T103059Z' })).toEqual({
      line: 1,
      task: { ...NOTHING, due: { on: '2026-11-27', at: '11:30' } },
      remarks: ['the seconds of the due time are left out'],
    });
  });

  it.each([
    ['that does not exist', '20230230T000000Z'],
    ['in the year 0', '00000101T000000Z'],
    ['in the year 99999', '999990101T000000Z'],
    ['at a time that does not exist', '20230201T250000Z'],
    ['in words', 'tomorrow'],
    ['that is an object', { on: 1 }],
  ])('keeps a due date %s in the note', (_name, due) => {
    const text = typeof due === 'string' ? due : JSON.stringify(due);
    expect(readOne({ description: 'x', due })).toEqual({
      line: 1,
      task: { ...NOTHING, description: `taskwarrior.due: ${text}` },
      remarks: ['kept in the note: due'],
    });
  });

  it.each([
    ['H', 'High', null],
    ['M', 'Medium', null],
    ['L', 'Low', null],
    [null, 'Medium', null],
    ['A', 'Medium', 'taskwarrior.priority: A'],
    [1, 'Medium', 'taskwarrior.priority: 1'],
  ])('reads the priority %s as %s', (priority, expected, description) => {
    const remarks = description === null ? [] : ['kept in the note: priority'];
    const task = { ...NOTHING, priority: expected, description };
    expect(readOne({ description: 'x', priority })).toEqual({ line: 1, task, remarks });
  });

  it('skips what is deleted, and all but the last of those with the same uuid', () => {
    expect(
      read([
        { uuid: A, description: 'x', modified: '20260101T000000Z' },
        { uuid: B, description: 'gone', status: 'deleted', end: '20260101T000000Z' },
        { uuid: A.toUpperCase(), description: 'y' },
        { uuid: '5', description: 'z' },
        { uuid: '5', description: 'z' },
      ]),
    ).toEqual([
      { line: 1, skipped: 'line 3 has the same uuid' },
      { line: 2, skipped: 'it is deleted' },
      { line: 3, task: { ...NOTHING, id: A, title: 'y' }, remarks: [] },
      {
        line: 4,
        task: { ...NOTHING, title: 'z', description: 'taskwarrior.uuid: "5"' },
        remarks: ['kept in the note: uuid'],
      },
      {
        line: 5,
        task: { ...NOTHING, title: 'z', description: 'taskwarrior.uuid: "5"' },
        remarks: ['kept in the note: uuid'],
      },
    ]);
  });

  it('reads what is not of the type that it should be, as far as it can be meant', () => {
    expect(
      read([
        { description: 5, project: 7, tags: [1, 'a'] },
        { description: 'x', tags: 'a,b c' },
        { description: 'x', tags: ['two words', 'ok', '', 'a,b'], project: 'Two words' },
        { description: 'x', tags: [{}], annotations: 'none', depends: 5, status: 'blocked', entry: null },
        { description: 'x', uuid: null, annotations: [{ entry: 'x', description: 'y' }] },
        { description: { text: 'x' } },
        { status: 'pending' },
        [],
        { description: ' ' },
      ]),
    ).toEqual([
      { line: 1, task: { ...NOTHING, title: '5', tags: ['project/7', '1', 'a'] }, remarks: [] },
      { line: 2, task: { ...NOTHING, tags: ['a', 'b', 'c'] }, remarks: [] },
      {
        line: 3,
        task: {
          ...NOTHING,
          tags: ['ok'],
          description: 'taskwarrior.tag: project/Two words\ntaskwarrior.tag: two words\ntaskwarrior.tag: a,b',
        },
        remarks: Array.from({ length: 3 }, () => 'what cannot be a tag is in the note'),
      },
      {
        line: 4,
        task: {
          ...NOTHING,
          description:
            'taskwarrior.tags: [{}]\ntaskwarrior.annotations: none\ntaskwarrior.depends: 5\ntaskwarrior.status: blocked',
        },
        remarks: ['kept in the note: tags, annotations, depends and status'],
      },
      {
        line: 5,
        task: { ...NOTHING, description: 'taskwarrior.annotations: [{"entry":"x","description":"y"}]' },
        remarks: ['kept in the note: annotations'],
      },
      { line: 6, problem: 'The title is empty' },
      { line: 7, problem: 'The title is empty' },
      { line: 9, problem: 'The title is empty' },
    ]);
  });

  it('leaves out the oldest of annotations that are too many for a note, and fields that are too long', () => {
    const annotations = Array.from({ length: 1_000 }, (_, index) => ({
      entry: `202601${String(10 + Math.floor(index / 60)).padStart(2, '0')}T00${String(index % 60).padStart(2, '0')}00Z`,
      description: 'x'.repeat(78),
    }));
    const row = readOne({ description: 'x', annotations, wait: '20270101T000000Z', log: 'y'.repeat(5_000) });
    // The last 80 begin with number 920, at 20 minutes on the 25th.
    const lines = annotations
      .slice(-80)
      .map(({ entry, description }) => `${withDashes(entry)} ${description}`);
    expect(lines[0]).toBe(`2026-01-25T00:20:00Z ${'x'.repeat(78)}`);
    expect(row).toEqual({
      line: 1,
      task: { ...NOTHING, description: `${lines.join('\n')}\n\ntaskwarrior.wait: 20270101T000000Z` },
      remarks: [
        'kept in the note: wait and one other field',
        'left out: 920 annotations that the note has no room for',
        'left out: one field that is too long to keep',
      ],
    });
  });

  it.each([
    ['description', 'The title has 10000000 characters, 500 are possible'],
    ['uuid', undefined],
    ['due', undefined],
    ['recur', undefined],
    ['tags', 'The note has 10000017 characters, 10000 are possible'],
    ['annotations', undefined],
    ['whatever', undefined],
  ])('reads 10 MB of %s', (name, problem) => {
    const long = 'x'.repeat(10_000_000);
    const row = readOne({ description: 'x', status: 'recurring', [name]: long });
    expect('problem' in row ? row.problem : undefined).toBe(problem);
  });

  it.each([
    [
      'cut within a task',
      '[\n{"description":"x"},\n{"description":"y","entry":"2026',
      [X, cut(3), unclosed(3)],
    ],
    ['cut between two', '[\n{"description":"x"},\n', [X, unclosed(3)]],
    [
      'of two files, each with a byte order mark',
      '[\n{"description":"x"}]\n\uFEFF[{"uuid":1}]',
      [X, untitled(3)],
    ],
    ['with lines of Windows', '[\r\n{"description":"x"},\r\n{"uuid":1}\r\n]\r\n', [X, untitled(3)]],
    [
      'with a list within the list',
      '[\n[{"description":"x"},null]]',
      [X, { line: 2, problem: 'It is no JSON object' }],
    ],
    [
      'with half of a character',
      '[\n{"description":"x"},{"description":"\\ud83d"}]',
      [X, { line: 2, problem: 'The title is not valid Unicode: half of a character is missing' }],
    ],
    [
      'with half of a character in an annotation',
      '[\n{"description":"x"},{"description":"y","annotations":[{"entry":"20260101T000000Z","description":"\ud83d"}]}]',
      [X, { line: 2, problem: 'The note is not valid Unicode: half of a character is missing' }],
    ],
    [
      'with a NUL',
      '[\n{"description":"x"},{"description":"a\\u0000b"}]',
      [X, { line: 2, problem: 'The title holds a NUL character' }],
    ],
    [
      'with control characters, as Taskwarrior writes them',
      '[\n{"description":"x"},{"description":"a\u001B[2Jb","project":"\u001B[2J","estimate":"\u0001"}]',
      [
        X,
        {
          line: 2,
          task: {
            ...NOTHING,
            title: 'a\u001B[2Jb',
            description: 'taskwarrior.estimate: \u0001\ntaskwarrior.tag: project/\u001B[2J',
          },
          remarks: ['kept in the note: one other field', 'what cannot be a tag is in the note'],
        },
      ],
    ],
  ])('reads a file %s', (_name, text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it('refuses what is no JSON at all', () => {
    expect(usageErrorOf(() => read('x Buy milk\n')).message).toBe('The file holds no JSON');
    expect(read('')).toEqual([]);
    expect(read('\n[\n]\n')).toEqual([]);
  });

  it('keeps fields of any name and value', () => {
    const [row] = read(
      String.raw`{"description":"x","title":"t","tag":"g","rule":"r","":1,"a b":"c","a:b":[1],"%41":true,"__proto__":{"a":1},"constructor":" ","\u001b[2J":"\u001b[2J\n\\","big":1e400,"off":false,"n":null,"t1":"null","s":""}`,
    );
    expect(row).toEqual({
      line: 1,
      task: {
        ...NOTHING,
        description: [
          'taskwarrior.%74itle: t',
          'taskwarrior.%74ag: g',
          'taskwarrior.%72ule: r',
          'taskwarrior.%: 1',
          'taskwarrior.a%20b: c',
          'taskwarrior.a%3Ab: [1]',
          'taskwarrior.%2541: true',
          'taskwarrior.__proto__: {"a":1}',
          'taskwarrior.constructor: " "',
          'taskwarrior.%1B%5B2J: \u001B[2J\\n\\\\',
          'taskwarrior.big: null',
          'taskwarrior.off: false',
          'taskwarrior.t1: "null"',
          'taskwarrior.s:',
        ].join('\n'),
      },
      remarks: ['kept in the note: 14 other fields'],
    });
  });
});

function read(text: string | readonly object[]) {
  const lines = typeof text === 'string' ? text : text.map((one) => JSON.stringify(one)).join('\n');
  return readTaskwarrior(lines, { now: NOW });
}

function readOne(fields: object): ImportedRow {
  const [row, ...others] = read([fields]);
  expect(others).toEqual([]);
  if (row === undefined) throw new Error('There is no row');
  return row;
}

function cut(line: number) {
  return { line, problem: 'It is not closed: the file may be cut' };
}

function unclosed(line: number) {
  return { line, problem: 'The list is not closed: the file may be cut' };
}

function untitled(line: number) {
  return { line, problem: 'The title is empty' };
}

function withDashes(date: string): string {
  return date.replace(/^(....)(..)(.....)(..)/, '$1-$2-$3:$4:');
}
