import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ImportedRow, ImportedTask } from '../../src/domain/imported-task.ts';
import type { TaskRecord } from '../../src/domain/task-record.ts';
import { readObjects } from '../../src/formats/json/objects.ts';
import type { JsonObject } from '../../src/formats/json/values.ts';
import { readAnnotations } from '../../src/formats/taskwarrior/annotations.ts';
import { readTaskwarrior } from '../../src/formats/taskwarrior/read.ts';
import { taskwarriorWriter } from '../../src/formats/taskwarrior/write.ts';
import { anyTask, toRecord } from '../support/any-task.ts';
import { anyFields } from '../support/any-taskwarrior-fields.ts';
import { isTaskwarriorMissing, openTaskwarrior, type Taskwarrior } from '../support/taskwarrior.ts';
import { writeAll } from '../support/write-all.ts';

/** Taskwarrior looks at its own clock. */
const NOW = new Date();
const CREATED = new Date('2026-01-02T03:04:05Z');
const UUID: unknown = expect.stringMatching(/^[\da-f]{8}-/);
const ANEW = new Set(['id', 'urgency', 'mask']);
const SETTINGS = ['uda.estimate.type=string', 'uda.points.type=numeric'];

const OPEN = {
  id: UUID,
  description: null,
  due: null,
  priority: 'Medium',
  tags: [],
  recursionPattern: null,
  completed: false,
  completedAt: null,
  createdAt: CREATED,
  updatedAt: expect.any(Date) as unknown,
};

it.skipIf(isTaskwarriorMissing)('what Taskwarrior has made is read, and goes back to it', () => {
  const task = openTaskwarrior(SETTINGS);
  const add = (...words: readonly string[]) => task(['add', 'entry:2026-01-02T03:04:05Z', ...words]);
  add(
    'Call "Zoë"',
    'project:Home.Kitchen',
    '+phone',
    '+a.b',
    'priority:H',
    'due:2090-11-27',
    'estimate:PT1H',
  );
  task(['1', 'annotate', 'He\nwas out']);
  task(['1', 'annotate', 'https://example.com/?a=b']);
  add('Paint', 'depends:1', 'due:2090-11-27T17:00', 'wait:2090-01-01', 'scheduled:2089-11-20', 'priority:L');
  add('Wash', 'priority:M', 'project:Two words');
  task(['3', 'start']);
  add('Done');
  task(['4', 'done']);
  add('Gone');
  task(['5', 'delete']);
  add('Water', 'recur:weekdays', 'due:2090-01-02', 'until:2091-01-01', 'points:5');
  add('Backup', 'recur:12h', 'due:2090-01-02');
  const file = task(['export']);

  const rows = readTaskwarrior(file, { now: NOW });
  const [call, paint] = rows.map((row) => idOf(row));
  const [first = '', second = ''] = timesOf(file);
  expect(rows.map((row) => ('task' in row ? row.task : row))).toEqual([
    {
      ...OPEN,
      title: 'Call "Zoë"',
      priority: 'High',
      due: { on: '2090-11-27', at: null },
      tags: ['project/Home.Kitchen', 'a.b', 'phone'],
      description: `${first} He\nwas out\n${second} https://example.com/?a=b\n\ntaskwarrior.estimate: PT1H`,
    },
    {
      ...OPEN,
      title: 'Paint',
      priority: 'Low',
      due: { on: '2090-11-27', at: '17:00' },
      description: `taskwarrior.scheduled: 20891119T230000Z\ntaskwarrior.wait: 20891231T230000Z\ntaskwarrior.depends: ["${call}"]`,
    },
    {
      ...OPEN,
      title: 'Wash',
      description: expect.stringMatching(
        /^taskwarrior.start: \d{8}T\d{6}Z\ntaskwarrior.tag: project\/Two words$/,
      ) as unknown,
    },
    {
      ...OPEN,
      title: 'Water',
      due: { on: '2090-01-02', at: null },
      recursionPattern: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20910101',
      description: 'taskwarrior.points: 5\ntaskwarrior.until: 20901231T230000Z',
    },
    {
      ...OPEN,
      title: 'Backup',
      due: { on: '2090-01-02', at: null },
      description: 'taskwarrior.recur: 12h',
    },
    { line: 7, skipped: 'it is an occurrence of the recurring task of line 5' },
    { line: 8, skipped: 'it is an occurrence of the recurring task of line 6' },
    { ...OPEN, title: 'Done', completed: true, completedAt: expect.any(Date) as unknown },
    { line: 10, skipped: 'it is deleted' },
  ]);
  expect(paint).not.toBe(call);

  const again = openTaskwarrior(['recurrence=no', ...SETTINGS]);
  give(again, recordsOf(rows));
  const before = fieldsOf(file).filter(({ status, parent }) => status !== 'deleted' && parent === undefined);
  expect(fieldsOf(again(['export']))).toEqual(before);
});

