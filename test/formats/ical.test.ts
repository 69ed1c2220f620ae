import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ImportedRow } from '../../src/domain/imported-task.ts';
import { UsageError } from '../../src/domain/errors.ts';
import { readIcal } from '../../src/formats/ical/read.ts';
import { importedTask } from '../support/imported-task.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const sample = (name: string): string => readFileSync(new URL(`samples/${name}`, import.meta.url), 'utf8');

/** Lines as they stand in a file of a calendar, from line 1 on. */
const calendar = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');

const todo = (...lines: string[]): string =>
  ['BEGIN:VTODO', 'SUMMARY:Pay rent', ...lines, 'END:VTODO'].join('\r\n');

/** The one task of a file that holds it alone. */
function only(text: string): ImportedRow {
  const [row, ...others] = readIcal(text);
  expect(others).toEqual([]);
  if (row === undefined) throw new Error('There is no row');
  return row;
}

/** What is told of each row: a title, or why there is none. */
const titles = (text: string): unknown[] =>
  readIcal(text).map((row) => {
    if ('task' in row) return [row.line, row.task.title];
    return [row.line, 'problem' in row ? row.problem : row.skipped];
  });

describe('files of other programs', () => {
  it('reads the example of RFC 5545, which has no calendar around it', () => {
    expect(readIcal(sample('collective-todos-example.ics'))).toEqual([
      {
        line: 1,
        task: importedTask({
          id: '33eccc2b-bad3-5f72-a720-d94dc5b546a1',
          title: 'Submit Quebec Income Tax Return for 2006',
          description: 'ical.UID: 20070313T123432Z-456553@example.com\nical.CLASS: CONFIDENTIAL',
          due: { on: '2007-05-01', at: null },
          tags: ['FAMILY', 'FINANCE'],
          updatedAt: new Date('2007-03-13T12:34:32Z'),
        }),
        remarks: ['UID and CLASS are in the note'],
      },
    ]);
  });

  it('passes over what is no task, in one row for each kind', () => {
    expect(readIcal(sample('collective-issue_1050_calendar_with_events_and_todos.ics'))).toEqual([
      { line: 21, skipped: '2 events are no tasks' },
      {
        line: 33,
        task: importedTask({
          id: '2cadfaa3-74a8-5851-a978-3ba939738c93',
          title: 'Test Todo 1',
          description: 'ical.UID: todo-1@example.com',
        }),
        remarks: ['UID is in the note'],
      },
      { line: 38, skipped: '1 journal entry is no task' },
    ]);
  });

  it('reads what Apple Reminders writes', () => {
    const file = calendar(
      'CALSCALE:GREGORIAN',
      'PRODID:-//Apple Inc.//macOS 15.1//EN',
      'X-WR-CALNAME:Reminders',
      'BEGIN:VTIMEZONE',
      'TZID:Europe/London',
      'BEGIN:DAYLIGHT',
      'TZOFFSETFROM:+0000',
      'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
      'DTSTART:19810329T010000',
      'TZNAME:BST',
      'TZOFFSETTO:+0100',
      'END:DAYLIGHT',
      'BEGIN:STANDARD',
      'TZOFFSETFROM:+0100',
      'DTSTART:19961027T020000',
      'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
      'TZNAME:GMT',
      'TZOFFSETTO:+0000',
      'END:STANDARD',
      'END:VTIMEZONE',
      'BEGIN:VTODO',
      'DTSTAMP:20261101T101112Z',
      'UID:0B1F5C1C-5D0E-4C5C-9C0B-6E1F0C9A7D11',
      'SUMMARY:Take the bins out',
      'DTSTART;TZID=Europe/London:20261127T180000',
      'DUE;TZID=Europe/London:20261127T180000',
      'CREATED:20261030T080000Z',
      'LAST-MODIFIED:20261101T101112Z',
      'PRIORITY:1',
      'RRULE:FREQ=WEEKLY;INTERVAL=1',
      'SEQUENCE:0',
      'X-APPLE-SORT-ORDER:615380000',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'DESCRIPTION:Event reminder',
      'TRIGGER;VALUE=DATE-TIME:20261127T180000Z',
      'UID:7B1F5C1C-5D0E-4C5C-9C0B-6E1F0C9A7D12',
      'END:VALARM',
      'END:VTODO',
    );

    expect(readIcal(file)).toEqual([
      {
        line: 23,
        task: importedTask({
          id: '0b1f5c1c-5d0e-4c5c-9c0b-6e1f0c9a7d11',
          title: 'Take the bins out',
          description: [
            'ical.UID: 0B1F5C1C-5D0E-4C5C-9C0B-6E1F0C9A7D11',
            'ical.SEQUENCE: 0',
            'ical.X-APPLE-SORT-ORDER: 615380000',
            String.raw`ical.VALARM: BEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:Event reminder\nTRIGGER;VALUE=DATE-TIME:20261127T180000Z\nUID:7B1F5C1C-5D0E-4C5C-9C0B-6E1F0C9A7D12\nEND:VALARM`,
          ].join('\n'),
          // An hour later on the clocks of Berlin.
          due: { on: '2026-11-27', at: '19:00' },
          priority: 'High',
          recursionPattern: 'FREQ=WEEKLY',
          createdAt: new Date('2026-10-30T08:00:00Z'),
          updatedAt: new Date('2026-11-01T10:11:12Z'),
        }),
        remarks: ['UID, SEQUENCE, X-APPLE-SORT-ORDER and VALARM are in the note'],
      },
    ]);
  });

  it('reads what Nextcloud Tasks writes, whose times have no zone', () => {
    const file = calendar(
      'PRODID:-//Nextcloud Tasks v0.16.1',
      'BEGIN:VTODO',
      'UID:5f3e1f6a-8a8c-4b0a-9d2e-0c8f6a3b1c11',
      'CREATED:20261103T174821',
      'LAST-MODIFIED:20261104T090000',
      'DTSTAMP:20261104T090000',
      'SUMMARY:Repair the bicycle',
      'RELATED-TO:77777777-8a8c-4b0a-9d2e-0c8f6a3b1c11',
      'PRIORITY:9',
      'PERCENT-COMPLETE:40',
      'STATUS:IN-PROCESS',
      'CATEGORIES:garage,no rush',
      'CATEGORIES:spring',
      String.raw`DESCRIPTION:Inner tube\, 28"\nand oil`,
      'DUE;VALUE=DATE:20261231',
      'X-OC-HIDESUBTASKS:1',
      'END:VTODO',
    );

    expect(readIcal(file)).toEqual([
      {
        line: 4,
        task: importedTask({
          id: '5f3e1f6a-8a8c-4b0a-9d2e-0c8f6a3b1c11',
          title: 'Repair the bicycle',
          description: [
            'Inner tube, 28"',
            'and oil',
            '',
            'ical.RELATED-TO: 77777777-8a8c-4b0a-9d2e-0c8f6a3b1c11',
            'ical.PERCENT-COMPLETE: 40',
            'ical.STATUS: IN-PROCESS',
            'ical.X-OC-HIDESUBTASKS: 1',
            'ical.tag: no rush',
          ].join('\n'),
          due: { on: '2026-12-31', at: null },
          priority: 'Low',
          tags: ['garage', 'spring'],
          createdAt: new Date('2026-11-03T16:48:21Z'),
          updatedAt: new Date('2026-11-04T08:00:00Z'),
        }),
        remarks: [
          'RELATED-TO, PERCENT-COMPLETE, STATUS and X-OC-HIDESUBTASKS are in the note',
          'what cannot be a tag is in the note',
        ],
      },
    ]);
  });

  it('reads what Thunderbird writes: done by its percentage, and one done occurrence of a series', () => {
    const file = calendar(
      'PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN',
      'BEGIN:VTODO',
      'CREATED:20261101T080000Z',
      'LAST-MODIFIED:20261102T080000Z',
      'DTSTAMP:20261102T080000Z',
      'UID:6a6e1f6a-8a8c-4b0a-9d2e-0c8f6a3b1c11',
      'SUMMARY:Water the plants',
      'PERCENT-COMPLETE:100',
      'DESCRIPTION;ALTREP="data:text/html,%3Cb%3EAll%3C%2Fb%3E":All',
      'END:VTODO',
      'BEGIN:VTODO',
      'UID:7a6e1f6a-8a8c-4b0a-9d2e-0c8f6a3b1c12',
      'SUMMARY:Vacuum',
      'RRULE:FREQ=WEEKLY;BYDAY=SA',
      'DTSTART;VALUE=DATE:20261107',
      'X-MOZ-GENERATION:2',
      'END:VTODO',
      'BEGIN:VTODO',
      'UID:7a6e1f6a-8a8c-4b0a-9d2e-0c8f6a3b1c12',
      'SUMMARY:Vacuum',
      'STATUS:COMPLETED',
      'RECURRENCE-ID;VALUE=DATE:20261107',
      'DTSTART;VALUE=DATE:20261107',
      'COMPLETED:20261107T120000Z',
      'END:VTODO',
      'BEGIN:VTODO',
      'UID:7a6e1f6a-8a8c-4b0a-9d2e-0c8f6a3b1c12',
      'SUMMARY:Vacuum upstairs',
      'RECURRENCE-ID;VALUE=DATE:20261114',
      'END:VTODO',
    );

    expect(readIcal(file)).toEqual([
      {
        line: 4,
        task: importedTask({
          id: '6a6e1f6a-8a8c-4b0a-9d2e-0c8f6a3b1c11',
          title: 'Water the plants',
          description: 'All',
          completed: true,
          createdAt: new Date('2026-11-01T08:00:00Z'),
          updatedAt: new Date('2026-11-02T08:00:00Z'),
        }),
        remarks: ['what DESCRIPTION says besides its value is left out'],
      },
      {
        line: 13,
        task: importedTask({
          id: '7a6e1f6a-8a8c-4b0a-9d2e-0c8f6a3b1c12',
          title: 'Vacuum',
          description: 'ical.X-MOZ-GENERATION: 2',
          due: { on: '2026-11-07', at: null },
          recursionPattern: 'FREQ=WEEKLY;BYDAY=SA',
        }),
        remarks: ['the start of the series is its due date', 'X-MOZ-GENERATION is in the note'],
      },
      {
        line: 20,
        task: importedTask({
          id: '31999731-cfc9-5ac6-87de-8c565b4d87b4',
          title: 'Vacuum',
          description: [
            'ical.UID: 7a6e1f6a-8a8c-4b0a-9d2e-0c8f6a3b1c12',
            'ical.RECURRENCE-ID: ;VALUE=DATE:20261107',
            'ical.DTSTART: ;VALUE=DATE:20261107',
          ].join('\n'),
          due: { on: '2026-11-07', at: null },
          completed: true,
          completedAt: new Date('2026-11-07T12:00:00Z'),
        }),
        remarks: ['UID, RECURRENCE-ID and DTSTART are in the note'],
      },
      { line: 28, skipped: 'it is one occurrence of a series, which comes in, and is not done' },
    ]);
  });
});

