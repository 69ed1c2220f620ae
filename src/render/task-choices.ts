import type { ListedTask } from '../domain/task.ts';
import { fit } from './columns.ts';
import { escapeControl } from './escape.ts';
import type { Style } from './style.ts';
import { taskTable } from './task-table.ts';

/** A task as one of a list to choose from. */
export interface TaskChoice {
  /** Its number. */
  readonly value: number;
  /** Its row of a table of all of them, without colours: one line that fits the style's width. */
  readonly name: string;
  /** `#3 Pay rent`, cut to the same width. */
  readonly short: string;
}

/** By number. */
export function taskChoices(tasks: readonly ListedTask[], style: Style): ReadonlyMap<number, TaskChoice> {
  const [, ...rows] = taskTable(tasks, { ...style, color: false }).split('\n');
  const ellipsis = style.unicode ? '…' : '...';
  return new Map(
    tasks.map(({ number, title }, index) => {
      const short = fit(`#${number} ${escapeControl(title)}`, style.width, ellipsis).text;
      return [number, { value: number, name: rows[index] ?? '', short }];
    }),
  );
}
