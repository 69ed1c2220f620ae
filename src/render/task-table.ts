import { describeDue, isOverdue } from '../domain/due-date.ts';
import type { Task } from '../domain/task.ts';
import { cells, fit } from './columns.ts';
import { escapeControl } from './escape.ts';
import { type Cell, type Column, GAP, grid } from './grid.ts';
import { colors, type Style } from './style.ts';

const NARROWEST_TITLE = 12;
const NARROWEST_TAGS = 6;

type Draft = Omit<Column, 'width'>;

/**
 * Tasks as aligned columns that fit the style's width (20 at least), a line each under a heading, without a last newline. A
 * column without any content is left out; when it gets narrow, tags go first, then priority and due date. No tasks: no text.
 */
export function taskTable(tasks: readonly Task[], style: Style): string {
  if (tasks.length === 0) return '';
  const number = sized(numbers(tasks));
  const marks = sized(statuses(tasks, style));
  const due = sized(dueDates(tasks, style));
  const priority = sized(priorities(tasks, style));
  const title = sized(titles(tasks, style), style.width);
  const tags = sized(tagLists(tasks, style), style.width);

  const needed = Math.min(title.width, NARROWEST_TITLE);
  let leading = [number, marks, due, priority].filter(hasContent);
  for (const droppable of [priority, due]) {
    if (room(leading, style) < needed) leading = leading.filter((column) => column !== droppable);
  }
  const space = room(leading, style);
  const tagsWidth = hasContent(tags) ? widthOfTags(space, title.width, tags.width) : 0;
  const titleWidth = Math.min(title.width, tagsWidth === 0 ? space : space - tagsWidth - GAP.length);
  const columns = [...leading, { ...title, width: titleWidth }];
  return grid(tagsWidth === 0 ? columns : [...columns, { ...tags, width: tagsWidth }], style);
}

function numbers(tasks: readonly Task[]): Draft {
  return { heading: '#', align: 'right', cells: tasks.map((task) => ({ text: String(task.number) })) };
}

/** Done or overdue; in a column of its own, so that it is still there when the due date is not. */
function statuses(tasks: readonly Task[], style: Style): Draft {
  const { green, red } = colors(style);
  const done: Cell = { text: style.unicode ? '✓' : 'x', paint: green };
  const overdue: Cell = { text: '!', paint: red };
  const mark = (task: Task): Cell => {
    if (task.completed) return done;
    return isLate(task, style) ? overdue : { text: '' };
  };
  return { heading: '', cells: tasks.map(mark) };
}

function dueDates(tasks: readonly Task[], style: Style): Draft {
  const { red } = colors(style);
  return {
    heading: 'Due',
    cells: tasks.map((task) => ({
      text: task.due === null ? '' : describeDue(task.due, style.now),
      paint: isLate(task, style) ? red : quiet(task, style),
    })),
  };
}

/** Medium is what a task has if nobody says anything, so it says nothing. */
function priorities(tasks: readonly Task[], style: Style): Draft {
  const { yellow, dim } = colors(style);
  return {
    heading: 'Pri',
    cells: tasks.map((task) => {
      if (task.priority === 'Medium') return { text: '' };
      return { text: task.priority, paint: task.priority === 'High' && !task.completed ? yellow : dim };
    }),
  };
}

function titles(tasks: readonly Task[], style: Style): Draft {
  return {
    heading: 'Title',
    cells: tasks.map((task) => ({ text: escapeControl(task.title), paint: quiet(task, style) })),
  };
}

function tagLists(tasks: readonly Task[], style: Style): Draft {
  const { cyan } = colors(style);
  return {
    heading: 'Tags',
    cells: tasks.map((task) => ({
      text: escapeControl(task.tags.map((tag) => `+${tag}`).join(' ')),
      paint: quiet(task, style) ?? cyan,
    })),
  };
}

function quiet(task: Task, style: Style): Cell['paint'] {
  return task.completed ? colors(style).dim : undefined;
}

function isLate(task: Task, { now }: Style): boolean {
  return !task.completed && task.due !== null && isOverdue(task.due, now);
}

/** As wide as its widest text, measured up to `most` cells. */
function sized(column: Draft, most = Infinity): Column {
  const widths = column.cells.map(({ text }) => cells(fit(text, most)));
  return { ...column, width: Math.max(cells(column.heading), ...widths) };
}

function hasContent(column: Column): boolean {
  return column.cells.some(({ text }) => text !== '');
}

/** What is left of the line beside these columns. */
function room(columns: readonly Column[], style: Style): number {
  return columns.reduce((left, { width }) => left - width - GAP.length, style.width);
}

/** What long titles leave, but a quarter of the room if there is plenty; 0: no column for tags. */
function widthOfTags(space: number, title: number, tags: number): number {
  const quarter = space >= 4 * NARROWEST_TITLE ? Math.floor(space / 4) : 0;
  const width = Math.min(tags, Math.max(space - GAP.length - title, quarter));
  return width < Math.min(tags, NARROWEST_TAGS) ? 0 : width;
}
