import { describe, expect, it } from 'vitest';
import { taskCard } from '../../src/render/task-card.ts';
import { sampleTask } from './sample-task.ts';

const PLAIN = { color: false, unicode: true, width: 80, now: new Date(2026, 10, 23, 10, 0) };

describe('taskCard', () => {
  it('shows what a plain task has', () => {
    expect(taskCard(sampleTask(), PLAIN)).toBe(
      [
        '#42 Pay rent',
        '',
        'Status     open',
        'Priority   Medium',
        'Created    Fri 20 Nov 09:00 (2026-11-20 09:00)',
        'Updated    yesterday 22:30 (2026-11-22 22:30)',
        'Id         019ab12c-3def-7abc-8def-0123456789ab',
      ].join('\n'),
    );
  });

  it('shows everything of a task that has everything', () => {
    const task = sampleTask({
      title: 'Renew passport',
      due: { on: '2026-11-20', at: '10:00' },
      priority: 'High',
      tags: ['admin', 'travel/japan'],
      recursionPattern: 'FREQ=YEARLY;INTERVAL=10',
      description: 'Bring:\n\n\t- two photos\n  - the old one \u001B[31m\n',
      completed: true,
      completedAt: new Date(2026, 10, 23, 9, 5),
    });
    expect(taskCard(task, PLAIN)).toBe(
      [
        '#42 Renew passport',
        '',
        'Status     done',
        'Due        Fri 20 Nov 10:00 (2026-11-20 10:00), 3 days ago',
        'Priority   High',
        'Tags       +admin +travel/japan',
        'Repeats    every 10 years',
        'Created    Fri 20 Nov 09:00 (2026-11-20 09:00)',
        'Updated    yesterday 22:30 (2026-11-22 22:30)',
        'Completed  today 09:05 (2026-11-23 09:05)',
        'Id         019ab12c-3def-7abc-8def-0123456789ab',
        '',
        '  Bring:',
        '',
        '      - two photos',
        String.raw`    - the old one \x1b[31m`,
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['2026-11-23', null, 'Due        today (2026-11-23)'],
    ['2026-11-27', null, 'Due        Fri 27 Nov (2026-11-27), in 4 days'],
    ['2026-11-23', '09:00', 'Due        today 09:00 (2026-11-23 09:00), overdue'],
    ['2026-11-22', null, 'Due        yesterday (2026-11-22), overdue'],
    ['2026-11-20', null, 'Due        Fri 20 Nov (2026-11-20), 3 days ago, overdue'],
    ['2026-11-13', '17:00', 'Due        Fri 13 Nov 17:00 (2026-11-13 17:00), 10 days ago, overdue'],
    ['2026-11-06', null, 'Due        Fri 6 Nov (2026-11-06), 2 weeks ago, overdue'],
  ])('says when %s %s is', (on, at, line) => {
    expect(taskCard(sampleTask({ due: { on, at } }), PLAIN).split('\n')).toContain(line);
  });

  it('wraps title and note between words', () => {
    const task = sampleTask({
      title: 'Call the plumber about the dripping kitchen tap',
      description: 'See https://example.org/a/very/long/address/that/stays/whole for the number of the man',
    });
    const card = taskCard(task, { ...PLAIN, width: 30 }).split('\n');
    expect(card.slice(0, 3)).toEqual(['#42 Call the plumber about the', 'dripping kitchen tap', '']);
    expect(card.slice(-4)).toEqual(
      [
        '  See',
        '  https://example.org/a/very/long/address/that/stays/whole',
        '  for the number of the man',
      ].toSpliced(0, 0, ''),
    );
  });

  it('has no escape byte without colour, whatever is stored', () => {
    const hostile = '\u001B[2J\u009B31m\u0007\u202E';
    const task = sampleTask({
      title: hostile,
      description: hostile,
      tags: [hostile],
      recursionPattern: hostile,
    });
    expect(taskCard(task, PLAIN).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  });

  it('marks title, labels and what is overdue in colour', () => {
    const card = taskCard(sampleTask({ due: { on: '2026-11-22', at: null } }), { ...PLAIN, color: true });
    expect(card.split('\n').slice(0, 4)).toEqual([
      '\u001B[1m#42 Pay rent\u001B[22m',
      '',
      '\u001B[2mStatus     \u001B[22mopen',
      '\u001B[2mDue        \u001B[22m\u001B[31myesterday (2026-11-22), overdue\u001B[39m',
    ]);
  });
});
