import { describeInstant } from '../domain/instant.ts';
import type { CommandOnTasks } from '../domain/journal.ts';
import { formatNumbers } from '../domain/number-list.ts';
import { escapeControl } from './escape.ts';
import { cell, columnOf, grid, inRoom, leadingColumns } from './grid.ts';
import { commandLabel } from './history-line.ts';
import { colors, type Style } from './style.ts';

const NARROWEST_TASKS = 20;
const LONGEST_DEVICE = 20;
/** On the narrowest of terminals. */
const LONGEST_COMMAND = 10;

/**
 * Commands with when and where they ran and what they were about, newest first, as columns that fit the style's width; where it is
 * narrow, without the machine, and without the time in the end. One that was undone is dim and says so.
 */
export function historyTable(commands: readonly CommandOnTasks[], style: Style): string {
  const { dim } = colors(style);
  const quiet = ({ takenBack }: CommandOnTasks) => (takenBack ? dim : undefined);
  const column = (heading: string, text: (row: CommandOnTasks) => string) =>
    columnOf(
      heading,
      commands.map((row) => cell(text(row), quiet(row), style.width)),
    );
  const when = column('When', ({ at }) => describeInstant(at, style.now));
  const device = column('Where', (row) => escapeControl(row.device));
  const command = column('Command', commandLabel);
  const tasks = column('Tasks', whichTasks);
  const where = { ...device, width: Math.min(device.width, LONGEST_DEVICE) };
  const sets = [
    [when, where, command],
    [when, command],
    [{ ...command, width: Math.min(command.width, LONGEST_COMMAND) }],
  ];
  const leading = leadingColumns(sets, tasks, NARROWEST_TASKS, style);
  return grid([...leading, inRoom(tasks, leading, style)], style);
}

/** `#3-5, 8 Pay rent, Pack, Read`: the numbers first, as it will be cut. */
function whichTasks({ numbers, tasks }: CommandOnTasks): string {
  if (numbers.length === 0) return '';
  return `#${formatNumbers(numbers)} ${tasks.map(({ title }) => escapeControl(title)).join(', ')}`;
}