describe('dates and times', () => {
  const VTIMEZONE = [
    'BEGIN:VTIMEZONE',
    'TZID:Home',
    'BEGIN:STANDARD',
    'DTSTART:19701101T020000',
    'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU',
    'TZOFFSETFROM:-0400',
    'TZOFFSETTO:-0500',
    'END:STANDARD',
    'BEGIN:DAYLIGHT',
    'DTSTART:19700308T020000',
    'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU',
    'TZOFFSETFROM:-0500',
    'TZOFFSETTO:-0400',
    'END:DAYLIGHT',
    'END:VTIMEZONE',
  ];
  const dueOf = (...lines: string[]): unknown => {
    const row = only(calendar(...VTIMEZONE, todo(...lines)));
    return 'task' in row ? row.task.due : row;
  };

  it.each([
    ['DUE;VALUE=DATE:20261127', '2026-11-27', null],
    ['DUE:20261127', '2026-11-27', null],
    ['DUE:20261127T170000', '2026-11-27', '17:00'],
    ['DUE;VALUE=DATE-TIME:20261127T170000', '2026-11-27', '17:00'],
    ['DUE:20261127T1700', '2026-11-27', '17:00'],
    ['due;tzid=Europe/Berlin:20261127T170000', '2026-11-27', '17:00'],
    ['DUE:20261127T170000Z', '2026-11-27', '18:00'],
    ['DUE:20260727T170000Z', '2026-07-27', '19:00'],
    ['DUE;TZID=America/New_York:20261127T200000', '2026-11-28', '02:00'],
    ['DUE;TZID="America/New_York":20260727T170000', '2026-07-27', '23:00'],
    ['DUE;TZID=/freeassociation.sourceforge.net/Tzfile/Asia/Tokyo:20261127T080000', '2026-11-27', null],
    ['DUE;TZID=Home:20261127T200000', '2026-11-28', '02:00'],
    ['DUE;TZID=Home:20260727T170000', '2026-07-27', '23:00'],
    // Midnight here, and the last second of a day, are the day alone.
    ['DUE:20261127T000000', '2026-11-27', null],
    ['DUE:20261126T230000Z', '2026-11-27', null],
    ['DUE:20261127T235959', '2026-11-27', null],
    ['DUE:20261127T235900', '2026-11-27', '23:59'],
    // Clocks here pass over 2:30 on this day, and what says no zone means them nonetheless.
    ['DUE:20260329T023000', '2026-03-29', '02:30'],
    // The first of two hours with the same name, and one that there is not.
    ['DUE;TZID=America/New_York:20261101T013000', '2026-11-01', '06:30'],
    ['DUE;TZID=America/New_York:20260308T023000', '2026-03-08', '08:30'],
    ['DUE:99991231T120000', '9999-12-31', '12:00'],
  ])('%s', (line, on, at) => {
    expect(dueOf(line)).toEqual({ on, at });
  });

  it.each([
    [['DTSTART;VALUE=DATE:20261127', 'DURATION:P1W'], '2026-12-04', null],
    [['DTSTART:20261127T170000', 'DURATION:P1DT2H30M'], '2026-11-28', '19:30'],
    [['DTSTART;VALUE=DATE:20261127', 'DURATION:PT36H'], '2026-11-28', '12:00'],
    // A day is a day also if it has 25 hours, and 24 hours are not.
    [['DTSTART:20261024T170000', 'DURATION:P1D'], '2026-10-25', '17:00'],
    [['DTSTART:20261024T170000', 'DURATION:PT24H'], '2026-10-25', '16:00'],
    [['DTSTART:20261127T170000', 'DURATION:-PT1H'], '2026-11-27', '16:00'],
  ])('%j', (lines, on, at) => {
    expect(dueOf(...lines)).toEqual({ on, at });
  });

  it.each([
    'DUE:20230230',
    'DUE;VALUE=DATE:20261301',
    'DUE:20261127T250000',
    'DUE:09991231',
    'DUE:tomorrow',
    'DUE:99991231T235959Z',
    'DUE:',
  ])('keeps %s in the note, as it is no date that a task can have', (line) => {
    const value = line.replace(/^DUE:?/, '');
    expect(only(todo(line))).toMatchObject({
      task: { title: 'Pay rent', due: null, description: `ical.DUE: ${value}`.trimEnd() },
    });
  });

  it('takes the time of an unknown zone as one of here, and says so', () => {
    expect(only(todo('DUE;TZID=Customized Time Zone:20261127T170000'))).toMatchObject({
      task: { due: { on: '2026-11-27', at: '17:00' }, description: null },
      remarks: ['a time zone is unknown: its time is taken as one of here'],
    });
  });

  it('is right wherever it runs', () => {
    const file = todo('DUE:20261127T030000Z', 'COMPLETED:20261126T120000Z', 'CREATED:20261101T120000');
    vi.stubEnv('TZ', 'America/New_York');
    expect(only(file)).toMatchObject({
      task: {
        due: { on: '2026-11-26', at: '22:00' },
        completedAt: new Date('2026-11-26T12:00:00Z'),
        createdAt: new Date('2026-11-01T17:00:00Z'),
      },
    });
    vi.stubEnv('TZ', 'Asia/Kathmandu');
    expect(only(file)).toMatchObject({ task: { due: { on: '2026-11-27', at: '08:45' } } });
  });

  it("reads Outlook's zones, which begin in 1601 and have names of their own", () => {
    const zone = VTIMEZONE.map((line) =>
      line.replace('TZID:Home', 'TZID:Eastern Standard Time').replace(/^DTSTART:1970/, 'DTSTART:1601'),
    );
    const due = 'DUE;TZID="Eastern Standard Time":';
    expect(only(calendar(...zone, todo(`${due}20261127T120000`)))).toMatchObject({
      task: { due: { on: '2026-11-27', at: '18:00' } },
      remarks: [],
    });
    // Later than changes are counted.
    expect(only(calendar(...zone, todo(`${due}21260727T120000`)))).toMatchObject({
      task: { due: { on: '2126-07-27', at: '18:00' } },
    });
  });

  it.each([
    ['changes every second', VTIMEZONE.map((line) => line.replaceAll('FREQ=YEARLY', 'FREQ=SECONDLY'))],
    [
      'changes every day',
      VTIMEZONE.map((line) => line.replaceAll(/BYDAY=.*$/g, 'BYDAY=MO,TU,WE,TH,FR,SA,SU')),
    ],
    [
      'has changes without end',
      [
        ...VTIMEZONE.slice(0, -1),
        ...Array<string[]>(1_000).fill(VTIMEZONE.slice(2, 8)).flat(),
        'END:VTIMEZONE',
      ],
    ],
  ])('does not count the changes of a zone that %s', (_what, zone) => {
    expect(only(calendar(...zone, todo('DUE;TZID=Home:20261127T170000')))).toMatchObject({
      task: { due: { on: '2026-11-27', at: '17:00' } },
      remarks: ['a time zone is unknown: its time is taken as one of here'],
    });
  });
});

