import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTaskDocument, readTaskDocument } from '../../src/domain/task-document.ts';
import type { Task } from '../../src/domain/task.ts';
import { sampleTask, TITLES } from './sample-task.ts';
import { usageErrorOf } from './usage-error.ts';
import { runs } from '../support/effort.ts';

const NOW = new Date('2026-11-23T09:00:00Z');

const RENT = sampleTask({
  title: 'Pay rent',
  description: 'IBAN in the folder\n\n--- not the end ---\n# no comment',
  due: { on: '2026-11-27', at: '17:00' },
  priority: 'High',
  tags: ['home', 'Money'],
  recursionPattern: 'FREQ=MONTHLY',
});

const DOCUMENT = [
  '# Task #42. Change what you like, save it and close the editor.',
  '# An empty line Due, Tags or Repeat takes that away; what is left as it is stays so.',
  'Title: Pay rent',
  'Due: 2026-11-27 17:00',
  'Priority: High',
  'Tags: home Money',
  'Repeat: every month',
  '--- The note is all that follows this line. ---',
  'IBAN in the folder',
  '',
  '--- not the end ---',
  '# no comment',
  '',
].join('\n');

function read(text: string, task: Task = RENT) {
  return readTaskDocument(text, task, NOW);
}

describe('a task as a document', () => {
  it('has a line for each field, and the note as it is', () => {
    expect(formatTaskDocument(RENT)).toBe(DOCUMENT);
  });

  it('has empty lines for what the task does not have', () => {
    expect(formatTaskDocument(sampleTask()).split('\n').slice(2)).toEqual([
      'Title: Pay rent',
      'Due: ',
      'Priority: Medium',
      'Tags: ',
      'Repeat: ',
      '--- The note is all that follows this line. ---',
      '',
      '',
    ]);
  });

  it('has a recurrence without words as it is stored', () => {
    const task = sampleTask({ recursionPattern: 'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO' });
    expect(formatTaskDocument(task)).toContain('Repeat: FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO\n');
  });

  it('shows no control character of a title, and keeps them if nobody changes it', () => {
    const task = sampleTask({ title: 'Red \u001B[31malert\u2028two' });
    expect(formatTaskDocument(task)).toContain('Title: Red \\x1b[31malert\\u2028two\n');
    expect(read(formatTaskDocument(task), task)).toEqual({});
  });
});

