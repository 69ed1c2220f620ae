import { describe, expect, it } from 'vitest';
import type { ImportedRow, ImportedTask } from '../../src/domain/imported-task.ts';
import { readTaskwarrior } from '../../src/formats/taskwarrior/read.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const PARENT = '11111111-1111-4111-8111-111111111111';
const A = 'aaaaaaaa-1111-4111-8111-111111111111';
const B = 'bbbbbbbb-1111-4111-8111-111111111111';
const C = 'cccccccc-1111-4111-8111-111111111111';

const SERIES: ImportedTask = {
  id: PARENT,
  title: 'water',
  description: null,
  due: { on: '2026-11-02', at: null },
  priority: 'Medium',
  tags: [],
  recursionPattern: 'FREQ=WEEKLY',
  completed: false,
  completedAt: null,
  createdAt: new Date('2026-01-01T00:00:00Z'),
  updatedAt: null,
};
/** Due on Monday, 2 November. */
const parent = {
  uuid: PARENT,
  status: 'recurring',
  entry: '20260101T000000Z',
  description: 'water',
  due: '20261101T230000Z',
  recur: 'weekly',
  rtype: 'periodic',
};
const SECOND = '20261108T230000Z';
const THIRD = '20261115T230000Z';

describe('a series of Taskwarrior', () => {
  it('is one task, which is due when the first copy is that is left to do', () => {
    expect(
      read([
        { ...parent, mask: '+X-W' },
        copy(A, parent.due, { status: 'completed', end: '20261102T080000Z', imask: 0 }),
        copy(B, SECOND, { status: 'deleted', imask: 1 }),
        copy('dddddddd-1111-4111-8111-111111111111', '20261122T230000Z', {
          imask: 3,
          wait: '20261121T230000Z',
        }),
        copy(C, THIRD, {
          description: 'water all',
          tags: ['home'],
          imask: 2.0,
          points: 3,
          modified: '20261110T000000Z',
        }),
      ]),
    ).toEqual([
      {
        line: 1,
        task: {
          ...SERIES,
          title: 'water all',
          tags: ['home'],
          due: { on: '2026-11-16', at: null },
          updatedAt: new Date('2026-11-10T00:00:00Z'),
          description: 'taskwarrior.points: 3',
        },
        remarks: ['kept in the note: one other field'],
      },
      {
        line: 2,
        task: {
          ...SERIES,
          id: A,
          recursionPattern: null,
          completed: true,
          completedAt: new Date('2026-11-02T08:00:00Z'),
          createdAt: new Date('2026-11-01T00:00:00Z'),
          description: `taskwarrior.recur: weekly\ntaskwarrior.parent: ${PARENT}\ntaskwarrior.imask: 0`,
        },
        remarks: ['kept in the note: recur, parent and imask'],
      },
      { line: 3, skipped: 'it is deleted' },
      { line: 4, skipped: 'it is an occurrence of the recurring task of line 1' },
      { line: 5, skipped: 'it is an occurrence of the recurring task of line 1' },
    ]);
  });

  it('has the same identity in a later export, with or without its parent', () => {
    const first = read([parent, copy(A, parent.due)]);
    const later = read([copy(A, parent.due, { status: 'completed' }), copy(B, SECOND), parent]);
    const alone = read([copy(B, SECOND), copy(C, THIRD)]);
    expect(first.map(idOf)).toEqual([PARENT, undefined]);
    expect(later.map(idOf)).toEqual([A, undefined, PARENT]);
    expect(alone).toEqual([
      {
        line: 1,
        task: { ...SERIES, due: { on: '2026-11-09', at: null }, createdAt: new Date('2026-11-01T00:00:00Z') },
        remarks: [],
      },
      { line: 2, skipped: 'it is an occurrence of the recurring task of line 1' },
    ]);
  });

  it.each([
    ['as its parent, which has no copy yet', {}, [], '2026-11-02'],
    ['at the first place in the mask that is not done', { mask: '++-W' }, [], '2026-11-16'],
    ['behind a mask of what is done', { mask: '+X+' }, [], '2026-11-23'],
    ['after the last copy that is done', {}, [copy(A, SECOND, { status: 'completed' })], '2026-11-16'],
    [
      'after a copy that is done here and not there',
      {},
      [copy(A, parent.due, { status: 'completed' }), copy(B, parent.due)],
      '2026-11-09',
    ],
    ['as its parent, where nobody knows the rule', { recur: 'PT12H', mask: '++' }, [], '2026-11-02'],
    ['in a hundred years at the latest', { mask: '+'.repeat(1_000_000) }, [], '2126-10-28'],
  ])('without a copy to do is due %s', (_name, fields, copies, on) => {
    const [row] = read([{ ...parent, ...fields }, ...copies]);
    expect(row).toHaveProperty('task.due', { on, at: null });
  });

  it('leaves out what synchronising made twice, also of what is done', () => {
    expect(
      read([
        copy(A, parent.due, { status: 'completed' }),
        copy(B, parent.due, { status: 'completed' }),
        copy(C, parent.due),
        parent,
      ]).map((row) => ('skipped' in row ? row.skipped : idOf(row))),
    ).toEqual([A, 'the file has this occurrence twice', 'the file has this occurrence twice', PARENT]);
  });

  it('that was deleted leaves its copies as they are', () => {
    expect(read([{ ...parent, status: 'deleted' }, copy(A, parent.due)])).toEqual([
      { line: 1, skipped: 'it is deleted' },
      {
        line: 2,
        task: {
          ...SERIES,
          id: A,
          recursionPattern: null,
          createdAt: new Date('2026-11-01T00:00:00Z'),
          description: `taskwarrior.recur: weekly\ntaskwarrior.parent: ${PARENT}`,
        },
        remarks: ['kept in the note: recur and parent'],
      },
    ]);
  });

  it('does no harm in a circle', () => {
    const circle = [
      { uuid: A, description: 'a', parent: B, depends: [B] },
      { uuid: B, description: 'b', parent: A, depends: [A, B] },
      { uuid: C, description: 'c', parent: C, recur: 'daily', status: 'recurring', due: parent.due },
      { uuid: PARENT, description: 'd', parent: PARENT, recur: 'daily', due: parent.due },
    ];
    expect(read(circle).map(idOf)).toEqual([A, B, C, PARENT]);
  });

  it.each([
    ['20261130T225959Z', undefined, 'FREQ=WEEKLY;UNTIL=20261130', null],
    ['20261130T230000Z', undefined, 'FREQ=WEEKLY;UNTIL=20261201', 'taskwarrior.until: 20261130T230000Z'],
    [
      '20261130T110000Z',
      '20261102T110100Z',
      'FREQ=WEEKLY;UNTIL=20261129',
      'taskwarrior.until: 20261130T110000Z',
    ],
    [
      '20261130T110100Z',
      '20261102T110100Z',
      'FREQ=WEEKLY;UNTIL=20261130',
      'taskwarrior.until: 20261130T110100Z',
    ],
    ['20251130T110100Z', undefined, null, 'taskwarrior.recur: weekly\ntaskwarrior.until: 20251130T110100Z'],
  ])('ends on the last day before %s', (until, due, recursionPattern, description) => {
    const [row] = read([{ ...parent, due: due ?? parent.due, until }]);
    expect(row).toMatchObject({ task: { recursionPattern, description } });
  });

  it.each(['99991231T233000Z', '10000101T000000Z', '20260230T000000Z', 'never'])(
    'does not fail over an end at %s',
    (until) => {
      const [row] = read([{ ...parent, due: '20261102T160000Z', until }]);
      expect(row).toHaveProperty('task.title', 'water');
    },
  );

  it.each([
    ['daily', 'FREQ=DAILY'],
    ['weekdays', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    ['weekly', 'FREQ=WEEKLY'],
    ['biweekly', 'FREQ=WEEKLY;INTERVAL=2'],
    ['fortnight', 'FREQ=WEEKLY;INTERVAL=2'],
    ['monthly', 'FREQ=MONTHLY'],
    ['bimonthly', 'FREQ=MONTHLY;INTERVAL=2'],
    ['quarterly', 'FREQ=MONTHLY;INTERVAL=3'],
    ['semiannual', 'FREQ=MONTHLY;INTERVAL=6'],
    ['annual', 'FREQ=YEARLY'],
    ['yearly', 'FREQ=YEARLY'],
    ['biannual', 'FREQ=YEARLY;INTERVAL=2'],
    ['3d', 'FREQ=DAILY;INTERVAL=3'],
    ['2 weeks', 'FREQ=WEEKLY;INTERVAL=2'],
    ['2wks', 'FREQ=WEEKLY;INTERVAL=2'],
    ['4mo', 'FREQ=MONTHLY;INTERVAL=4'],
    ['3m', 'FREQ=MONTHLY;INTERVAL=3'],
    ['3q', 'FREQ=MONTHLY;INTERVAL=9'],
    ['P1D', 'FREQ=DAILY'],
    ['P2W', 'FREQ=WEEKLY;INTERVAL=2'],
    ['P1M', 'FREQ=MONTHLY'],
    ['P1Y', 'FREQ=YEARLY'],
    ['P12M', 'FREQ=MONTHLY;INTERVAL=12'],
  ])('recurs %s', (recur, pattern) => {
    expect(read([{ ...parent, recur }])).toMatchObject([{ task: { recursionPattern: pattern } }]);
  });

  it.each(['hourly', '12h', 'PT12H', '36h', '1.5d', '5min', '0d', 'P1Y2M', 'sometimes', '99999d', ''])(
    'keeps %j, which is no rule of days',
    (recur) => {
      const [row] = read([{ ...parent, recur }]);
      expect(row).toMatchObject({
        task: {
          recursionPattern: null,
          description: `taskwarrior.recur: ${recur}`.trimEnd(),
        },
        remarks: ['a recurrence that is none of days, or over, is in the note', 'kept in the note: recur'],
      });
    },
  );
});

function copy(uuid: string, due: string, fields: object = {}) {
  const of = {
    status: 'pending',
    entry: '20261101T000000Z',
    description: 'water',
    recur: 'weekly',
    rtype: 'periodic',
  };
  return { uuid, due, ...of, parent: PARENT, ...fields };
}

function read(entries: readonly object[]) {
  return readTaskwarrior(entries.map((entry) => JSON.stringify(entry)).join('\n'), { now: NOW });
}

function idOf(row: ImportedRow) {
  return 'task' in row ? row.task.id : undefined;
}
