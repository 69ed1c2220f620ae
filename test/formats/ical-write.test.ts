import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import type { TaskRecord } from '../../src/domain/task-record.ts';
import { readIcal } from '../../src/formats/ical/read.ts';
import { icalWriter } from '../../src/formats/ical/write.ts';
import { toRecord } from '../support/any-task.ts';

const NOW = new Date('2026-11-23T09:00:00Z');

const record = (fields: Partial<TaskRecord> = {}): TaskRecord => ({
  number: 42,
  id: '019ab12c-3def-7abc-8def-0123456789ab',
  title: 'Pay rent',
  description: null,
  dueDate: null,
  dueTime: null,
  priority: 'Medium',
  tags: [],
  recursionPattern: null,
  completed: false,
  completedAt: null,
  createdAt: '2026-11-20T08:00:00.123Z',
  updatedAt: '2026-11-22T21:30:00.456Z',
  ...fields,
});

function fileOf(...tasks: TaskRecord[]): string {
  const writer = icalWriter({ now: NOW });
  return (
    writer.head + tasks.map((task, index) => writer.write(task, index === 0).text).join('') + writer.foot
  );
}

/** The lines of a task besides those that all have. */
function linesOf(fields: Partial<TaskRecord>): string[] {
  const lines = fileOf(record(fields)).split('\r\n');
  return lines.slice(lines.indexOf('LAST-MODIFIED:20261122T213000Z') + 1, lines.indexOf('END:VTODO'));
}

/** What is written of a task that was read from these lines, without what all have. */
function backOf(...lines: string[]): string[] {
  const [row] = readIcal(['BEGIN:VTODO', 'SUMMARY:Pay rent', ...lines, 'END:VTODO'].join('\r\n'));
  if (row === undefined || !('task' in row)) throw new Error('It is no task');
  const written = fileOf(toRecord(row.task, NOW)).split('\r\n');
  return written
    .slice(3, -2)
    .filter((line) => !/^(?:DTSTAMP|CREATED|LAST-MODIFIED|SUMMARY|BEGIN:VTODO|END:VTODO)/.test(line));
}

