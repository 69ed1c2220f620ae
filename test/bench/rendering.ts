import type { Task } from '../../src/domain/task.ts';
import { toJson } from '../../src/render/escape.ts';
import type { Style } from '../../src/render/style.ts';
import { taskJson } from '../../src/render/task-json.ts';
import { taskLine } from '../../src/render/task-line.ts';
import { taskTable } from '../../src/render/task-table.ts';
import { titles } from './accounts.ts';
import { columns } from './report.ts';
import { median } from './statistics.ts';

const RUNS = 20;

/** How long it takes to turn 1,000 tasks into text, within one process: the first time, and when the engine has warmed up. */
export function measureRendering(): string {
  const now = new Date();
  const tasks = sampleTasks(1_000, now);
  const style: Style = { color: true, unicode: true, width: 100, now };
  const forms: readonly (readonly [string, () => string])[] = [
    ['1,000 tasks as a table', () => taskTable(tasks, style)],
    ['1,000 tasks as lines', () => tasks.map(taskLine).join('\n')],
    ['1,000 tasks as JSON', () => toJson(tasks.map(taskJson))],
  ];
  const rows = forms.map(([name, render]) => {
    const times = Array.from({ length: RUNS }, () => timed(render));
    return [name, (times[0] ?? 0).toFixed(1), median(times).toFixed(1)];
  });
  return columns([['', 'first ms', 'median ms'], ...rows]);
}

function timed(render: () => string): number {
  const startedAt = performance.now();
  render();
  return performance.now() - startedAt;
}

function sampleTasks(count: number, now: Date): Task[] {
  return titles(count)
    .trimEnd()
    .split('\n')
    .map((title, index) => ({
      number: index + 1,
      id: '01a2075a-fa59-7614-bfcc-86c37eb82697',
      title,
      description: null,
      due: {
        on: `2026-11-${String((index % 30) + 1).padStart(2, '0')}`,
        at: index % 3 === 0 ? '17:00' : null,
      },
      priority: index % 5 === 0 ? 'High' : 'Medium',
      tags: index % 2 === 0 ? ['home'] : ['work', 'talk'],
      recursionPattern: null,
      completed: index % 10 === 0,
      completedAt: index % 10 === 0 ? now : null,
      createdAt: now,
      updatedAt: now,
    }));
}
