import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ImportedTask } from '../../src/domain/imported-task.ts';
import type { TaskRecord } from '../../src/domain/task-record.ts';
import { readTaskwarrior } from '../../src/formats/taskwarrior/read.ts';
import { taskwarriorWriter } from '../../src/formats/taskwarrior/write.ts';
import { isSameRule } from '../../src/formats/text/exact.ts';
import { anyTask, toImported, toRecord } from '../support/any-task.ts';
import { runs } from '../support/effort.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const KEPT = /^taskwarrior\.[^\s:]+:/;

it('keeps all of any tasks but the order of their tags and fractions of seconds', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(anyTask, { maxLength: 4, selector: ({ id }) => id, comparator: 'SameValue' }),
      (tasks) => {
        const read = roundTrip(tasks);
        expect(read.map((task) => comparable(task))).toEqual(
          tasks.map((task) => comparable(withoutLost(task))),
        );
        const again = read.map((task) => toRecord(task, NOW));
        expect(roundTrip(again)).toEqual(read);
      },
    ),
    { numRuns: runs(500) },
  );
});

function roundTrip(tasks: readonly TaskRecord[]): ImportedTask[] {
  const writer = taskwarriorWriter({ now: NOW });
  const written = tasks.map((task, index) => writer.write(task, index === 0).text);
  const rows = readTaskwarrior([writer.head, ...written, writer.foot].join(''), { now: NOW });
  return rows.map((row) => {
    if ('task' in row) return row.task;
    throw new Error(JSON.stringify(row));
  });
}

/** What the writer says that it loses is lost. */
function withoutLost(record: TaskRecord): ImportedTask {
  const { lost } = taskwarriorWriter({ now: NOW }).write(record, true);
  const task = toImported(record);
  if (lost.includes('due dates before 1980 and after 9998')) return withoutDue(task);
  if (!lost.includes('time of day') || task.due === null) return task;
  const { on, at } = task.due;
  // The beginning of a day is the day alone; else it is in the hour that summer time leaves out.
  return { ...task, due: { on, at: at === '00:00' ? null : (at?.replace(/^02/, '03') ?? null) } };
}

/** Some rules have a date only where they begin on that day: others are none, and kept. */
function withoutDue({ recursionPattern: rule, ...task }: ImportedTask): ImportedTask {
  const line = rule === null || isSameRule(rule, null, rule) ? [] : [`taskwarrior.rrule: ${rule}`];
  const description = [task.description ?? [], line].flat().join('\n') || null;
  return { ...task, due: null, description, recursionPattern: line.length === 0 ? rule : null };
}

/** What was kept for Taskwarrior comes back in another order, in its own form, and without empty lines between it. */
function comparable({ tags, description, ...task }: ImportedTask) {
  const lines = (description ?? '').split('\n').flatMap((line) => line.trimEnd() || []);
  return {
    ...task,
    tags: tags.toSorted(),
    note: lines.filter((line) => !KEPT.test(line)),
    kept: lines.flatMap((line) => KEPT.exec(line)?.[0] ?? []).toSorted(),
    completedAt: seconds(task.completedAt),
    createdAt: seconds(task.createdAt),
    updatedAt: seconds(task.updatedAt),
  };
}

function seconds(date: Date | null): number | null {
  return date && Math.floor(date.getTime() / 1000);
}
