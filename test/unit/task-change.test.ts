import { describe, expect, it } from 'vitest';
import { listFooter } from '../../src/render/list-footer.ts';
import {
  addedLine,
  alreadyDoneLine,
  alreadyOpenLine,
  doneLine,
  editedLine,
  removedLine,
  reopenedLine,
} from '../../src/render/task-change.ts';
import { sampleTask } from './sample-task.ts';

const PLAIN = { color: false, unicode: true, width: 80, now: new Date(2026, 10, 23, 10, 0) };
const RENT = sampleTask({
  due: { on: '2026-11-27', at: null },
  priority: 'High',
  tags: ['home', 'money'],
  recursionPattern: 'FREQ=MONTHLY',
});

describe('the reply to a change', () => {
  it.each([
    [sampleTask(), 'Added #42 Pay rent'],
    [RENT, 'Added #42 Pay rent · due Fri 27 Nov (in 4 days) · High · +home +money · every month'],
    [sampleTask({ due: { on: '2026-11-24', at: '17:00' } }), 'Added #42 Pay rent · due tomorrow 17:00'],
    [
      sampleTask({ due: { on: '2026-11-13', at: null } }),
      'Added #42 Pay rent · due Fri 13 Nov (10 days ago)',
    ],
    [sampleTask({ due: { on: '2026-11-22', at: null } }), 'Added #42 Pay rent · due yesterday'],
    [sampleTask({ priority: 'Low' }), 'Added #42 Pay rent · Low'],
    [sampleTask({ title: 'Red \u001B[31malert\n' }), String.raw`Added #42 Red \x1b[31malert\n`],
    [sampleTask({ title: 'x'.repeat(500) }), `Added #42 ${'x'.repeat(500)}`],
  ])('says what was understood: %#', (task, line) => {
    expect(addedLine(task, PLAIN)).toBe(line);
  });

  it('says what was done', () => {
    expect(editedLine(RENT, PLAIN)).toBe(
      'Edited #42 Pay rent · due Fri 27 Nov (in 4 days) · High · +home +money · every month',
    );
    expect(doneLine(RENT, PLAIN)).toBe('Done #42 Pay rent');
    expect(reopenedLine(RENT, PLAIN)).toBe('Reopened #42 Pay rent');
    expect(removedLine(RENT, PLAIN)).toBe('Removed #42 Pay rent');
    expect(alreadyDoneLine(RENT)).toBe('#42 is already done');
    expect(alreadyOpenLine(RENT)).toBe('#42 is already open');
  });

  it('makes do with ASCII', () => {
    expect(addedLine(RENT, { ...PLAIN, unicode: false })).toBe(
      'Added #42 Pay rent - due Fri 27 Nov (in 4 days) - High - +home +money - every month',
    );
  });

  it('dims the details where colour is allowed', () => {
    expect(addedLine(sampleTask({ priority: 'Low' }), { ...PLAIN, color: true })).toBe(
      'Added #42 \u001B[1mPay rent\u001B[22m\u001B[2m · Low\u001B[22m',
    );
  });
});

describe('listFooter', () => {
  it.each([
    [{ open: 12, overdue: 3, shown: 12, total: 12 }, '12 open, 3 overdue'],
    [{ open: 1, overdue: 0, shown: 1, total: 1 }, '1 open'],
    [{ open: 290, overdue: 3, shown: 50, total: 290 }, '… 240 more: add --limit 290\n290 open, 3 overdue'],
    [{ open: 12, overdue: 3, shown: 0, total: 0 }, 'No task matches\n12 open, 3 overdue'],
    [{ open: 0, overdue: 0, shown: 4, total: 4 }, '4 listed, 0 open'],
    [{ open: 13, overdue: 2, shown: 2, total: 2 }, '2 listed, 13 open, 2 overdue'],
    [{ open: 0, overdue: 0, shown: 0, total: 0 }, 'No open tasks'],
  ])('sums up %j', (counts, text) => {
    expect(listFooter(counts, PLAIN)).toBe(text);
  });

  it('makes do with ASCII', () => {
    expect(listFooter({ open: 9, overdue: 0, shown: 5, total: 9 }, { ...PLAIN, unicode: false })).toBe(
      '... 4 more: add --limit 9\n9 open',
    );
  });

  it('shows in red what is overdue', () => {
    expect(listFooter({ open: 2, overdue: 1, shown: 2, total: 2 }, { ...PLAIN, color: true })).toBe(
      '\u001B[2m2 open, \u001B[22m\u001B[31m1 overdue\u001B[39m',
    );
  });
});
