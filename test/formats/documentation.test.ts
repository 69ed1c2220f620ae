import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { ReadTasks, TaskWriter } from '../../src/formats/format.ts';
import { readMarkdown } from '../../src/formats/markdown/read.ts';
import { markdownWriter } from '../../src/formats/markdown/write.ts';
import { readTodoTxt } from '../../src/formats/todotxt/read.ts';
import { todoTxtWriter } from '../../src/formats/todotxt/write.ts';
import { toRecord } from '../support/any-task.ts';

const PAGE = readFileSync(new URL('../../docs/formats.md', import.meta.url), 'utf8');
const NOW = new Date('2026-11-26T10:00:00Z');

it.each<[heading: string, read: ReadTasks, writer: TaskWriter]>([
  ['todo.txt', readTodoTxt, todoTxtWriter()],
  ['Markdown', readMarkdown, markdownWriter()],
])('the example of %s in docs/formats.md is written as it is read', (heading, read, writer) => {
  const section = PAGE.split('\n## ').find((text) => text.startsWith(`${heading}\n`)) ?? '';
  const [, example = ''] = /```\w*\n([^]*?)```/.exec(section) ?? [];
  const rows = read(example, { now: NOW });
  const tasks = rows.flatMap((row) => ('task' in row ? [row.task] : []));
  expect(tasks.length).toBeGreaterThan(1);
  const written = tasks.map((task, index) => writer.write(toRecord(task, NOW), index === 0).text);
  expect(written.join('')).toBe(example);
});
