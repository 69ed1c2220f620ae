import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { taskJson } from '../../src/render/task-json.ts';
import { taskLine } from '../../src/render/task-line.ts';
import { sampleTask, TITLES } from './sample-task.ts';
import { anyText } from './usage-error.ts';

describe('taskLine', () => {
  it.each([
    [sampleTask(), '42\topen\t\tMedium\tPay rent\t'],
    [
      sampleTask({ due: { on: '2026-11-27', at: null }, priority: 'High', tags: ['home', 'money'] }),
      '42\topen\t2026-11-27\tHigh\tPay rent\thome,money',
    ],
    [
      sampleTask({
        number: 2_147_483_647,
        due: { on: '2026-11-27', at: '17:00' },
        priority: 'Low',
        completed: true,
        completedAt: new Date('2026-11-22T21:30:00Z'),
        title: '買い物 👨‍👩‍👧‍👦',
      }),
      '2147483647\tdone\t2026-11-27 17:00\tLow\t買い物 👨‍👩‍👧‍👦\t',
    ],
    [
      sampleTask({ title: 'a\tb\nc \u001B[31m \u202E', tags: ['x\ty'] }),
      '42\topen\t\tMedium\ta\\tb\\nc \\x1b[31m \\u202e\tx\\ty',
    ],
  ])('writes one line: %#', (task, line) => {
    expect(taskLine(task)).toBe(line);
  });

  it('cuts nothing', () => {
    expect(taskLine(sampleTask({ title: 'x'.repeat(500) }))).toBe(`42\topen\t\tMedium\t${'x'.repeat(500)}\t`);
  });

  it('has five tabs and no line break, whatever is stored', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.constantFrom(...TITLES), anyText(/^[\t\n\u007f-\u00a0]{0,20}$/)),
        fc.array(anyText(/^[\t\n,]{0,3}$/)),
        (title, tags) => {
          const line = taskLine(sampleTask({ title, tags }));
          expect(line.split('\t')).toHaveLength(6);
          expect(line.replaceAll('\t', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028\u2029\p{Surrogate}]/u);
        },
      ),
    );
  });
});

describe('taskJson', () => {
  it('has all keys, in the promised order', () => {
    expect(JSON.stringify(taskJson(sampleTask()))).toBe(
      '{"number":42,"id":"019ab12c-3def-7abc-8def-0123456789ab","title":"Pay rent","description":null,' +
        '"dueDate":null,"dueTime":null,"priority":"Medium","tags":[],"recursionPattern":null,"completed":false,' +
        '"completedAt":null,"createdAt":"2026-11-20T08:00:00.000Z","updatedAt":"2026-11-22T21:30:00.000Z"}',
    );
  });

  it('has all values, as they are stored', () => {
    const task = sampleTask({
      title: 'Renew passport\u001B',
      description: 'Two photos\nThe old one',
      due: { on: '2027-01-06', at: '10:00' },
      priority: 'High',
      tags: ['admin', 'travel/japan'],
      recursionPattern: 'FREQ=YEARLY;INTERVAL=10',
      completed: true,
      completedAt: new Date('2026-11-23T09:00:00.5Z'),
    });
    expect(taskJson(task)).toEqual({
      number: 42,
      id: '019ab12c-3def-7abc-8def-0123456789ab',
      title: 'Renew passport\u001B',
      description: 'Two photos\nThe old one',
      dueDate: '2027-01-06',
      dueTime: '10:00',
      priority: 'High',
      tags: ['admin', 'travel/japan'],
      recursionPattern: 'FREQ=YEARLY;INTERVAL=10',
      completed: true,
      completedAt: '2026-11-23T09:00:00.500Z',
      createdAt: '2026-11-20T08:00:00.000Z',
      updatedAt: '2026-11-22T21:30:00.000Z',
    });
  });
});
