import type { TaskRecord } from '../../src/domain/task-record.ts';
import type { TaskWriter } from '../../src/formats/format.ts';

/** A whole file. */
export function writeAll(writer: TaskWriter, tasks: readonly TaskRecord[]): string {
  const texts = tasks.map((task, index) => writer.write(task, index === 0).text);
  return [writer.head, ...texts, writer.foot].join('');
}