it.skipIf(isTaskwarriorMissing)('a series goes on in Taskwarrior, and comes back as one task', () => {
  const task = openTaskwarrior();
  const records = [
    'FREQ=WEEKLY',
    'FREQ=WEEKLY;BYDAY=FR',
    'FREQ=MONTHLY;INTERVAL=3',
    'FREQ=WEEKLY;BYDAY=MO,TH',
    'FREQ=DAILY;COUNT=3',
  ].map((recursionPattern, index): TaskRecord => ({
    number: index + 1,
    id: `0198c0de-0000-7000-8000-00000000000${index}`,
    title: `Series ${index}`,
    description: 'A note',
    // A Friday.
    dueDate: '2090-01-27',
    dueTime: null,
    priority: 'Medium',
    tags: [],
    recursionPattern,
    completed: false,
    completedAt: null,
    createdAt: CREATED.toISOString(),
    updatedAt: CREATED.toISOString(),
  }));
  give(task, records);
  const file = task(['export']);
  const copies = fieldsOf(file).filter(({ parent }) => parent !== undefined);
  expect(copies.map(({ description, due }) => [description, due])).toEqual([
    ['Series 0', '20900126T230000Z'],
    ['Series 1', '20900126T230000Z'],
    ['Series 2', '20900126T230000Z'],
  ]);
  const read = recordsOf(readTaskwarrior(file, { now: NOW }));
  expect(
    read.map(({ id, dueDate, recursionPattern, description }) => ({
      id,
      dueDate,
      recursionPattern,
      description,
    })),
  ).toEqual(
    records.map(({ id, dueDate, recursionPattern, description }) => ({
      id,
      dueDate,
      recursionPattern,
      description,
    })),
  );
});

it.skipIf(isTaskwarriorMissing)('Taskwarrior holds any tasks as we write them', () => {
  const many = fc.uniqueArray(anyTask, { minLength: 200, maxLength: 200, selector: ({ id }) => id });
  fc.assert(
    fc.property(many, (tasks) => {
      const file = writeAll(taskwarriorWriter({ now: NOW }), tasks);
      const task = openTaskwarrior(['recurrence=no']);
      task(['import', '-'], file);
      expect(tasksOf(task(['export']))).toEqual(tasksOf(file));
    }),
    // Shrinking would run Taskwarrior for minutes.
    { numRuns: 1, endOnFailure: true },
  );
});

it.skipIf(isTaskwarriorMissing)('Taskwarrior takes what we write of any fields of others', () => {
  const many = fc.array(anyFields, { minLength: 200, maxLength: 200 });
  fc.assert(
    fc.property(many, (entries) => {
      const records = entries.flatMap((entry, index) => {
        const id = `0198c0de-0000-7000-8000-${String(index).padStart(12, '0')}`;
        const rows = readTaskwarrior(JSON.stringify(entry), { now: NOW });
        return recordsOf(rows).map((record) => Object.assign(record, { id }));
      });
      const task = openTaskwarrior(['recurrence=no']);
      give(task, records);
      expect(fieldsOf(task(['export'])).map(({ uuid }) => uuid)).toEqual(
        expect.arrayContaining(records.map(({ id }) => id)),
      );
    }),
    { numRuns: 1, endOnFailure: true },
  );
});

function give(task: Taskwarrior, records: readonly TaskRecord[]): void {
  task(['import', '-'], writeAll(taskwarriorWriter({ now: NOW }), records));
}

function recordsOf(rows: readonly ImportedRow[]): TaskRecord[] {
  return rows.flatMap((row) => ('task' in row ? [toRecord(row.task, NOW)] : []));
}

function idOf(row: ImportedRow) {
  return 'task' in row ? row.task.id : null;
}

/** By their UUIDs, with their tags in order, as Taskwarrior sorts them. */
function tasksOf(file: string): ReadonlyMap<string | null, ImportedTask> {
  return new Map(
    readTaskwarrior(file, { now: NOW }).map((row) => {
      if (!('task' in row)) throw new Error(JSON.stringify(row));
      return [row.task.id, { ...row.task, tags: row.task.tags.toSorted() }];
    }),
  );
}

/** What Taskwarrior exports, but for what it numbers and counts anew, and for the priority that is written as none. */
function fieldsOf(file: string): JsonObject[] {
  return readObjects(file).map((place) => {
    if (!('fields' in place)) throw new Error(place.problem);
    return Object.fromEntries(Object.entries(place.fields).filter(isWrittenAsRead));
  });
}

function isWrittenAsRead([name, value]: readonly [name: string, value: unknown]): boolean {
  return !ANEW.has(name) && !(name === 'priority' && value === 'M');
}

/** When the first task was annotated. */
function timesOf(file: string): string[] {
  const annotations = readAnnotations(fieldsOf(file)[0]?.['annotations']) ?? [];
  return annotations.map(({ entry }) => entry.replace(/^(....)(..)(.....)(..)/, '$1-$2-$3:$4:'));
}