describe('a task as a VTODO', () => {
  it('has what RFC 5545 wants, in one calendar', () => {
    const full = record({
      title: 'Pay rent, all; of it',
      description: 'First line\nC:\\second',
      dueDate: '2026-11-27',
      dueTime: '17:00',
      priority: 'High',
      tags: ['home', 'project/Home.Kitchen'],
      recursionPattern: 'FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20271231;X-FROM=COMPLETION',
    });
    const done = record({
      id: '019ab12c-3def-7abc-8def-0123456789ac',
      priority: 'Low',
      completed: true,
      completedAt: '2026-11-22T21:29:59.999Z',
    });

    expect(fileOf(full, done).split('\r\n')).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//neon-todo//neon-todo//EN',
      'BEGIN:VTODO',
      'UID:019ab12c-3def-7abc-8def-0123456789ab',
      'DTSTAMP:20261122T213000Z',
      'CREATED:20261120T080000Z',
      'LAST-MODIFIED:20261122T213000Z',
      String.raw`SUMMARY:Pay rent\, all\; of it`,
      String.raw`DESCRIPTION:First line\nC:\\second`,
      'DUE:20261127T170000',
      'PRIORITY:1',
      'CATEGORIES:home,project/Home.Kitchen',
      'STATUS:NEEDS-ACTION',
      'DTSTART:20261127T170000',
      'RRULE:FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20271231T235959',
      'X-NEON-TODO-REPEAT-FROM:COMPLETION',
      'END:VTODO',
      'BEGIN:VTODO',
      'UID:019ab12c-3def-7abc-8def-0123456789ac',
      'DTSTAMP:20261122T213000Z',
      'CREATED:20261120T080000Z',
      'LAST-MODIFIED:20261122T213000Z',
      'SUMMARY:Pay rent',
      'PRIORITY:9',
      'STATUS:COMPLETED',
      'COMPLETED:20261122T212959Z',
      'PERCENT-COMPLETE:100',
      'END:VTODO',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('is due on a day, at midnight or not at all', () => {
    expect(linesOf({ dueDate: '2026-11-27', recursionPattern: 'FREQ=WEEKLY;UNTIL=20271231' })).toEqual([
      'SUMMARY:Pay rent',
      'DUE;VALUE=DATE:20261127',
      'STATUS:NEEDS-ACTION',
      'DTSTART;VALUE=DATE:20261127',
      'RRULE:FREQ=WEEKLY;UNTIL=20271231',
    ]);
    expect(linesOf({ dueDate: '2026-11-27', dueTime: '00:00' })).toEqual([
      'SUMMARY:Pay rent',
      'DUE:20261127T000000',
      'X-NEON-TODO-DUE-IS:MIDNIGHT',
      'STATUS:NEEDS-ACTION',
    ]);
    expect(linesOf({ recursionPattern: 'FREQ=DAILY' })).toEqual([
      'SUMMARY:Pay rent',
      'STATUS:NEEDS-ACTION',
      'DTSTART;VALUE=DATE:20261120',
      'RRULE:FREQ=DAILY',
      'X-NEON-TODO-DUE-IS:NONE',
    ]);
  });

  it('shows control characters as pictures, and has them encoded as well', () => {
    expect(linesOf({ title: 'Bell \u0007', description: 'a\tb\u001B[31m' })).toEqual([
      'SUMMARY:Bell \u2407',
      'X-NEON-TODO-TITLE:Bell%20%07',
      'DESCRIPTION:a\tb\u241B[31m',
      'X-NEON-TODO-NOTE:a%09b%1B%5B31m',
      'STATUS:NEEDS-ACTION',
    ]);
  });

  it('has no line of more than 75 octets, and cuts no character in two', () => {
    const title = `${'a'.repeat(66)}ä${'😀'.repeat(20)}`;
    const written = fileOf(record({ title })).split('\r\n');

    const begin = written.findIndex((line) => line.startsWith('SUMMARY:'));
    expect(written.slice(begin, begin + 4)).toEqual([
      `SUMMARY:${'a'.repeat(66)}`,
      ` ä${'😀'.repeat(18)}`,
      ` ${'😀'.repeat(2)}`,
      'STATUS:NEEDS-ACTION',
    ]);
    expect(Math.max(...written.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
  });

  it('is parsed by ical.js as it was meant', () => {
    const file = fileOf(
      record({ title: 'ä😀;,\\n'.repeat(60), tags: ['a', 'b'], recursionPattern: 'FREQ=DAILY' }),
    );
    const [todo] = new ICAL.Component(ICAL.parse(file)).getAllSubcomponents('vtodo');
    expect(todo?.getFirstPropertyValue('summary')).toBe('ä😀;,\\n'.repeat(60));
    expect(todo?.getFirstProperty('categories')?.getValues()).toEqual(['a', 'b']);
    expect(String(todo?.getFirstPropertyValue('rrule'))).toBe('FREQ=DAILY');
    expect(String(todo?.getFirstPropertyValue('dtstart'))).toBe('2026-11-20');
  });
});

describe('what was kept', () => {
  it('is given back as it was', () => {
    expect(
      backOf(
        'UID:20070313T123432Z-456553@example.com',
        'PRIORITY:1',
        'CATEGORIES:home,two words',
        'DUE;TZID=America/New_York:20261127T110000',
        'DTSTART;TZID=America/New_York:20261126T110000',
        'STATUS:IN-PROCESS',
        'PERCENT-COMPLETE:40',
        'RRULE:FREQ=HOURLY',
        'ATTENDEE;CN="Smith: John":mailto:j@example.com',
        'BEGIN:VALARM',
        'TRIGGER:-PT5M',
        'ACTION:DISPLAY',
        'END:VALARM',
        'LOCATION:;home',
        'X-APPLE-SORT-ORDER:1',
      ),
    ).toEqual([
      'UID:20070313T123432Z-456553@example.com',
      'DUE:20261127T170000',
      'PRIORITY:1',
      'CATEGORIES:home,two words',
      'STATUS:IN-PROCESS',
      'DTSTART:20261126T170000',
      'RRULE:FREQ=HOURLY',
      'PERCENT-COMPLETE:40',
      'ATTENDEE;CN="Smith: John":mailto:j@example.com',
      'LOCATION:;home',
      'X-APPLE-SORT-ORDER:1',
      'BEGIN:VALARM',
      'TRIGGER:-PT5M',
      'ACTION:DISPLAY',
      'END:VALARM',
    ]);
  });

  it('is an occurrence of its series again', () => {
    const lines = ['UID:a', 'RECURRENCE-ID;VALUE=DATE:20261107', 'STATUS:COMPLETED'];
    expect(backOf(...lines)).toEqual([
      'UID:a',
      'DUE;VALUE=DATE:20261107',
      'STATUS:COMPLETED',
      'COMPLETED:20261123T090000Z',
      'PERCENT-COMPLETE:100',
      'RECURRENCE-ID;VALUE=DATE:20261107',
    ]);
  });

  it('is cancelled again, and a long title whole', () => {
    expect(backOf('STATUS:CANCELLED')).toEqual([
      'UID:019ab12c-3def-7abc-8def-0123456789ab',
      'STATUS:CANCELLED',
      'COMPLETED:20261123T090000Z',
    ]);
    const title = 'word '.repeat(200).trim();
    const [row] = readIcal(`BEGIN:VTODO\nSUMMARY:${title}\nEND:VTODO`);
    const task = row !== undefined && 'task' in row ? toRecord(row.task, NOW) : record();
    expect(fileOf(task).replaceAll('\r\n ', '')).toContain(`\r\nSUMMARY:${title}\r\nSTATUS`);
  });

  it.each([
    ['a UID of another task', 'ical.UID: a'],
    ['a start behind the due date', 'ical.DTSTART: ;VALUE=DATE:20261128'],
    ['a start of another kind', 'ical.DTSTART: 20261126T170000'],
    ['a status that was', 'ical.STATUS: CANCELLED'],
    ['what the task itself says', 'ical.SUMMARY: Another'],
    ['a rule that is no longer kept from being one', 'ical.rule: FREQ=DAILY'],
    ['a rule that is none', 'ical.rule: often'],
    ['a tag that could be one', 'ical.tag: home'],
    ['a property whose name is none', 'ical.a_b: c'],
    ['an end of the task', 'ical.END: VTODO'],
    ['a component that does not end', String.raw`ical.VALARM: BEGIN:VALARM\nTRIGGER:-PT5M`],
    ['a component that ends too early', String.raw`ical.VALARM: BEGIN:VALARM\nEND:VALARM\nEND:VTODO`],
    ['a line break', String.raw`ical.LOCATION: a\nEND:VTODO`],
    ['a control character', 'ical.LOCATION: a\u001Bb'],
    ['a line that cannot be read', 'ical.line: a b'],
    ['what was kept of another format', 'taskwarrior.wait: 20261201T090000Z'],
  ])('stays in the note if it is %s', (_what, kept) => {
    const task = record({ description: `Note\n\n${kept}`, dueDate: '2026-11-27' });
    const file = fileOf(task);

    expect(file.replaceAll('\r\n ', '')).toContain(String.raw`DESCRIPTION:Note\n\n`);
    expect(readIcal(file)).toMatchObject([{ task: { description: `Note\n\n${kept}` } }]);
  });
});
