import { describe, expect, it } from 'vitest';
import type { ImportedRow, ImportedTask } from '../../src/domain/imported-task.ts';
import type { TaskRecord } from '../../src/domain/task-record.ts';
import { readJsonLines } from '../../src/formats/jsonl/read.ts';
import { jsonLinesWriter } from '../../src/formats/jsonl/write.ts';
import { toRecord } from '../support/any-task.ts';
import { importedTask } from '../support/imported-task.ts';
import { usageErrorOf } from '../unit/usage-error.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const ID = '0198c0de-0000-7000-8000-000000000001';

const RECORD: TaskRecord = {
  number: 42,
  id: ID,
  title: 'Pay rent',
  description: 'To the\nlandlord',
  dueDate: '2026-11-27',
  dueTime: '17:00',
  priority: 'High',
  tags: ['home', 'project/Home'],
  recursionPattern: 'FREQ=MONTHLY',
  completed: true,
  completedAt: '2026-11-26T10:00:00.123Z',
  createdAt: '2026-11-23T09:00:00.000Z',
  updatedAt: '2026-11-26T10:00:00.123Z',
};
const LINE =
  '{"number":42,"id":"0198c0de-0000-7000-8000-000000000001","title":"Pay rent","description":"To the\\nlandlord","dueDate":"2026-11-27","dueTime":"17:00","priority":"High","tags":["home","project/Home"],"recursionPattern":"FREQ=MONTHLY","completed":true,"completedAt":"2026-11-26T10:00:00.123Z","createdAt":"2026-11-23T09:00:00.000Z","updatedAt":"2026-11-26T10:00:00.123Z"}';

const TASK: ImportedTask = {
  id: ID,
  title: 'Pay rent',
  description: 'To the\nlandlord',
  due: { on: '2026-11-27', at: '17:00' },
  priority: 'High',
  tags: ['home', 'project/Home'],
  recursionPattern: 'FREQ=MONTHLY',
  completed: true,
  completedAt: new Date('2026-11-26T10:00:00.123Z'),
  createdAt: new Date('2026-11-23T09:00:00Z'),
  updatedAt: new Date('2026-11-26T10:00:00.123Z'),
};
const NOTHING = importedTask({ title: 'x' });

describe('readJsonLines', () => {
  it.each([
    ['a line each', `${LINE}\n{"title":"x"}\n`],
    ['lines of Windows', `${LINE}\r\n\r\n{"title":"x"}`],
    ['a list', `[${LINE},{"title":"x"}]`],
  ])('reads tasks in %s', (_name, text) => {
    expect(read(text)).toMatchObject([
      { task: TASK, remarks: [] },
      { task: NOTHING, remarks: [] },
    ]);
  });

  it('reads an object of several lines', () => {
    expect(read(JSON.stringify([RECORD], null, 2))).toEqual([{ line: 2, task: TASK, remarks: [] }]);
  });

  it('takes a task for done that says when that was', () => {
    expect(read('{"title":"x","completedAt":"2026-11-26"}')).toEqual([
      {
        line: 1,
        task: { ...NOTHING, completed: true, completedAt: new Date('2026-11-25T23:00:00Z') },
        remarks: [],
      },
    ]);
  });

  it('keeps fields that it does not know', () => {
    expect(read('{"title":"x","colour":"red","size":{"w":1},"nothing":null}')).toEqual([
      {
        line: 1,
        task: { ...NOTHING, description: 'jsonl.colour: red\njsonl.size: {"w":1}' },
        remarks: ['kept in the note: 2 other fields'],
      },
    ]);
  });

  it.each([
    ['title', '5', 'The field title is no text'],
    ['description', '["a"]', 'The field description is no text'],
    ['id', '5', 'The field id is no text'],
    ['dueDate', '"27 Nov"', 'The field dueDate is no date'],
    ['dueDate', '"2026-02-30"', 'The field dueDate is no date'],
    ['dueTime', '"25:00"', 'The field dueTime is no time of day'],
    ['dueTime', '"10:00"', 'It has a dueTime without a dueDate'],
    ['priority', '"urgent"', 'The field priority is none of High, Medium and Low'],
    ['tags', '"home"', 'The field tags is no list of texts'],
    ['tags', '[1]', 'The field tags is no list of texts'],
    ['recursionPattern', 'true', 'The field recursionPattern is no text'],
    ['completed', '"yes"', 'The field completed is neither true nor false'],
    ['completedAt', '"then"', 'The field completedAt is no instant'],
    ['createdAt', '1795993200', 'The field createdAt is no instant'],
    ['updatedAt', '"2026-13-01T00:00:00Z"', 'The field updatedAt is no instant'],
  ])('says what is wrong with %s: %s', (name, value, problem) => {
    expect(read(`{"title":"x"}\n{"title":"x","${name}":${value}}\n{"title":"y"}`)).toEqual([
      { line: 1, task: NOTHING, remarks: [] },
      { line: 2, problem },
      { line: 3, task: { ...NOTHING, title: 'y' }, remarks: [] },
    ]);
  });

  it.each([
    ['{}', 'The title is empty'],
    ['{"title":null}', 'The title is empty'],
    ['null', 'It is no JSON object'],
    ['{"title":"\uD83D"}', 'The title is not valid Unicode: half of a character is missing'],
    ['{"title":"a\\u0000"}', 'The title holds a NUL character'],
    ['{"title":"x"', 'It is not closed: the file may be cut'],
  ])('says what is wrong with %s', (text, problem) => {
    expect(read(`{"title":"x"}\n${text}`)).toEqual([
      { line: 1, task: NOTHING, remarks: [] },
      { line: 2, problem },
    ]);
  });

  it('refuses what is no JSON at all', () => {
    expect(usageErrorOf(() => read('x Buy milk\n')).message).toBe('The file holds no JSON');
    expect(read('')).toEqual([]);
    expect(read('[]')).toEqual([]);
  });
});

describe('jsonLinesWriter', () => {
  it('writes what todo list --jsonl prints', () => {
    expect(write(RECORD)).toBe(`${LINE}\n`);
  });

  it('gives back the fields that the note kept, and a title that was cut', () => {
    const text = `{"title":"${'long '.repeat(120)}","colour":"red","size":{"w":1},"code":"5","tags":["two words"]}`;
    const [row] = read(text);
    expect(row).toHaveProperty('task.title', `${'long '.repeat(99)}long…`);
    const written: unknown = JSON.parse(write(recordOf(row)));
    expect(written).toEqual({
      ...recordOf(row),
      title: 'long '.repeat(120),
      description: null,
      tags: ['two words'],
      colour: 'red',
      size: { w: 1 },
      code: '5',
    });
  });
});

function read(text: string) {
  return readJsonLines(text, { now: NOW });
}

function write(task: TaskRecord): string {
  const { text, lost } = jsonLinesWriter({ now: NOW }).write(task, true);
  expect(lost).toEqual([]);
  return text;
}

function recordOf(row: ImportedRow | undefined): TaskRecord {
  if (row === undefined || !('task' in row)) throw new Error('There is no task');
  return toRecord(row.task, NOW);
}