describe('what a task says', () => {
  it.each([
    ['PRIORITY:0', 'Medium'],
    ['PRIORITY:1', 'High'],
    ['PRIORITY:4', 'High'],
    ['PRIORITY:5', 'Medium'],
    ['PRIORITY:6', 'Low'],
    ['PRIORITY:9', 'Low'],
  ])('%s', (line, priority) => {
    expect(only(todo(line))).toMatchObject({ task: { priority, description: null } });
  });

  it('keeps a priority that is none', () => {
    expect(only(todo('PRIORITY:12'))).toEqual({
      line: 1,
      task: importedTask({ title: 'Pay rent', description: 'ical.PRIORITY: 12' }),
      remarks: ['PRIORITY is in the note'],
    });
  });

  it.each([
    ['STATUS:NEEDS-ACTION', false, null],
    ['STATUS:COMPLETED', true, null],
    ['STATUS:completed', true, null],
    ['COMPLETED:20261126T120000Z', true, null],
    ['PERCENT-COMPLETE:100', true, null],
    ['PERCENT-COMPLETE:0', false, null],
    ['PERCENT-COMPLETE:99', false, 'ical.PERCENT-COMPLETE: 99'],
    ['STATUS:IN-PROCESS', false, 'ical.STATUS: IN-PROCESS'],
    ['STATUS:CANCELLED', true, 'ical.STATUS: CANCELLED'],
    ['STATUS:X-LATER', false, 'ical.STATUS: X-LATER'],
  ])('%s', (line, completed, description) => {
    expect(only(todo(line))).toMatchObject({ task: { completed, description } });
  });

  it('says that what was cancelled comes in as done', () => {
    expect(only(todo('STATUS:CANCELLED'))).toMatchObject({
      remarks: ['it was cancelled, and comes in as done', 'STATUS is in the note'],
    });
  });

  it('takes DTSTAMP for the last change where nothing else says when that was', () => {
    const stamp = 'DTSTAMP:20261101T000000Z';
    expect(only(todo(stamp))).toMatchObject({ task: { updatedAt: new Date('2026-11-01T00:00:00Z') } });
    expect(only(todo(stamp, 'LAST-MODIFIED:20261030T000000Z'))).toMatchObject({
      task: { updatedAt: new Date('2026-10-30T00:00:00Z'), description: null },
    });
  });

  it('keeps the whole of a title of several lines', () => {
    const file = todo().replace('Pay rent', String.raw`Pay\nrent\, all\; \\ of it`);
    expect(only(file)).toMatchObject({
      task: {
        title: String.raw`Pay rent, all; \ of it`,
        description: String.raw`ical.title: Pay\nrent, all; \\ of it`,
      },
    });
  });

  it('keeps properties with their parameters, and never takes a value for them', () => {
    const lines = [
      'ATTENDEE;CN="Smith: John";ROLE=REQ-PARTICIPANT:mailto:j@example.com',
      'URL:https://example.com/a;b?c=d:e',
      'LOCATION:;home',
      'COMMENT::-)',
    ];
    expect(only(todo(...lines))).toMatchObject({
      task: {
        description: [
          'ical.ATTENDEE: ;CN="Smith: John";ROLE=REQ-PARTICIPANT:mailto:j@example.com',
          'ical.URL: https://example.com/a;b?c=d:e',
          'ical.LOCATION: :;home',
          'ical.COMMENT: ::-)',
        ].join('\n'),
      },
      remarks: ['ATTENDEE, URL, LOCATION and COMMENT are in the note'],
    });
  });

  it.each([
    ['FREQ=DAILY', 'FREQ=DAILY', null],
    ['FREQ=MONTHLY;BYDAY=-1FR', 'FREQ=MONTHLY;BYDAY=-1FR', null],
    ['FREQ=WEEKLY;UNTIL=20271231T225959Z', 'FREQ=WEEKLY;UNTIL=20271231', null],
    ['FREQ=HOURLY;INTERVAL=3', null, 'ical.rule: FREQ=HOURLY;INTERVAL=3'],
    ['FREQ=DAILY;BYHOUR=9,17', null, 'ical.rule: FREQ=DAILY;BYHOUR=9,17'],
  ])('RRULE:%s', (rule, recursionPattern, description) => {
    expect(only(todo('DTSTART;VALUE=DATE:20261127', `RRULE:${rule}`))).toMatchObject({
      task: { due: { on: '2026-11-27', at: null }, recursionPattern, description },
    });
  });

  it('keeps what a series leaves out and adds', () => {
    const lines = ['EXDATE;VALUE=DATE:20261204', 'RDATE;VALUE=DATE:20261205'];
    expect(only(todo('DUE;VALUE=DATE:20261127', 'RRULE:FREQ=WEEKLY', ...lines))).toMatchObject({
      task: {
        recursionPattern: 'FREQ=WEEKLY',
        description: 'ical.EXDATE: ;VALUE=DATE:20261204\nical.RDATE: ;VALUE=DATE:20261205',
      },
    });
  });

  it('takes an open occurrence whose series is not in the file for a task', () => {
    const lines = ['UID:a', 'RECURRENCE-ID:20261127T170000'];
    expect(only(todo(...lines))).toMatchObject({
      task: {
        due: { on: '2026-11-27', at: '17:00' },
        description: 'ical.UID: a\nical.RECURRENCE-ID: 20261127T170000',
      },
    });
  });

  it('leaves out, and says so, what the note has no room for', () => {
    const lines = [`ATTACH;ENCODING=BASE64;VALUE=BINARY:${'QUJD'.repeat(5_000)}`, 'CLASS:PRIVATE'];
    expect(only(todo(...lines))).toEqual({
      line: 1,
      task: importedTask({ title: 'Pay rent', description: 'ical.CLASS: PRIVATE' }),
      remarks: ['CLASS is in the note', 'ATTACH is too long to keep'],
    });
  });
});

