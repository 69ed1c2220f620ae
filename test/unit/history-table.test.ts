import { describe, expect, it } from 'vitest';
import { cells } from '../../src/render/columns.ts';
import type { CommandOnTasks } from '../../src/domain/journal.ts';
import { commandLabel } from '../../src/render/history-line.ts';
import { historyTable } from '../../src/render/history-table.ts';
import { taskHistory } from '../../src/render/task-history.ts';
import { trashTable } from '../../src/render/trash-table.ts';
import { sampleTask } from './sample-task.ts';

const NOW = new Date(2026, 10, 23, 10, 0);
const PLAIN = { color: false, unicode: true, width: 80, now: NOW };

function past(row: Partial<CommandOnTasks> = {}): CommandOnTasks {
  const { tasks = [{ number: 42, title: 'Pay rent' }] } = row;
  return {
    id: '0198c0de-7a11-7000-8000-000000000042',
    name: 'edit',
    kind: null,
    device: 'laptop',
    at: new Date(2026, 10, 23, 9, 5),
    takenBack: false,
    tasks,
    numbers: tasks.map(({ number }) => number),
    ...row,
  };
}

const ROWS = [
  past({ kind: 'undo', name: 'restore', takenBack: true }),
  past({ device: 'a machine with quite a long name', tasks: [{ number: 1, title: '牛乳'.repeat(40) }] }),
  past({
    name: 'rm',
    at: new Date(2025, 1, 3, 23, 59),
    tasks: [3, 4, 5, 8].map((number) => ({ number, title: 'x' })),
  }),
  past({ name: '', device: '', tasks: [] }),
];

describe('historyTable', () => {
  it('has a row for each command', () => {
    expect(historyTable(ROWS, { ...PLAIN, width: 100 }).split('\n')).toEqual([
      'When                  Where                 Command                   Tasks',
      'today 09:05           laptop                undo of restore (redone)  #42 Pay rent',
      'today 09:05           a machine with quit…  edit                      #1 牛乳牛乳牛乳牛乳牛乳牛乳牛…',
      'Mon 3 Feb 2025 23:59  laptop                rm                        #3-5, 8 x, x, x, x',
      'today 09:05                                 change',
    ]);
  });

  it.each([120, 80, 60, 40, 30, 20])('fits %i cells', (width) => {
    for (const unicode of [true, false]) {
      for (const line of historyTable(ROWS, { ...PLAIN, width, unicode }).split('\n')) {
        expect(cells(line)).toBeLessThanOrEqual(width);
      }
    }
  });

  it('is dim where a command was taken back', () => {
    const [, row = ''] = historyTable([past({ takenBack: true })], { ...PLAIN, color: true }).split('\n');
    expect(row).toContain('\u001B[2medit (undone)\u001B[22m');
  });
});

describe('commandLabel', () => {
  it.each([
    [{}, 'edit'],
    [{ takenBack: true }, 'edit (undone)'],
    [{ kind: 'undo' as const }, 'undo of edit'],
    [{ kind: 'undo' as const, takenBack: true }, 'undo of edit (redone)'],
    [{ kind: 'redo' as const, takenBack: true }, 'redo of edit (undone)'],
    [{ name: '', kind: 'undo' as const }, 'undo of change'],
    [{ name: '\u001B[31m' }, String.raw`\x1b[31m`],
  ])('of %j is %s', (row, label) => {
    expect(commandLabel(past(row))).toBe(label);
  });
});

describe('taskHistory', () => {
  const edit = {
    ...past(),
    before: { description: null, title: 'x'.repeat(100) },
    after: { description: 'one\ntwo', title: 'y' },
  };

  it.each([80, 40, 20])('fits %i cells', (width) => {
    const text = taskHistory({ number: 42, title: 'z'.repeat(200), commands: [edit] }, { ...PLAIN, width });
    for (const line of text.split('\n')) expect(cells(line)).toBeLessThanOrEqual(width);
  });

  it('shows a note of several lines in one, and makes do with ASCII', () => {
    const text = taskHistory(
      { number: 42, title: null, commands: [edit] },
      { ...PLAIN, unicode: false, width: 60 },
    );
    expect(text.split('\n')).toEqual([
      '#42',
      'today 09:05 on laptop, edit',
      `  title     ${'x'.repeat(45)}...`,
      String.raw`  note      none -> one\ntwo`,
    ]);
  });
});

describe('trashTable', () => {
  it.each([80, 40, 30, 20])('fits %i cells', (width) => {
    const rows = [
      { task: sampleTask({ title: 'Pay the rent of the flat'.repeat(9) }), deletion: past({ name: 'rm' }) },
      { task: sampleTask({ number: 12_345 }), deletion: past({ name: '', device: 'd'.repeat(100) }) },
    ];
    for (const line of trashTable(rows, { ...PLAIN, width }).split('\n')) {
      expect(cells(line)).toBeLessThanOrEqual(width);
    }
  });
});
