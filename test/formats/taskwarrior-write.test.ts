import { describe, expect, it } from 'vitest';
import type { TaskRecord } from '../../src/domain/task-record.ts';
import { isObject, type JsonObject } from '../../src/formats/json/values.ts';
import { taskwarriorWriter } from '../../src/formats/taskwarrior/write.ts';
import { writeAll } from '../support/write-all.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const ID = '0198c0de-0000-7000-8000-000000000001';
const A = 'aaaaaaaa-1111-4111-8111-111111111111';

const TASK: TaskRecord = {
  number: 1,
  id: ID,
  title: 'Pay rent',
  description: null,
  dueDate: null,
  dueTime: null,
  priority: 'Medium',
  tags: [],
  recursionPattern: null,
  completed: false,
  completedAt: null,
  createdAt: '2026-11-01T09:00:00.123Z',
  updatedAt: '2026-11-02T09:00:00.000Z',
};
const BASE = {
  uuid: ID,
  status: 'pending',
  entry: '20261101T090000Z',
  description: 'Pay rent',
  modified: '20261102T090000Z',
};

describe('taskwarriorWriter', () => {
  it('writes a list, a task a line', () => {
    const task = `{"uuid":"${ID}","status":"pending","entry":"20261101T090000Z","description":"Pay rent","modified":"20261102T090000Z"}`;
    expect(file([])).toBe('[\n]\n');
    expect(file([TASK])).toBe(`[\n${task}\n]\n`);
    expect(file([TASK, TASK])).toBe(`[\n${task},\n${task}\n]\n`);
  });

  it('writes all that a task has, in the order of Taskwarrior', () => {
    const record: TaskRecord = {
      ...TASK,
      title: 'Say "hi" to Zoë 👋',
      description: 'Two\nlines\n2026-11-02T10:00:00Z He was out',
      dueDate: '2026-11-27',
      priority: 'High',
      tags: ['a', 'project/Home.Kitchen', 'project/Other'],
      completed: true,
      completedAt: '2026-11-03T09:00:00.000Z',
      recursionPattern: 'FREQ=WEEKLY',
    };
    expect(file([record])).toBe(
      `[\n${[
        `{"uuid":"${ID}","status":"completed","entry":"20261101T090000Z","description":"Say \\"hi\\" to Zoë 👋"`,
        '"modified":"20261102T090000Z","end":"20261103T090000Z","due":"20261126T230000Z","project":"Home.Kitchen","priority":"H"',
        '"tags":["a","project/Other"],"annotations":[{"entry":"20261101T090000Z","description":"Two\\nlines"}',
        '{"entry":"20261102T100000Z","description":"He was out"}],"rrule":"FREQ=WEEKLY"}',
      ].join(',')}\n]\n`,
    );
  });

  it.each([
    ['a wait that is not over', 'wait: 20270101T000000Z', { status: 'waiting', wait: '20270101T000000Z' }],
    ['a wait that is over', 'wait: 20250101T000000Z', { wait: '20250101T000000Z' }],
    ['a date in another form', 'scheduled: 2026-12-01', { scheduled: '20261130T230000Z' }],
    ['when it was started', 'start: 20261101T000000Z', { start: '20261101T000000Z' }],
    ['when it expires', 'until: 20270101T000000Z', { until: '20270101T000000Z' }],
    ['what it depends on', `depends: ["${A}"]`, { depends: [A] }],
    ['what it depends on, as a text', `depends: ${A},${ID}`, { depends: [A, ID] }],
    ['another priority', 'priority: B', { priority: 'B' }],
    ['a project that is no tag', 'tag: project/Two words', { project: 'Two words' }],
    ['a tag that is none here', 'tag: a+b', { tags: ['a+b'] }],
    ['a text', 'estimate: PT1H', { estimate: 'PT1H' }],
    ['a number', 'points: 5', { points: 5 }],
    ['a text that looks like a number', 'code: "5"', { code: '5' }],
    ['a list', 'list: [1,"a"]', { list: [1, 'a'] }],
    ['a field called title', '%74itle: x', { title: 'x' }],
    ['a field of any name', '%25é: x', { '%é': 'x' }],
    ['a field that every object has', '__proto__: x', Object.fromEntries([['__proto__', 'x']])],
  ])('gives back %s', (_name, kept, fields) => {
    const description = `Note\n\ntaskwarrior.${kept}`;
    const annotations = [{ entry: '20261101T090000Z', description: 'Note' }];
    expect(write({ ...TASK, description })).toEqual({ ...BASE, annotations, ...fields });
  });

  it.each([
    ['a date that does not exist', 'wait: 20260230T000000Z'],
    ['a date that Taskwarrior would not read', 'wait: 19700101T000000Z'],
    ['what has expired, which Taskwarrior would delete', 'until: 20260101T000000Z'],
    ['what is no UUID', 'depends: 1,2'],
    ['a due date that was none', 'due: someday'],
    ['an urgency', 'urgency: 5'],
    ['a rule that was none', 'rule: FREQ=HOURLY'],
    ['a recurrence that was taken away here', 'recur: 3mo'],
    ['a whole title of another task', 'title: Pay the rent'],
    ['a tag that can be one', 'tag: home'],
    ['a tag that is no word', 'tag: two words'],
    ['a field whose name is no word', 'a%20b: x'],
    ['a recurrence that Taskwarrior does not know', 'recur: sometimes'],
  ])('leaves in the note %s', (_name, kept) => {
    const description = `Note\n\ntaskwarrior.${kept}`;
    const annotations = [{ entry: '20261101T090000Z', description }];
    expect(write({ ...TASK, description })).toEqual({ ...BASE, annotations });
  });

  it.each([
    ['A note', [['20261101T090000Z', 'A note']]],
    ['2026-11-02T10:00:00Z x', [['20261102T100000Z', 'x']]],
    ['2026-02-30T10:00:00Z x', [['20261101T090000Z', '2026-02-30T10:00:00Z x']]],
    ['1970-01-01T10:00:00Z x', [['20261101T090000Z', '1970-01-01T10:00:00Z x']]],
    ['2026-11-01T09:00:00Z of that time', [['20261101T090000Z', '2026-11-01T09:00:00Z of that time']]],
    ['\n2026-11-02T10:00:00Z x', [['20261101T090000Z', '\n2026-11-02T10:00:00Z x']]],
    ['2026-11-02T10:00:00Z', [['20261101T090000Z', '2026-11-02T10:00:00Z']]],
    ['todotxt.t: 2026-01-01', [['20261101T090000Z', 'todotxt.t: 2026-01-01']]],
  ])('writes the note %j as annotations', (description, annotations) => {
    expect(write({ ...TASK, description })).toEqual({
      ...BASE,
      annotations: annotations.map(([entry, text]) => ({ entry, description: text })),
    });
  });

  it.each([
    ['2026-11-27', null, '20261126T230000Z', []],
    ['2026-06-27', '17:00', '20260627T150000Z', []],
    ['2026-11-27', '00:00', '20261126T230000Z', ['time of day']],
    ['2026-03-29', '02:30', '20260329T013000Z', ['time of day']],
    ['1979-12-31', null, undefined, ['due dates before 1980 and after 9998']],
    ['9999-01-02', null, undefined, ['due dates before 1980 and after 9998']],
  ])('writes the due date %s %s as %s', (dueDate, dueTime, due, lost) => {
    const task = { ...TASK, dueDate, dueTime };
    expect(write(task)['due']).toBe(due);
    expect(taskwarriorWriter({ now: NOW }).write(task, true).lost).toEqual(lost);
  });

  it('writes times that Taskwarrior does not have as the nearest that it has', () => {
    const record = { ...TASK, createdAt: '1969-07-20T20:17:40.000Z', updatedAt: '9999-12-31T23:59:59.000Z' };
    expect(write(record)).toEqual({ ...BASE, entry: '19800101T000000Z', modified: '99981231T000000Z' });
  });
});

/** 27 November 2026 is a Friday. */
describe('a recurrence', () => {
  it.each([
    ['FREQ=DAILY', { recur: 'daily' }],
    ['FREQ=DAILY;INTERVAL=3', { recur: 'P3D' }],
    ['FREQ=WEEKLY', { recur: 'weekly' }],
    ['FREQ=WEEKLY;INTERVAL=2', { recur: 'P2W' }],
    ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', { recur: 'weekdays' }],
    ['FREQ=MONTHLY', { recur: 'monthly' }],
    ['FREQ=MONTHLY;INTERVAL=3', { recur: 'P3M' }],
    ['FREQ=YEARLY', { recur: 'yearly' }],
    ['FREQ=WEEKLY;UNTIL=20270131', { recur: 'weekly', until: '20270131T225959Z' }],
  ])('that Taskwarrior knows is its own: %s', (recursionPattern, fields) => {
    expect(write({ ...TASK, dueDate: '2026-11-27', recursionPattern })).toEqual({
      ...BASE,
      status: 'recurring',
      due: '20261126T230000Z',
      rtype: 'periodic',
      ...fields,
    });
  });

  it.each([
    ['FREQ=WEEKLY;BYDAY=FR', { recur: 'weekly' }],
    ['FREQ=MONTHLY;BYMONTHDAY=27', { recur: 'monthly' }],
    ['FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=27', { recur: 'yearly' }],
    ['FREQ=YEARLY;INTERVAL=2', { recur: 'P24M' }],
    ['FREQ=WEEKLY;BYDAY=FR;UNTIL=20270131', { recur: 'weekly', until: '20270131T225959Z' }],
  ])('that it knows by another name has ours besides: %s', (recursionPattern, fields) => {
    expect(write({ ...TASK, dueDate: '2026-11-27', recursionPattern })).toEqual({
      ...BASE,
      status: 'recurring',
      due: '20261126T230000Z',
      rtype: 'periodic',
      rrule: recursionPattern,
      ...fields,
    });
  });

  it.each([
    ['FREQ=WEEKLY;BYDAY=MO', '2026-11-27'],
    ['FREQ=WEEKLY;BYDAY=MO,TH', '2026-11-27'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;WKST=SU', '2026-11-27'],
    ['FREQ=MONTHLY;BYDAY=-1FR', '2026-11-27'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', '2026-11-30'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1', '2028-02-29'],
    ['FREQ=DAILY;COUNT=3', '2026-11-27'],
    ['FREQ=DAILY;X-FROM=COMPLETION', '2026-11-27'],
    ['FREQ=DAILY;UNTIL=20261122', '2026-11-01'],
    ['FREQ=DAILY', null],
    ['FREQ=DAILY', '1979-01-01'],
  ])(
    'that it does not know, or that would be over, is a field of our own: %s, due %s',
    (recursionPattern, dueDate) => {
      const { status, recur, rtype, until, rrule } = write({ ...TASK, dueDate, recursionPattern });
      expect({ status, recur, rtype, until, rrule }).toEqual({ status: 'pending', rrule: recursionPattern });
    },
  );

  it.each([
    ['FREQ=MONTHLY;INTERVAL=3', '2026-11-27', 'recur: 3mo', { recur: '3mo' }],
    [
      'FREQ=WEEKLY;UNTIL=20270131',
      '2026-11-27',
      'until: 20270131T000000Z',
      { recur: 'weekly', until: '20270131T000000Z' },
    ],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', '2026-12-31', 'recur: monthly', { recur: 'monthly' }],
  ])(
    'is said as the note has it, if that is the same: %s, due %s',
    (recursionPattern, dueDate, kept, said) => {
      const description = `taskwarrior.${kept}`;
      const { status, recur, until, rrule, annotations } = write({
        ...TASK,
        dueDate,
        recursionPattern,
        description,
      });
      expect({ status, recur, until, rrule, annotations }).toEqual({ status: 'recurring', ...said });
    },
  );

  it('is said anew if it was changed', () => {
    const description = 'taskwarrior.recur: 3mo\ntaskwarrior.until: 20270131T000000Z';
    expect(write({ ...TASK, dueDate: '2026-11-27', recursionPattern: 'FREQ=WEEKLY', description })).toEqual({
      ...BASE,
      status: 'recurring',
      due: '20261126T230000Z',
      recur: 'weekly',
      rtype: 'periodic',
      annotations: [{ entry: '20261101T090000Z', description }],
    });
  });

  it('of hours comes back, and so does what ties a copy to its series', () => {
    const dueDate = '2026-11-27';
    expect(write({ ...TASK, dueDate, description: 'taskwarrior.recur: 12h' })).toMatchObject({
      status: 'recurring',
      recur: '12h',
      rtype: 'periodic',
    });
    const description = `taskwarrior.recur: weekly\ntaskwarrior.parent: ${A}\ntaskwarrior.imask: 3`;
    const done = { ...TASK, dueDate, completed: true, completedAt: TASK.updatedAt, description };
    expect(write(done)).toEqual({
      ...BASE,
      status: 'completed',
      end: '20261102T090000Z',
      due: '20261126T230000Z',
      recur: 'weekly',
      rtype: 'periodic',
      imask: 3,
      parent: A,
    });
  });
});

function file(tasks: readonly TaskRecord[]): string {
  return writeAll(taskwarriorWriter({ now: NOW }), tasks);
}

function write(task: TaskRecord): JsonObject {
  const fields: unknown = JSON.parse(taskwarriorWriter({ now: NOW }).write(task, true).text);
  if (!isObject(fields)) throw new Error('It is no object');
  return fields;
}
