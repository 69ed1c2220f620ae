import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ImportedTask } from '../../src/domain/imported-task.ts';
import type { TaskRecord } from '../../src/domain/task-record.ts';
import { readTodoTxt } from '../../src/formats/todotxt/read.ts';
import { todoTxtWriter } from '../../src/formats/todotxt/write.ts';
import { anyTask, toRecord } from '../support/any-task.ts';
import { importedTask } from '../support/imported-task.ts';

// todo.txt-cli, the program that todo.txt comes from; todotxt-cli in Debian.

const hasTodoTxt = spawnSync('todo-txt', ['-V']).error === undefined;
const NOW = new Date('2026-11-26T10:00:00Z');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'neon-todo-todotxt-'));
});
beforeEach(() => {
  writeFileSync(
    join(folder, 'config'),
    `TODO_DIR=${folder}\nTODO_FILE=$TODO_DIR/todo.txt\nDONE_FILE=$TODO_DIR/done.txt\nREPORT_FILE=$TODO_DIR/report.txt\n`,
  );
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Plain and without an answer to its questions. */
function todoTxt(...words: string[]): string {
  const { stdout, status, stderr } = spawnSync('todo-txt', ['-d', join(folder, 'config'), '-pfa', ...words], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: folder, LC_ALL: 'C.UTF-8' },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

function save(tasks: readonly TaskRecord[]): void {
  const writer = todoTxtWriter();
  writeFileSync(
    join(folder, 'todo.txt'),
    tasks.map((task, index) => writer.write(task, index === 0).text).join(''),
  );
}

function load(): ImportedTask[] {
  const rows = readTodoTxt(readFileSync(join(folder, 'todo.txt'), 'utf8'));
  return rows.flatMap((row) => ('task' in row ? [row.task] : []));
}

const RENT = importedTask({
  title: 'Pay rent',
  description: 'IBAN: DE 12,\n100 %',
  due: { on: '2026-11-27', at: '17:00' },
  tags: ['home', 'project/Flat'],
  recursionPattern: 'FREQ=MONTHLY',
});
const PLUMBER = importedTask({ title: 'Call the plumber', priority: 'High', tags: ['phone'] });

describe.skipIf(!hasTodoTxt)('todo.txt-cli', () => {
  it('lists what we write, with its projects and contexts', () => {
    save([RENT, PLUMBER].map((task) => toRecord(task, NOW)));
    expect(todoTxt('list')).toBe(`\
2 (A) 2026-11-26 Call the plumber @phone
1 2026-11-26 Pay rent @home +Flat due:2026-11-27 at:1700 rec:+1m note:IBAN%3A%20DE%2012,%0A100%20%25
--
TODO: 2 of 2 tasks shown
`);
    expect(todoTxt('listproj')).toBe('+Flat\n');
    expect(todoTxt('listcon')).toBe('@home\n@phone\n');
    expect(todoTxt('list', '@phone')).toContain('TODO: 1 of 2 tasks shown');
  });

  it('completes, changes and adds tasks so that we read what was meant', () => {
    save([RENT, PLUMBER].map((task) => toRecord(task, NOW)));
    todoTxt('do', '1');
    todoTxt('pri', '2', 'C');
    todoTxt('append', '2', 'today +Flat');
    todoTxt('add', 'Buy milk @shop due:2026-12-01');
    const createdAt = new Date(2026, 10, 26);
    expect(load()).toEqual([
      { ...RENT, completed: true, completedAt: expect.any(Date), createdAt },
      {
        ...PLUMBER,
        title: 'Call the plumber phone today',
        priority: 'Low',
        tags: ['phone', 'project/Flat'],
        createdAt,
      },
      importedTask({ title: 'Buy milk', due: { on: '2026-12-01', at: null }, tags: ['shop'] }),
    ]);
  });

  it('leaves nothing out of any tasks that we write', () => {
    const tasks = fc.sample(anyTask, { seed: 20261126, numRuns: 50 });
    save(tasks);
    expect(todoTxt('list')).toContain('TODO: 50 of 50 tasks shown');
    const before = load();
    const open = tasks.flatMap(({ completed }, index) => (completed ? [] : [index]));
    todoTxt('do', ...open.map((index) => String(index + 1)));
    // It takes the priority of what is done away.
    const done = { completed: true, completedAt: expect.any(Date), priority: expect.any(String) };
    expect(load()).toEqual(
      before.map((task, index) => (open.includes(index) ? Object.assign(task, done) : task)),
    );
  });
});