describe('an edited document', () => {
  it.each<[string, string, string, object]>([
    ['the title', 'Title: Pay rent', 'Title:  Pay the rent ', { title: 'Pay the rent' }],
    ['the due date', '2026-11-27 17:00', 'tomorrow', { due: { on: '2026-11-24', at: null } }],
    ['the due time', '2026-11-27 17:00', '2026-11-27', { due: { on: '2026-11-27', at: null } }],
    ['no due date in other words', '2026-11-27 17:00', 'fri 17:00', {}],
    ['the due date to none', '2026-11-27 17:00', '', { due: null }],
    ['the due date to "none"', '2026-11-27 17:00', 'None', { due: null }],
    ['the priority', 'Priority: High', 'priority:l', { priority: 'Low' }],
    ['no priority in other words', 'Priority: High', 'Priority: h', {}],
    ['the priority to its default', 'Priority: High', 'Priority:', { priority: 'Medium' }],
    ['the tags', 'home Money', '+home, flat', { tags: ['home', 'flat'] }],
    ['the order of the tags', 'home Money', 'Money home', { tags: ['Money', 'home'] }],
    ['the tags to none', 'Tags: home Money', 'TAGS :', { tags: [] }],
    ['the recurrence', 'every month', '2w', { recursionPattern: 'FREQ=WEEKLY;INTERVAL=2' }],
    ['the recurrence to none', 'every month', '', { recursionPattern: null }],
    ['no recurrence in other words', 'every month', 'FREQ=MONTHLY', {}],
    ['nothing by a line that is taken out', 'Tags: home Money\n', '', {}],
    ['nothing by another comment', 'Due:', '\n  # mine\nDue:', {}],
    ['the note', 'no comment', 'other', { description: `${RENT.description?.slice(0, -10)}other` }],
    ['the note to none', DOCUMENT.slice(DOCUMENT.indexOf('IBAN')), '', { description: null }],
    ['no note by white space at its end', 'no comment\n', 'no comment \n\n\n', {}],
  ])('changes %s', (_what, from, to, change) => {
    expect(DOCUMENT).toContain(from);
    expect(read(DOCUMENT.replace(from, to))).toEqual(change);
  });

  it('reads a recurrence with the new due date', () => {
    const text = DOCUMENT.replace('2026-11-27 17:00', '2027-01-31').replace('every month', 'monthly');
    expect(read(text)).toEqual({
      due: { on: '2027-01-31', at: null },
      recursionPattern: 'FREQ=MONTHLY;BYMONTHDAY=-1',
    });
  });

  it.each(['', '\n \n'])('changes nothing if it is empty: %j', (text) => {
    expect(read(text)).toEqual({});
  });

  it('may have other line ends', () => {
    expect(read(DOCUMENT.replaceAll('\n', '\r\n'))).toEqual({});
    expect(read(DOCUMENT.replaceAll('\n', '\r\n').replace('no comment', 'one\r\ntwo'))).toEqual({
      description: 'IBAN in the folder\n\n--- not the end ---\n# one\ntwo',
    });
  });

  it.each<[string, string, string]>([
    ['--- The note is all that follows this line. ---', '', 'Line 9 of the text is none of Title, Due,'],
    ['Title: Pay rent', 'Title:', 'The title is empty'],
    ['Title: Pay rent', 'Title: Pay\nthe rent', 'Line 4 of the text is none of Title, Due,'],
    ['Due: 2026', 'Dew: 2026', 'Line 4 of the text is none of Title, Due, Priority, Tags and Repeat'],
    ['Due:', 'Due: today\ndue:', 'Line 5 of the text is a second due'],
    ['2026-11-27 17:00', 'someday', 'The date "someday" cannot be understood'],
    ['High', 'urgent', 'The priority "urgent" is none of high, medium and low'],
    ['home Money', 'ho:me', 'The tag "ho:me" holds a character that tags cannot have'],
    ['every month', 'now and then', 'The recurrence "now and then" cannot be understood'],
    ['no comment', 'x'.repeat(10_000), 'The note has 10042 characters, 10000 are possible'],
  ])('is refused with %j changed to %j', (from, to, message) => {
    expect(usageErrorOf(() => read(DOCUMENT.replace(from, to))).message).toContain(message);
  });

  it('is refused without the line above the note', () => {
    const text = 'Title: Pay rent\nDue:\n';
    expect(usageErrorOf(() => read(text)).message).toBe('The line of dashes above the note is missing');
  });
});

describe('a document that nobody edited', () => {
  const awkward = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '---',
          '--- The note is all that follows this line. ---',
          '# x',
          'Title: y',
          'Due:',
          '',
          ' ',
          '\r',
          '\t',
        ),
        fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replaceAll('\0', '')),
      ),
    )
    .map((lines) => lines.join('\n'));
  const tasks = fc
    .record({
      title: fc.oneof(
        fc.constantFrom(...TITLES),
        awkward.map((text) => `x${text.replaceAll(/[\r\n]/g, '')}`),
      ),
      description: fc.option(awkward),
      due: fc.option(
        fc.record({
          on: fc
            .date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
            .map((day) => day.toISOString().slice(0, 10)),
          at: fc.option(fc.constantFrom('00:00', '09:30', '23:59')),
        }),
      ),
      priority: fc.constantFrom('High', 'Medium', 'Low'),
      tags: fc.constantFrom([], ['home'], ['home', 'work/urgent', 'äöü', '2026']),
      recursionPattern: fc.constantFrom(
        null,
        'FREQ=MONTHLY',
        'FREQ=DAILY;X-FROM=COMPLETION',
        'something else',
      ),
    })
    .map(sampleTask);

  it('changes nothing, whatever is in the task', () => {
    fc.assert(
      fc.property(tasks, fc.constantFrom('\n', '\r\n'), (task, lineEnd) => {
        const text = formatTaskDocument(task).replaceAll('\n', lineEnd);
        expect(read(text, task)).toEqual({});
      }),
      { numRuns: runs(1000) },
    );
  });

  it('gives another task all that this one holds', () => {
    fc.assert(
      fc.property(tasks, awkward, (task, note) => {
        const description = `x${note.replaceAll('\r', '')}x`;
        const other = sampleTask({ description: 'another' });
        const text = formatTaskDocument({
          ...task,
          title: 'Title: --- # x',
          description,
          recursionPattern: null,
        });
        const { due, priority, tags } = task;
        expect({ ...other, ...read(text, other) }).toEqual({
          ...other,
          title: 'Title: --- # x',
          description,
          due,
          priority,
          tags,
        });
      }),
    );
  });
});