describe('broken files', () => {
  const FILE = calendar(todo('UID:a'), todo('UID:b').replace('Pay rent', 'Water the plants'));
  const BOTH = [
    [3, 'Pay rent'],
    [7, 'Water the plants'],
  ];
  const CUT = 'The task is cut off: its END:VTODO is missing';

  it.each([
    ['ended by LF', FILE.replaceAll('\r\n', '\n')],
    ['ended by CR', FILE.replaceAll('\r\n', '\r')],
    ['in lower case', FILE.replaceAll(/(?:BEGIN|END):V\w+/g, (line) => line.toLowerCase())],
    [
      'in several calendars',
      FILE.replace('END:VTODO', 'END:VTODO\r\nEND:VCALENDAR')
        .replace(/\r\nBEGIN:VTODO\r\n(?=SUMMARY:Water)/, '\r\nBEGIN:VCALENDAR$&')
        .replace('END:VCALENDAR\r\n\r\n', 'END:VCALENDAR\r\n'),
    ],
  ])('reads lines %s', (_how, text) => {
    expect(titles(text).map((row) => (Array.isArray(row) ? row[1] : row))).toEqual([
      'Pay rent',
      'Water the plants',
    ]);
  });

  it('reads a file with a byte order mark where two were joined', () => {
    expect(titles(`${todo('UID:a')}\r\n\uFEFF${todo('UID:b')}`)).toEqual([
      [1, 'Pay rent'],
      [5, 'Pay rent'],
    ]);
  });

  it('loses only the task in which a file is cut', () => {
    for (const end of ['END:VTODO\r\nEND:VCALENDAR\r\n', 'nts\r\nUID:b\r\nEND:VTODO\r\nEND:VCALENDAR\r\n']) {
      expect(titles(FILE.slice(0, -end.length))).toEqual([
        [3, 'Pay rent'],
        [7, CUT],
      ]);
    }
    expect(titles(FILE.slice(0, -'END:VCALENDAR\r\n'.length))).toEqual(BOTH);
  });

  it('loses only the task that has no end', () => {
    expect(titles(FILE.replace('END:VTODO\r\n', ''))).toEqual([
      [3, CUT],
      [6, 'Water the plants'],
    ]);
    expect(titles(FILE.replace(/END:VTODO\r\n(?=END:VCALENDAR)/, ''))).toEqual([
      [3, 'Pay rent'],
      [7, CUT],
    ]);
  });

  it('tells of an END without its BEGIN, and of lines that are in nothing', () => {
    expect(titles(FILE.replace('BEGIN:VTODO\r\n', ''))).toEqual([
      [5, '1 line belongs to no task and no calendar'],
      [6, 'Water the plants'],
    ]);
    expect(titles(`${FILE}what\r\nis this\r\n`)).toEqual([
      ...BOTH,
      [12, '2 lines belong to no task and no calendar'],
    ]);
  });

  it('keeps lines that are none, such as those of a text that was not folded', () => {
    const file = todo('DESCRIPTION:First', 'second line', 'third: with a colon');
    expect(only(file)).toEqual({
      line: 1,
      task: importedTask({
        title: 'Pay rent',
        description: 'First\n\nical.line: second line\nical.THIRD:  with a colon',
      }),
      remarks: ['a line that cannot be read and THIRD are in the note'],
    });
  });

  it('reads lines that are longer than they may be, and folds in odd places', () => {
    const title = 'Ä'.repeat(300);
    expect(titles(todo().replace('Pay rent', title))).toEqual([[1, title]]);
    expect(titles(todo().replace('Pay rent', 'Pay\r\n\t rent\r\n  \r\n !'))).toEqual([[1, 'Pay rent !']]);
  });

  it('keeps the first of two tasks with one UID', () => {
    expect(titles(FILE.replace('UID:b', 'UID:a'))).toEqual([
      [3, 'Pay rent'],
      [7, 'it has the UID of the task on line 3'],
    ]);
  });

  it('reads tasks that are parents of each other', () => {
    const file = calendar(
      todo('UID:a', 'RELATED-TO:b'),
      todo('UID:b', 'RELATED-TO:a'),
      todo('UID:c', 'RELATED-TO:c'),
    );
    expect(readIcal(file).map((row) => 'task' in row && row.task.description)).toEqual([
      'ical.UID: a\nical.RELATED-TO: b',
      'ical.UID: b\nical.RELATED-TO: a',
      'ical.UID: c\nical.RELATED-TO: c',
    ]);
  });

  it('names a task without a title, one with a NUL and one that is too long, and reads the others', () => {
    const file = calendar(
      'BEGIN:VTODO\r\nUID:a\r\nEND:VTODO',
      todo().replace('Pay', 'Pay\0'),
      todo().replace('Pay', 'x'.repeat(20_000)),
      todo('CLASS:\uD83D'),
      todo('UID:b'),
    );
    expect(titles(file)).toEqual([
      [3, 'The title is empty'],
      [6, 'The title holds a NUL character'],
      [9, 'The title has 20005 characters, 500 are possible'],
      [12, 'The note is not valid Unicode: half of a character is missing'],
      [16, 'Pay rent'],
    ]);
  });

  it('keeps hostile sequences as the text that they are', () => {
    const hostile = '\u001B]0;owned\u0007\u202E';
    expect(only(todo(`LOCATION:${hostile}`).replace('Pay rent', hostile))).toMatchObject({
      task: { title: hostile, description: `ical.LOCATION: ${hostile}` },
    });
  });

  it('refuses what is no calendar at all, and takes an empty file for one without tasks', () => {
    expect(() => readIcal('Pay rent\nWater the plants\n')).toThrow(UsageError);
    expect(readIcal('')).toEqual([]);
    expect(readIcal(' \n\n')).toEqual([]);
    expect(readIcal(calendar())).toEqual([]);
  });

  it('reads 10 MB in a line, and 100,000 components that do not end', () => {
    const long = 10_000_000;
    for (const line of [
      `LOCATION:${'x'.repeat(long)}`,
      `LOCATION${';A=B'.repeat(long / 4)}:x`,
      `DUE;X="${'x'.repeat(long)}`,
      `DESCRIPTION:x${'\r\n x'.repeat(long / 4)}`,
    ]) {
      expect(readIcal(todo(line))).toHaveLength(1);
    }
    expect(readIcal('BEGIN:VTODO\n'.repeat(100_000))).toHaveLength(100_000);
    expect(only(todo('BEGIN:VALARM\r\n'.repeat(100_000)))).toMatchObject({
      remarks: ['VALARM is too long to keep'],
    });
  });
});
